// The program that performs scenarios on a real kernel. It is the init of a guest, or an ordinary process of the host; started
// with a first word "actor" it is a process of a scenario that has called exec.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/reboot.h>
#include <sys/sysmacros.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "actor.h"
#include "say.h"
#include "stats.h"
#include "sys.h"
#include "trace.h"

// Nobody may be left running when the host has gone: without a word for so long, the end; and so for a scenario.
enum { IDLE_S = 20, SCENARIO_S = 120, PROGRAM_SIZE = 1 << 20 };

static int in = 0, guest;
static volatile sig_atomic_t asked_to_end;

static void end_asked(int sig) { (void)sig, asked_to_end = 1; }

static void prepare_guest(void) {
  mount("proc", "/proc", "proc", 0, NULL);
  mount("sysfs", "/sys", "sysfs", 0, NULL);
  const char *tty = getenv("agent_tty"); // an unknown word of the kernel's command line becomes a variable
  if (tty) {
    mount("devtmpfs", "/dev", "devtmpfs", 0, NULL);
    if ((in = open(tty, O_RDWR | O_NOCTTY)) < 0) fail("cannot open the console");
    say_to(in);
  }
  struct termios raw_mode;
  if (!tcgetattr(in, &raw_mode)) {
    cfmakeraw(&raw_mode);
    tcsetattr(in, TCSANOW, &raw_mode);
  }
}

static _Noreturn void leave(int status) {
  if (guest) {
    if (in) tcdrain(in);
    reboot(RB_POWER_OFF);
  }
  _exit(status);
}

// One line from the host into `line`, without its end; 0 when there will be no more.
static int read_line(char *line, int size) {
  static char buffer[65536];
  static int begin, end;
  for (int n = 0;;) {
    while (begin < end) {
      char c = buffer[begin++];
      if (c == '\n') return line[n] = 0, 1;
      if (c != '\r' && n < size - 1) line[n++] = c;
    }
    struct pollfd ready = {.fd = in, .events = POLLIN};
    int got = poll(&ready, 1, IDLE_S * 1000);
    if (asked_to_end || got == 0) return 0;
    if (got < 0) continue;
    begin = 0;
    end = read(in, buffer, sizeof buffer);
    if (end <= 0) return end = 0;
  }
}

// The host hung up. Input that waits is for after this scenario.
static int host_gone(void) {
  struct pollfd ready = {.fd = in, .events = 0};
  return asked_to_end || (poll(&ready, 1, 0) > 0 && ready.revents & (POLLHUP | POLLERR));
}

// Runs one program in a process of its own, so that nothing of a scenario can be left in this one.
static void run(char *program) {
  int status = 0, ended = 0;
  pid_t sys = fork();
  if (sys < 0) fail("cannot fork");
  if (!sys) _exit(sys_run(program) > 99 ? 99 : 0);
  for (time_t began = time(NULL); !ended && !host_gone() && time(NULL) - began < SCENARIO_S;) {
    pid_t pid;
    while ((pid = waitpid(-1, &status, WNOHANG | __WALL)) > 0)
      if (pid == sys) { ended = 1; break; }
    struct timespec pause = {.tv_nsec = 5000000};
    if (!ended) nanosleep(&pause, NULL);
  }
  if (!ended) kill(sys, SIGKILL);
  int left = sys_clean();
  if (!ended) say("overdue");
  else if (WIFSIGNALED(status)) say("killed %d", WTERMSIG(status));
  say("done %d", left);
}

int main(int argc, char **argv) {
  if (argc == 3 && !strcmp(argv[0], "actor")) after_exec(atoi(argv[1]), atoi(argv[2]));
  guest = getpid() == 1;
  if (guest) prepare_guest();
  struct sigaction action = {.sa_handler = end_asked};
  sigaction(SIGTERM, &action, NULL);
  sigaction(SIGINT, &action, NULL);
  signal(SIGPIPE, SIG_IGN);
  prctl(PR_SET_CHILD_SUBREAPER, 1); // of whatever sys leaves, should it be killed
  shared_create("/proc/self/exe");
  int stats = stats_open();
  if (stats) say("nostats %s", strerror(-stats));
  struct utsname kernel;
  uname(&kernel);
  say("ready %s %s", kernel.release, kernel.version);

  char *program = malloc(PROGRAM_SIZE), *line = malloc(65536);
  int length = 0;
  while (program && line && read_line(line, 65536)) {
    int n = strlen(line);
    if (!strcmp(line, "quit")) break;
    if (!strncmp(line, "functions ", 10)) say(trace_prepare(line + 10) ? "traceable" : "untraceable");
    else if (!strcmp(line, "more")) say("more"); // a console's buffer is small: the host waits here
    else if (!strcmp(line, "run")) program[length] = 0, run(program), length = 0;
    else if (length + n + 2 > PROGRAM_SIZE) fail("a program that is too long");
    else length += sprintf(program + length, "%s\n", line);
    if (asked_to_end) break;
  }
  leave(0);
}
