#define _GNU_SOURCE
#include "sys.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "actor.h"
#include "proc.h"
#include "raw.h"
#include "say.h"
#include "stats.h"
#include "trace.h"
#include "words.h"

enum { POLL_MS = 2, QUIET_LOOKS = 6, MAKE_MS = 5000, QUICK_MS = 100, CLEAN_MS = 1000 };
enum { BLOCKED = INT_MIN, NO_REPLY, ABSENT, INVISIBLE }; // results that are no value and no errno

// What is known of a task from the first time it was seen; it stays known when the task is gone.
static struct identity {
  int depth;
  int numbers[MAX_DEPTH];
  unsigned long inodes[MAX_DEPTH];
} known[MAX_TASKS];

static struct seen now[MAX_TASKS], reported[MAX_TASKS];
static int slots, settle_ms, events_reported, commands, changes;

static long clock_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void pause_ms(int ms) {
  struct timespec t = {.tv_nsec = ms * 1000000L};
  nanosleep(&t, NULL);
}

// The program is wrong: errno has nothing to say.
static _Noreturn void mistaken(const char *how) {
  errno = 0;
  fail(how);
}

// ---- looking ----

static int slot_of(int outer_tgid) {
  for (int i = 0; i < slots; i++)
    if (shared->tasks[i].outer_tgid == outer_tgid && shared->tasks[i].leader == i) return i;
  return outer_tgid ? -outer_tgid : -1;
}

// A tracer is a thread, and not its group.
static int slot_of_thread(int outer_tid) {
  for (int i = 0; i < slots; i++)
    if (shared->tasks[i].outer_tid == outer_tid && !shared->tasks[i].gone) return i;
  return slot_of(outer_tid);
}

static void learn(int slot) {
  struct task *task = &shared->tasks[slot];
  struct identity *who = &known[slot];
  who->depth = proc_namespaces(task->outer_tgid, task->outer_tid, who->numbers, who->inodes);
  if (!who->depth) return;
  char line[2048];
  int n = snprintf(line, sizeof line, "task %d", slot);
  for (int i = 0; i < who->depth; i++) n += snprintf(line + n, sizeof line - n, " %d:%lu", who->numbers[i], who->inodes[i]);
  say("%s", line);
}

// Looks at every task once; counts what differs from the last look, and says whether any still runs.
static int look(void) {
  int running = 0;
  for (int i = 1; i < slots; i++) {
    struct task *task = &shared->tasks[i];
    if (!task->outer_tid || task->gone) continue;
    if (!known[i].depth) learn(i), changes++;
    struct seen seen = proc_task(task->outer_tgid, task->outer_tid);
    running |= seen.exists && seen.state == 'R';
    if (memcmp(&seen, &now[i], sizeof seen)) now[i] = seen, changes++;
    task->gone = !seen.exists;
  }
  return running;
}

static void reap(void) {
  int status, pid;
  while ((pid = waitpid(-1, &status, WNOHANG | __WALL)) > 0) {
    note(0, EVENT_REAPED, pid, status, 0, 0);
    changes++;
  }
}

// Deaths are told as they come in: the kernel sends them before anyone else hears.
static void hear_deaths(void) {
  int tid, code, got;
  while ((got = stats_next(&tid, &code))) {
    changes++;
    if (got < 0) say("lost");
    else
      for (int i = 1; i < slots; i++)
        if (shared->tasks[i].outer_tid == tid) say("dead %d %d", i, code);
  }
}

static int finished(void) {
  int sum = shared->events;
  for (int i = 1; i < slots; i++) sum += shared->tasks[i].done;
  return sum;
}

// ---- telling ----

static void report_state(int i) {
  struct seen *seen = &now[i];
  if (!shared->tasks[i].outer_tid || (!memcmp(seen, &reported[i], sizeof *seen) && seen->exists)) return;
  int was = reported[i].exists;
  reported[i] = *seen;
  if (seen->exists)
    say("state %d %c %d %d %d %d %lx %lx", i, seen->state, !!(seen->flags & SEEN_EXITING), slot_of(seen->parent),
        seen->tracer ? slot_of_thread(seen->tracer) : 0, seen->exit_code, seen->own_pending, seen->shared_pending);
  else if (was) say("state %d gone", i);
}

static void report_events(void) {
  int end = shared->events < MAX_EVENTS ? shared->events : MAX_EVENTS;
  for (; events_reported < end && shared->log[events_reported].written; events_reported++) {
    struct event *e = &shared->log[events_reported];
    say("event %d %d %d %d %d %d", e->task, e->kind, e->a, e->b, e->c, e->d);
  }
}

static void report(int settled) {
  report_events();
  for (int i = 1; i < slots; i++) report_state(i);
  say(settled ? "settled" : "unsettled");
}

static void report_result(int result) {
  if (result == BLOCKED) say("did %d blocked", commands);
  else if (result == NO_REPLY) say("did %d no-reply", commands);
  else if (result == ABSENT) say("did %d absent", commands);
  else if (result == INVISIBLE) say("did %d invisible", commands);
  else say("did %d %d", commands, result);
}

// ---- commanding ----

// The number of `slot` as `by` sees it; 0 when it does not.
static int number_for(int by, int slot) {
  int depth = by ? known[by].depth : 1;
  if (slot == 0) return depth == 1 ? (int)getpid() : 0;
  if (!depth || known[slot].depth < depth) return 0;
  if (by && known[by].inodes[depth - 1] != known[slot].inodes[depth - 1]) return 0;
  return known[slot].numbers[depth - 1];
}

// Reads one operand: `=5` a value, `t3` the number of task 3, `p3` its thread group's, `g3` minus its own, `o3` its outermost.
static int operand(const char *text, int by, int *value) {
  if (!text) return *value = 0, 1;
  int n = atoi(text + 1);
  if (*text == '=') return *value = n, 1;
  if (n < 0 || n >= slots) return 0;
  if (*text == 'o') return *value = n ? shared->tasks[n].outer_tid : getpid(), 1;
  if (n && !shared->tasks[n].outer_tid) return *value = 0;
  int seen = number_for(by, *text == 'p' && n ? shared->tasks[n].leader : n);
  *value = *text == 'g' ? -seen : seen;
  return seen != 0;
}

// Not yet a zombie; it may be stopped, or in do_exit.
static int living(int slot) {
  struct task *task = &shared->tasks[slot];
  if (!task->outer_tid || task->gone) return 0;
  struct seen seen = proc_task(task->outer_tgid, task->outer_tid);
  return seen.exists && seen.state != 'Z' && seen.state != 'X';
}

// Can be in a call: neither stopped nor on its way out.
static int alive(int slot) {
  struct task *task = &shared->tasks[slot];
  if (!task->outer_tid) return 0;
  struct seen seen = proc_task(task->outer_tgid, task->outer_tid);
  return seen.exists && !(seen.flags & SEEN_EXITING) && !strchr("ZXTt", seen.state);
}

static struct given {
  int op, who, child; // child: the slot a spawn or thread fills
  int token, result, told;
} last;

// Whether the last command has an answer. exec by a thread is answered by the program that follows it.
static int answered(void) {
  if (!last.told) return 1;
  struct task *task = &shared->tasks[last.who];
  if (task->done < last.token) return 0;
  last.result = task->results[last.token % MAX_ORDERS];
  last.told = 0;
  return 1;
}

// Hands one command over; does not wait for the answer. Whoever is dead cannot take it: the result then says so.
static void give(char *op_name, char *who_name, char *args[3]) {
  commands++;
  last = (struct given){.op = op_named(op_name), .who = atoi(who_name), .result = ABSENT};
  if (last.op < 0 || last.who < 0 || last.who >= slots) mistaken("a command that does not exist");
  struct command command = {.op = last.op};
  if (last.op == OP_RESCUE) { // by whoever is the parent now
    static char moved[16];
    snprintf(moved, sizeof moved, "t%d", last.who);
    struct task *child = &shared->tasks[last.who];
    last.who = slot_of(proc_task(child->outer_tgid, child->outer_tid).parent);
    if (last.who < 0) last.who = 0; // gone, parent and all: sys will hear so
    args[0] = args[1] = moved;
  }
  struct task *task = &shared->tasks[last.who];
  if (last.who && !living(last.who)) return;
  if (!operand(args[0], last.who, &command.a) || !operand(args[1], last.who, &command.b) ||
      !operand(args[2], last.who, &command.c)) {
    // Who is not free to act does not come to the point of not finding someone.
    last.result = last.who && !alive(last.who) ? NO_REPLY : task->given != task->done ? BLOCKED : INVISIBLE;
    return;
  }
  if (last.op == OP_SPAWN || last.op == OP_THREAD) {
    last.child = command.a;
    if (last.child < 1 || last.child >= slots) mistaken("a task that was not declared");
  }
  if (last.op == OP_REBOOT && command.a && (last.who == 0 || known[last.who].depth < 2)) mistaken("reboot is for processes in a pid namespace; it would end this machine");
  if (last.who == 0) {
    last.result = perform(0, &command);
    return;
  }
  last.token = task->given + 1;
  if (last.token - task->done >= MAX_ORDERS) mistaken("someone is in a call that does not return, and is told too much");
  task->commands[last.token % MAX_ORDERS] = command;
  last.told = 1;
  task->given = last.token;
  syscall(SYS_futex, &task->given, FUTEX_WAKE, 1, NULL, NULL, 0);
}

// A new task is invisible until it has started; it must not be missed because the machine was slow.
static int child_expected(void) {
  if (!last.child || shared->tasks[last.child].outer_tid) return 0;
  if (answered()) return last.result > 0;
  return shared->tasks[last.who].done == last.token - 1 && alive(last.who); // else it is told for later, or never
}

// Waits until nothing has changed for settle_ms and over several looks (a guest may not run for a while); 0 when that did not
// happen in time.
static int settle(int deadline_ms) {
  long began = clock_ms(), quiet_since = began;
  int last_changes = -1, last_finished = -1, quiet_looks = 0;
  for (;;) {
    reap();
    hear_deaths();
    int restless = look() || child_expected(), done = finished();
    long t = clock_ms();
    quiet_looks++;
    if (restless || last_changes != changes || last_finished != done) quiet_since = t, quiet_looks = 0;
    last_changes = changes, last_finished = done;
    if (t - quiet_since >= settle_ms && quiet_looks >= QUIET_LOOKS) return last.child = 0, 1;
    if (t - began >= deadline_ms) return last.child = 0, 0;
    pause_ms(POLL_MS);
  }
}

static int result_now(void) {
  if (!answered()) last.result = alive(last.who) ? BLOCKED : NO_REPLY;
  int made = (last.op == OP_SPAWN || last.op == OP_THREAD) && last.result > 0;
  return made ? 0 : last.result;
}

// Part of building the tree: must succeed. A task that is made has started when this returns, whatever its maker waits for.
static int make(void) {
  for (long began = clock_ms(); clock_ms() - began < MAKE_MS; pause_ms(1)) {
    int answer = answered();
    if (last.child && shared->tasks[last.child].outer_tid) {
      if (!known[last.child].depth) learn(last.child);
      return 1;
    }
    if (answer && (last.result < 0 || !last.child)) break;
  }
  int result = result_now();
  report_result(result);
  return result >= 0;
}

static void quick(void) {
  for (long began = clock_ms(); clock_ms() - began < QUICK_MS; pause_ms(1)) {
    int started = !last.child || shared->tasks[last.child].outer_tid;
    if (answered() && (started || last.result < 0)) break;
  }
  if (last.child && shared->tasks[last.child].outer_tid && !known[last.child].depth) learn(last.child);
  report_result(result_now());
}

// ---- a scenario ----

static void begin(void) {
  uint64_t all = ~0ull;
  struct rlimit no_core = {0, 0};
  // A session of its own, and nothing that a scenario sends can disturb it.
  setsid();
  raw(SYS_rt_sigprocmask, SIG_SETMASK, &all, NULL, sizeof all);
  for (int sig = 1; sig <= 64; sig++) signal(sig, SIG_DFL); // actors inherit
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  setrlimit(RLIMIT_CORE, &no_core); // a core dump would change SIGCHLD's code
  memset(shared, 0, sizeof *shared);
  shared->tasks[0].outer_tgid = shared->tasks[0].outer_tid = getpid();
  hear_deaths(); // of an earlier scenario
  learn(0);
}

static int run_line(char *line) {
  char *word[8] = {0};
  int n = 0;
  for (char *at = strtok(line, " "); at && n < 8; at = strtok(NULL, " ")) word[n++] = at;
  if (!n) return 1;
  if (!strcmp(word[0], "slots") && n >= 3) {
    slots = atoi(word[1]), settle_ms = atoi(word[2]);
    if (slots < 1 || slots > MAX_TASKS) mistaken("too many tasks");
    return 1;
  }
  if (!strcmp(word[0], "trace")) return trace_begin(), 1;
  if (!strcmp(word[0], "settle") && n >= 2) return report(settle(atoi(word[1]))), 1;
  // After a step that is not to settle: what was noted so far, and nothing of states that may be changing.
  if (!strcmp(word[0], "peek")) return report_events(), say("settled"), 1;
  if (n < 4) mistaken("a line that cannot be read");
  int deadline = atoi(word[1]);
  give(word[2], word[3], &word[4]);
  if (!strcmp(word[0], "make")) return make();
  if (!strcmp(word[0], "quick")) return quick(), 1;
  int settled = settle(deadline);
  report_result(result_now());
  return report(settled), 1;
}

int sys_run(char *program) {
  begin();
  char *rest = program, *line;
  while ((line = strsep(&rest, "\n")))
    if (!run_line(line)) break;
  trace_end();
  return sys_clean();
}

int sys_clean(void) {
  int left = 0;
  for (long began = clock_ms(); clock_ms() - began < CLEAN_MS; pause_ms(POLL_MS)) {
    left = 0;
    for (int i = 1; i < MAX_TASKS; i++) {
      struct task *task = &shared->tasks[i];
      if (!task->outer_tid || task->gone) continue;
      task->gone = !proc_task(task->outer_tgid, task->outer_tid).exists;
      if (task->gone) continue;
      left++;
      kill(task->outer_tgid, SIGKILL);
      // An init whose own process group pins the pid it waits for: only its parent can free it.
      setpgid(task->outer_tgid, task->outer_tgid);
    }
    while (waitpid(-1, NULL, WNOHANG | __WALL) > 0) continue;
    if (!left) break;
  }
  return left;
}
