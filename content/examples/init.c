/* init.c: a PID 1 that lets its processes finish before the kernel ends them. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifndef GRACE_MS
#define GRACE_MS 8000 /* less than the runtime grants: docker stop waits 10 s */
#endif

static const int heard[] = {
	SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGUSR1, SIGUSR2, SIGCHLD,
};

static long long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

static int nobody_left(void)
{
	return kill(-1, 0) < 0 && errno == ESRCH;
}

int main(int argc, char **argv)
{
	sigset_t mine, before;
	int app_alive = 1, result = 0;
	long long deadline = 0; /* 0: not stopping */

	if (argc < 2 || getpid() != 1) {
		fprintf(stderr, "usage: init PROGRAM [ARGUMENT...], as PID 1\n");
		return 2;
	}

	sigemptyset(&mine);
	for (size_t i = 0; i < sizeof heard / sizeof heard[0]; i++)
		sigaddset(&mine, heard[i]);
	sigprocmask(SIG_BLOCK, &mine, &before);
	signal(SIGCHLD, SIG_DFL);

	pid_t app = fork();
	if (app == 0) {
		sigprocmask(SIG_SETMASK, &before, NULL);
		execvp(argv[1], argv + 1);
		perror(argv[1]);
		_exit(127);
	}
	if (app < 0) {
		perror("fork");
		return 1;
	}

	for (;;) {
		pid_t pid;
		int wstatus;

		while ((pid = waitpid(-1, &wstatus, WNOHANG)) > 0) {
			if (pid != app)
				continue; /* an orphan, adopted and now buried */
			app_alive = 0;
			result = WIFSIGNALED(wstatus) ? 128 + WTERMSIG(wstatus)
						      : WEXITSTATUS(wstatus);
			kill(-1, SIGTERM);
			if (!deadline)
				deadline = now_ms() + GRACE_MS;
		}

		int late = deadline && now_ms() >= deadline;
		if (pid < 0 && (late || nobody_left()))
			return result;
		if (late)
			kill(-1, SIGKILL);

		struct timespec tick = { .tv_nsec = 100 * 1000 * 1000 };
		int sig = deadline ? sigtimedwait(&mine, NULL, &tick)
				   : sigwaitinfo(&mine, NULL);
		if (sig <= 0 || sig == SIGCHLD)
			continue;
		if (app_alive)
			kill(app, sig);
		if (sig == SIGTERM || sig == SIGINT || sig == SIGQUIT)
			deadline = now_ms() + (deadline ? 0 : GRACE_MS);
	}
}
