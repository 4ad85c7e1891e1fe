// The world outside of a scenario: the process that builds the tree, tells the actors what to do, and reports what it sees.
#pragma once

// Runs one scenario, given as the lines of its program; the caller is a process forked for it. Gives the exit status.
int sys_run(char *program);

// Kills whatever a scenario left behind and waits until it is gone, for at most a second; gives how many tasks would not go.
int sys_clean(void);
