#define _GNU_SOURCE
#include "shared.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "say.h"

struct shared *shared;

static int moved(int fd, int to) {
  if (fd < 0 || dup2(fd, to) != to) fail("cannot keep a file open");
  close(fd);
  return to;
}

// Called once, by the supervisor; everything it forks maps the same pages.
void shared_create(const char *agent) {
  moved(memfd_create("scenario", 0), SHARED_FD);
  moved(open(agent, O_RDONLY), AGENT_FD);
  if (ftruncate(SHARED_FD, sizeof *shared)) fail("cannot size the shared memory");
  shared_attach();
}

// Maps what shared_create made: also after exec, which keeps the file descriptor and drops the mapping.
void shared_attach(void) {
  shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, SHARED_FD, 0);
  if (shared == MAP_FAILED) fail("cannot map the shared memory");
}

// Async-signal-safe: a handler may interrupt another's note.
void note(int task, int kind, int a, int b, int c, int d) {
  int at = atomic_fetch_add(&shared->events, 1);
  if (at >= MAX_EVENTS) return;
  struct event *event = &shared->log[at];
  event->task = task, event->kind = kind, event->a = a, event->b = b, event->c = c, event->d = d;
  atomic_store(&event->written, 1);
}
