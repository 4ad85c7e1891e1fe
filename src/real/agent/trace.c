#define _GNU_SOURCE
#include "trace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "say.h"

#define TRACING "/sys/kernel/tracing/"

static int on;

static int put(const char *file, const char *text, int flags) {
  char path[128];
  snprintf(path, sizeof path, TRACING "%s", file);
  int fd = open(path, O_WRONLY | O_CLOEXEC | flags);
  if (fd < 0) return 0;
  int whole = write(fd, text, strlen(text)) == (ssize_t)strlen(text);
  close(fd);
  return whole;
}

int trace_prepare(char *functions) {
  if (mount("tracefs", TRACING, "tracefs", 0, NULL) && errno != EBUSY) return 0;
  put("tracing_on", "0", 0);
  put("current_tracer", "nop", 0); // while a tracer runs every change of the filter patches the kernel's code
  put("set_ftrace_filter", "", O_TRUNC);
  // The filter takes only functions the kernel has as such: what the compiler inlined is refused.
  for (char *name = strtok(functions, " "); name; name = strtok(NULL, " ")) {
    char line[128];
    snprintf(line, sizeof line, "%s\n", name);
    if (!put("set_ftrace_filter", line, O_APPEND)) say("unseen %s", name);
  }
  put("buffer_size_kb", "4096", 0);
  if (!put("current_tracer", "function_graph", 0)) return 0;
  const char *options[] = {"funcgraph-proc", "nofuncgraph-overhead", "nofuncgraph-duration", "nofuncgraph-irqs"};
  for (unsigned i = 0; i < sizeof options / sizeof *options; i++) put("trace_options", options[i], 0);
  return 1;
}

void trace_begin(void) {
  char pids[32];
  // What sys and its supervisor do to watch is no part of the scenario.
  snprintf(pids, sizeof pids, "%d %d\n", getpid(), getppid());
  put("set_ftrace_notrace_pid", pids, O_TRUNC);
  put("trace", "", O_TRUNC);
  on = put("tracing_on", "1", 0);
  if (!on) say("untraced");
}

void trace_end(void) {
  if (!on) return;
  on = 0;
  put("tracing_on", "0", 0);
  FILE *trace = fopen(TRACING "trace", "re");
  char line[1024];
  while (trace && fgets(line, sizeof line, trace)) {
    line[strcspn(line, "\n")] = 0;
    if (*line && *line != '#') say("trace %s", line);
  }
  if (trace) fclose(trace);
}
