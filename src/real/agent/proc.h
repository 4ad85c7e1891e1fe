// What /proc says of a task, as numbered in the initial namespace.
#pragma once
#include <stdint.h>

#include "shared.h"

struct seen {
  int exists;
  char state;         // R S D T t Z X
  unsigned flags;     // PF_…
  int parent, tracer; // 0: none
  int exit_code;      // as wait would give it
  uint64_t own_pending, shared_pending;
};

// PF_EXITING: set as the first thing in do_exit.
enum { SEEN_EXITING = 0x4 };

struct seen proc_task(int tgid, int tid);

// The task's numbers from the initial namespace down, and the inode of each of those namespaces; gives how many.
int proc_namespaces(int tgid, int tid, int numbers[MAX_DEPTH], unsigned long inodes[MAX_DEPTH]);
