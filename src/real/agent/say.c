#define _GNU_SOURCE
#include "say.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int out = 1;

void say_to(int fd) { out = fd; }

// One write per line, so that lines of two processes do not mix.
void say(const char *format, ...) {
  char line[4096];
  va_list args;
  va_start(args, format);
  line[0] = '@';
  int n = vsnprintf(line + 1, sizeof line - 2, format, args) + 1;
  va_end(args);
  if (n > (int)sizeof line - 2) n = sizeof line - 2;
  line[n++] = '\n';
  for (int sent = 0; sent < n;) {
    ssize_t now = write(out, line + sent, n - sent);
    if (now < 0 && errno != EINTR && errno != EAGAIN) return;
    if (now > 0) sent += now;
  }
}

// The end of this process: _exit and not exit, since forked copies share what libc would flush.
void fail(const char *what) {
  if (errno) say("error %s: %s", what, strerror(errno));
  else say("error %s", what);
  _exit(70);
}
