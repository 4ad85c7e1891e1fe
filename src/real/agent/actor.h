// A process or thread of the scenario: it does nothing but what it is told.
#pragma once
#include "shared.h"

// The slot of this process's main thread; 0 in sys.
extern int my_leader;

// Carries out one command as the calling task; gives a value or minus an errno. Does not return in a task it creates.
int perform(int task, const struct command *command);

// Enters a process after exec: `caller` is the thread that called it, which now is `leader`.
_Noreturn void after_exec(int leader, int caller);
