#define _GNU_SOURCE
#include "stats.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <linux/taskstats.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "shared.h"

struct request {
  struct nlmsghdr header;
  struct genlmsghdr generic;
  char attributes[128];
};

static int ask(int fd, int family, int command, int type, const char *text) {
  struct request request = {0};
  struct nlattr *attribute = (void *)request.attributes;
  int length = strlen(text) + 1;
  attribute->nla_type = type;
  attribute->nla_len = NLA_HDRLEN + length;
  memcpy(request.attributes + NLA_HDRLEN, text, length);
  request.header.nlmsg_len = NLMSG_LENGTH(GENL_HDRLEN + NLA_ALIGN(attribute->nla_len));
  request.header.nlmsg_type = family;
  request.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK;
  request.generic.cmd = command;
  request.generic.version = 1;
  return send(fd, &request, request.header.nlmsg_len, 0) < 0 ? -errno : 0;
}

// The attribute of that type among `length` bytes; NULL when it is not there.
static struct nlattr *attribute_in(void *from, int length, int type) {
  for (struct nlattr *a = from; length >= NLA_HDRLEN && a->nla_len >= NLA_HDRLEN && a->nla_len <= length;) {
    if (a->nla_type == type) return a;
    int step = NLA_ALIGN(a->nla_len);
    length -= step;
    a = (void *)((char *)a + step);
  }
  return NULL;
}

// Reads answers until the acknowledgement; remembers a family id that came on the way.
static int acknowledged(int fd, int *family) {
  char answer[4096];
  for (;;) {
    int n = recv(fd, answer, sizeof answer, 0);
    if (n < 0) return -errno;
    for (struct nlmsghdr *header = (void *)answer; NLMSG_OK(header, n); header = NLMSG_NEXT(header, n)) {
      if (header->nlmsg_type == NLMSG_ERROR) return ((struct nlmsgerr *)NLMSG_DATA(header))->error;
      char *attributes = (char *)NLMSG_DATA(header) + GENL_HDRLEN;
      struct nlattr *id = attribute_in(attributes, header->nlmsg_len - NLMSG_LENGTH(GENL_HDRLEN), CTRL_ATTR_FAMILY_ID);
      if (family && id) *family = *(unsigned short *)((char *)id + NLA_HDRLEN);
    }
  }
}

int stats_open(void) {
  int family = 0, result, size = 4 << 20;
  int fd = socket(AF_NETLINK, SOCK_RAW, NETLINK_GENERIC);
  if (fd < 0) return -errno;
  if (dup2(fd, STATS_FD) < 0) return -errno;
  close(fd);
  setsockopt(STATS_FD, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size);
  if ((result = ask(STATS_FD, GENL_ID_CTRL, CTRL_CMD_GETFAMILY, CTRL_ATTR_FAMILY_NAME, TASKSTATS_GENL_NAME)) ||
      (result = acknowledged(STATS_FD, &family)))
    return result;
  char cpus[32];
  snprintf(cpus, sizeof cpus, "0-%ld", sysconf(_SC_NPROCESSORS_CONF) - 1);
  if ((result = ask(STATS_FD, family, TASKSTATS_CMD_GET, TASKSTATS_CMD_ATTR_REGISTER_CPUMASK, cpus))) return result;
  return acknowledged(STATS_FD, NULL);
}

int stats_next(int *tid, int *code) {
  char message[4096];
  for (;;) {
    int n = recv(STATS_FD, message, sizeof message, MSG_DONTWAIT);
    if (n < 0) return errno == ENOBUFS ? -1 : 0;
    struct nlmsghdr *header = (void *)message;
    if (!NLMSG_OK(header, n) || header->nlmsg_type == NLMSG_ERROR) continue;
    char *attributes = (char *)NLMSG_DATA(header) + GENL_HDRLEN;
    struct nlattr *one = attribute_in(attributes, header->nlmsg_len - NLMSG_LENGTH(GENL_HDRLEN), TASKSTATS_TYPE_AGGR_PID);
    if (!one) continue;
    char *inner = (char *)one + NLA_HDRLEN;
    struct nlattr *pid = attribute_in(inner, one->nla_len - NLA_HDRLEN, TASKSTATS_TYPE_PID);
    struct nlattr *stats = attribute_in(inner, one->nla_len - NLA_HDRLEN, TASKSTATS_TYPE_STATS);
    if (!pid || !stats) continue;
    *tid = *(int *)((char *)pid + NLA_HDRLEN);
    struct taskstats record;
    memcpy(&record, (char *)stats + NLA_HDRLEN, offsetof(struct taskstats, ac_flag)); // version and ac_exitcode stand first
    *code = record.ac_exitcode;
    return 1;
  }
}
