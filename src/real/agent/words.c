#include "words.h"

#include <string.h>

#include "shared.h"

static const char *const names[OP_COUNT] = {
    [OP_NOP] = "nop",           [OP_KILL] = "kill",       [OP_TGKILL] = "tgkill",   [OP_QUEUE] = "queue",
    [OP_EXIT] = "exit",         [OP_TEXIT] = "texit",     [OP_SPAWN] = "spawn",     [OP_THREAD] = "thread",
    [OP_WAIT] = "wait",         [OP_SIGWAIT] = "sigwait", [OP_BLOCK] = "block",     [OP_UNBLOCK] = "unblock",
    [OP_PDEATH] = "pdeath",     [OP_SIG] = "sig",         [OP_SUBREAPER] = "subreaper", [OP_SETPGID] = "setpgid",
    [OP_SETSID] = "setsid",     [OP_UNSHARE] = "unshare", [OP_EXEC] = "exec",       [OP_FAULT] = "fault",
    [OP_ABORT] = "abort",       [OP_NSOPEN] = "nsopen",   [OP_SETNS] = "setns",     [OP_SEIZE] = "seize",
    [OP_DETACH] = "detach",     [OP_REBOOT] = "reboot",   [OP_RESCUE] = "rescue",
};

int op_named(const char *name) {
  for (int op = 0; op < OP_COUNT; op++)
    if (!strcmp(names[op], name)) return op;
  return -1;
}
