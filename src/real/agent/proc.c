#define _GNU_SOURCE
#include "proc.h"

#include <fcntl.h>
#include <linux/nsfs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

static int slurp(char *text, int size, int tgid, int tid, const char *name) {
  char path[96];
  snprintf(path, sizeof path, "/proc/%d/task/%d/%s", tgid, tid, name);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return 0;
  int n = read(fd, text, size - 1);
  close(fd);
  if (n < 0) n = 0;
  text[n] = 0;
  return n;
}

static const char *field(const char *status, const char *name) {
  const char *at = strstr(status, name);
  return at ? at + strlen(name) : "0";
}

struct seen proc_task(int tgid, int tid) {
  struct seen seen = {0};
  char text[4096];
  if (!slurp(text, sizeof text, tgid, tid, "stat")) return seen;
  char *at = strrchr(text, ')');
  if (!at || sscanf(at + 2, "%c %d %*d %*d %*d %*d %u", &seen.state, &seen.parent, &seen.flags) != 3) return seen;
  seen.exit_code = atoi(strrchr(at, ' ')); // the last field
  if (!slurp(text, sizeof text, tgid, tid, "status")) return seen;
  seen.tracer = atoi(field(text, "\nTracerPid:"));
  seen.own_pending = strtoull(field(text, "\nSigPnd:"), NULL, 16);
  seen.shared_pending = strtoull(field(text, "\nShdPnd:"), NULL, 16);
  seen.exists = 1;
  return seen;
}

int proc_namespaces(int tgid, int tid, int numbers[MAX_DEPTH], unsigned long inodes[MAX_DEPTH]) {
  char text[4096], path[96];
  int depth = 0;
  if (!slurp(text, sizeof text, tgid, tid, "status")) return 0;
  const char *at = field(text, "\nNSpid:");
  char *end;
  while (depth < MAX_DEPTH && *at && *at != '\n') {
    numbers[depth++] = strtol(at, &end, 10);
    if (end == at) break;
    at = end;
  }
  snprintf(path, sizeof path, "/proc/%d/ns/pid", tgid);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  for (int level = depth - 1; level >= 0; level--) {
    struct stat stat = {0};
    inodes[level] = fd >= 0 && !fstat(fd, &stat) ? stat.st_ino : 0;
    int parent = fd >= 0 && level ? ioctl(fd, NS_GET_PARENT) : -1;
    if (fd >= 0) close(fd);
    fd = parent;
  }
  return depth;
}
