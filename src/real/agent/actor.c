#define _GNU_SOURCE
#include "actor.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "raw.h"
#include "say.h"

enum { STACK_SIZE = 128 * 1024 };

int my_leader;
static int modes[65], exit_codes[65]; // of this process's handlers

// Which of this process's threads is running: gettid is the only identity a handler can trust.
static int self(void) {
  int tid = raw(SYS_gettid);
  for (int i = 1; i < MAX_TASKS; i++)
    if (shared->tasks[i].leader == my_leader && shared->tasks[i].tid == tid) return i;
  return my_leader;
}

static void reaped(int task, int pid, int status) { note(task, EVENT_REAPED, pid, status, 0, 0); }

static _Noreturn void exit_group(int task, int code) {
  note(task, EVENT_EXIT_GROUP, code, 0, 0, 0);
  for (;;) raw(SYS_exit_group, code);
}

static void handler(int sig, siginfo_t *info, void *context) {
  int task = self();
  note(task, EVENT_HANDLER, sig, info->si_code, info->si_pid, info->si_status);
  if (modes[sig] == MODE_EXIT) exit_group(task, exit_codes[sig]);
  if (modes[sig] == MODE_REAP) {
    int status, pid;
    while ((pid = raw(SYS_wait4, -1, &status, WNOHANG, 0)) > 0) reaped(task, pid, status);
  }
  // A handled fault would happen again on return: go on behind the instruction.
  if (sig == SIGSEGV && info->si_code > 0) skip_fault(context);
}

// Every handler lets the other signals through (an empty mask): the order in which they run is the kernel's.
static int dispose(int sig, int mode, int code) {
  struct sigaction action = {.sa_flags = SA_RESTART};
  action.sa_handler = mode == MODE_IGNORE ? SIG_IGN : SIG_DFL;
  if (mode == MODE_LOG || mode == MODE_EXIT || mode == MODE_REAP || mode == MODE_LOG_NOCLDWAIT) {
    action.sa_sigaction = handler;
    action.sa_flags |= SA_SIGINFO;
  }
  if (mode == MODE_NOCLDWAIT || mode == MODE_LOG_NOCLDWAIT) action.sa_flags |= SA_NOCLDWAIT;
  if (sig > 0 && sig < 65) modes[sig] = mode, exit_codes[sig] = code;
  return sigaction(sig, &action, NULL) ? -errno : 0;
}

static int mask(int how, int sig) {
  uint64_t set = 1ull << (sig - 1);
  return raw(SYS_rt_sigprocmask, how, &set, NULL, sizeof set);
}

// A child of sys begins with nothing blocked: sys blocks everything so that no scenario can disturb it.
static void forget_mask_of_sys(void) {
  uint64_t none = 0;
  raw(SYS_rt_sigprocmask, SIG_SETMASK, &none, NULL, sizeof none);
}

// Says who this new task is. /proc is the initial namespace's, so thread-self gives the outermost numbers.
static void introduce(int slot, int leader) {
  char path[64] = {0};
  struct task *me = &shared->tasks[slot];
  int tgid = 0, tid = 0;
  raw(SYS_readlink, "/proc/thread-self", path, sizeof path - 1);
  sscanf(path, "%d/task/%d", &tgid, &tid);
  me->tid = raw(SYS_gettid);
  me->leader = leader;
  me->outer_tgid = tgid;
  me->outer_tid = tid;
}

static _Noreturn void obey(int slot) {
  struct task *me = &shared->tasks[slot];
  for (;;) {
    int done = me->done;
    if (me->given == done) {
      raw(SYS_futex, &me->given, FUTEX_WAIT, done, NULL, NULL, 0);
      continue;
    }
    struct command command = me->commands[(done + 1) % MAX_ORDERS];
    me->results[(done + 1) % MAX_ORDERS] = perform(slot, &command);
    me->done = done + 1;
  }
}

static int spawn(int by, int child, int flags, int exit_signal) {
  // CLONE_VFORK without CLONE_VM: the parent is held the same way, and the child has memory of its own.
  int pid = raw(SYS_clone, flags | exit_signal, 0, 0, 0, 0);
  if (pid) return pid;
  my_leader = child;
  if (by == 0) forget_mask_of_sys();
  raw(SYS_close_range, NS_FD, NS_FD + MAX_TASKS, 0);
  introduce(child, child);
  obey(child);
}

static int thread_main(void *slot) {
  introduce((int)(long)slot, my_leader);
  obey((int)(long)slot);
}

static int thread(int slot) {
  char *stack = mmap(NULL, STACK_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (stack == MAP_FAILED) return -errno;
  int flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM;
  int tid = clone(thread_main, stack + STACK_SIZE, flags, (void *)(long)slot);
  return tid < 0 ? -errno : tid;
}

static int wait_for(int task, int pid, int options) {
  int status = 0;
  int got = raw(SYS_wait4, pid, &status, options, 0);
  // A traced child's stop is waited for as well; it reaps nobody.
  if (got > 0 && (WIFEXITED(status) || WIFSIGNALED(status))) reaped(task, got, status);
  else note(task, EVENT_WAIT, got, status, 0, 0);
  return got;
}

static int wait_signal(int task, int sig) {
  uint64_t set = 1ull << (sig - 1);
  siginfo_t info = {0};
  int got = raw(SYS_rt_sigtimedwait, &set, &info, NULL, sizeof set);
  note(task, EVENT_SIGWAIT, got, info.si_code, info.si_pid, 0);
  return got < 0 ? got : 0;
}

static int queue(int pid, int sig) {
  siginfo_t info = {.si_signo = sig, .si_code = SI_QUEUE};
  info.si_pid = raw(SYS_getpid);
  return raw(SYS_rt_sigqueueinfo, pid, sig, &info);
}

static int open_namespace(int outer_pid) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/ns/pid", outer_pid);
  return raw(SYS_open, path, O_RDONLY | O_CLOEXEC, 0);
}

// Keeps the namespace open for a later setns, under a number that follows from whose it is.
static int keep_namespace(int of, int outer_pid) {
  int fd = open_namespace(outer_pid);
  if (fd < 0) return fd;
  int kept = raw(SYS_dup2, fd, NS_FD + of);
  raw(SYS_close, fd);
  return kept < 0 ? kept : 0;
}

static int enter_namespace(int of, int outer_pid) {
  int kept = raw(SYS_fcntl, NS_FD + of, F_GETFD) >= 0;
  int fd = kept ? NS_FD + of : open_namespace(outer_pid);
  if (fd < 0) return fd;
  int result = raw(SYS_setns, fd, CLONE_NEWPID);
  if (!kept) raw(SYS_close, fd);
  return result;
}

static int exec_again(int task) {
  char leader[16], caller[16];
  snprintf(leader, sizeof leader, "%d", my_leader);
  snprintf(caller, sizeof caller, "%d", task);
  char *argv[] = {"actor", leader, caller, NULL}, *envp[] = {NULL};
  return raw(SYS_execveat, AGENT_FD, "", argv, envp, AT_EMPTY_PATH);
}

// What abort(3) does, without libc's idea of who the caller is (it caches the tid, which raw clone leaves stale).
static int abort_now(void) {
  mask(SIG_UNBLOCK, SIGABRT);
  raw(SYS_tgkill, raw(SYS_getpid), raw(SYS_gettid), SIGABRT);
  dispose(SIGABRT, MODE_DEFAULT, 0);
  raw(SYS_tgkill, raw(SYS_getpid), raw(SYS_gettid), SIGABRT);
  halt_instruction();
  return 0;
}

// A tracee can be let go only while it is stopped: stop it first, and give up on one that cannot be (a zombie).
static int detach(int pid) {
  int result = raw(SYS_ptrace, PTRACE_DETACH, pid, 0, 0);
  if (result != -ESRCH || raw(SYS_ptrace, PTRACE_INTERRUPT, pid, 0, 0)) return result;
  for (int tries = 0; tries < 50; tries++) {
    siginfo_t info = {0};
    raw(SYS_waitid, P_PID, pid, &info, WSTOPPED | WNOHANG | __WALL, 0);
    if (info.si_pid == pid) return raw(SYS_ptrace, PTRACE_DETACH, pid, 0, 0);
    struct timespec pause = {.tv_nsec = 2000000};
    raw(SYS_nanosleep, &pause, NULL);
  }
  return result;
}

int perform(int task, const struct command *c) {
  switch (c->op) {
    case OP_NOP: return 0;
    case OP_KILL: return raw(SYS_kill, c->a, c->b);
    case OP_TGKILL: return raw(SYS_tgkill, c->a, c->b, c->c);
    case OP_QUEUE: return queue(c->a, c->b);
    case OP_EXIT: exit_group(task, c->a);
    case OP_TEXIT:
      note(task, EVENT_EXIT, c->a, 0, 0, 0);
      for (;;) raw(SYS_exit, c->a);
    case OP_SPAWN: return spawn(task, c->a, c->b, c->c);
    case OP_THREAD: return thread(c->a);
    case OP_WAIT: return wait_for(task, c->a, c->b);
    case OP_SIGWAIT: return wait_signal(task, c->a);
    case OP_BLOCK: return mask(SIG_BLOCK, c->a);
    case OP_UNBLOCK: return mask(SIG_UNBLOCK, c->a);
    case OP_PDEATH: return raw(SYS_prctl, PR_SET_PDEATHSIG, c->a, 0, 0, 0);
    case OP_SIG: return dispose(c->a, c->b, c->c);
    case OP_SUBREAPER: return raw(SYS_prctl, PR_SET_CHILD_SUBREAPER, c->a, 0, 0, 0);
    case OP_SETPGID: case OP_RESCUE: return raw(SYS_setpgid, c->a, c->b);
    case OP_SETSID: {
      int sid = raw(SYS_setsid);
      return sid < 0 ? sid : 0;
    }
    case OP_UNSHARE: return raw(SYS_unshare, CLONE_NEWPID);
    case OP_EXEC: return exec_again(task);
    case OP_FAULT: fault_instruction(); return 0;
    case OP_ABORT: return abort_now();
    case OP_NSOPEN: return keep_namespace(c->a, c->b);
    case OP_SETNS: return enter_namespace(c->a, c->b);
    case OP_SEIZE: return raw(SYS_ptrace, PTRACE_SEIZE, c->a, 0, 0);
    case OP_DETACH: return detach(c->a);
    case OP_REBOOT: return raw(SYS_reboot, 0xfee1dead, 672274793, c->a, 0);
    default: return -ENOSYS;
  }
}

void after_exec(int leader, int caller) {
  my_leader = leader;
  shared_attach();
  struct task *me = &shared->tasks[leader], *was = &shared->tasks[caller];
  // What the leader was told and had not finished died with it, and so did what the caller was to do next under its old number.
  if (caller != leader) me->done = me->given;
  was->results[(was->done + 1) % MAX_ORDERS] = 0;
  if (caller == leader) was->done++;
  else was->done = was->given;
  obey(leader);
}
