// Exit codes of every task that dies, from the kernel's taskstats: what do_exit got, before anyone is told of it.
#pragma once

// Opens the channel at STATS_FD; 0 or minus an errno (needs root, the initial pid namespace, CONFIG_TASKSTATS).
int stats_open(void);

// Gives the next dead task; 0 when there is none now, 1 with its number in the initial namespace and its exit code, -1 when
// the kernel had to drop some.
int stats_next(int *tid, int *code);
