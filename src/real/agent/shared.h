// What the processes of a scenario have in common: a page of memory that all of them map, with a mailbox for each task and
// a log that signal handlers may write to.
#pragma once
#include <stdatomic.h>
#include <stdint.h>

enum { MAX_TASKS = 512 /* plan.ts says so too */, MAX_EVENTS = 8192, MAX_DEPTH = 33, MAX_ORDERS = 32 };

// What a task can be told to do. The names are the protocol's words too (see words.c).
enum op {
  OP_NOP, OP_KILL, OP_TGKILL, OP_QUEUE, OP_EXIT, OP_TEXIT, OP_SPAWN, OP_THREAD, OP_WAIT, OP_SIGWAIT, OP_BLOCK, OP_UNBLOCK,
  OP_PDEATH, OP_SIG, OP_SUBREAPER, OP_SETPGID, OP_SETSID, OP_UNSHARE, OP_EXEC, OP_FAULT, OP_ABORT, OP_NSOPEN, OP_SETNS,
  OP_SEIZE, OP_DETACH, OP_REBOOT, OP_RESCUE, OP_COUNT
};

// How a signal is disposed of: `default`, `ignore`, and handlers.
enum mode { MODE_DEFAULT, MODE_IGNORE, MODE_LOG, MODE_EXIT, MODE_REAP, MODE_NOCLDWAIT, MODE_LOG_NOCLDWAIT };

enum event_kind {
  EVENT_HANDLER,     // signal, si_code, si_pid, si_status
  EVENT_REAPED,      // pid in the caller's namespace, wait status
  EVENT_EXIT_GROUP,  // code
  EVENT_EXIT,        // code
  EVENT_SIGWAIT,     // signal (or -errno), si_code, si_pid
  EVENT_WAIT         // what wait4 returned, when it reaped nothing
};

struct command {
  int op;
  int a, b, c;
};

struct task {
  _Atomic int given;      // commands given to it: the futex it sleeps on
  _Atomic int done;       // commands it has finished
  // The n-th command and its result (a value, or minus an errno) are at n % MAX_ORDERS: someone in a call that does not return can
  // be told more, and does it later.
  _Atomic int results[MAX_ORDERS];
  struct command commands[MAX_ORDERS];
  _Atomic int leader;     // the slot of its thread group's leader
  _Atomic int tid;        // its own gettid
  _Atomic int outer_tgid; // how the initial namespace numbers it
  _Atomic int outer_tid;  // set last: the task has started
  _Atomic int gone;       // its numbers may be another's by now
};

struct event {
  _Atomic int written; // the record is complete
  int task, kind, a, b, c, d;
};

struct shared {
  _Atomic int events;   // records begun
  struct event log[MAX_EVENTS];
  struct task tasks[MAX_TASKS]; // 0 is sys
};

extern struct shared *shared;

// File descriptors that all actors have, so that exec finds both again.
enum { SHARED_FD = 200, AGENT_FD = 201, STATS_FD = 202, NS_FD = 300 };

void shared_create(const char *agent);
void shared_attach(void);
void note(int task, int kind, int a, int b, int c, int d);
