import { app, errno, type Program, type Sys, signum } from 'why-sigkill';

const GRACE = 8;

export const init: Program = function* (sys) {
  const before = yield* sys.sigprocmask('SIG_BLOCK', ['SIGTERM', 'SIGCHLD']);
  const child = yield* sys.fork(function* () {
    yield* sys.sigprocmask('SIG_SETMASK', before);
    yield* sys.execve(app);
  });
  let code = 0;
  let deadline = Number.POSITIVE_INFINITY;

  /** Reaps the dead. Says whether the program has gone, and whether all have. */
  function* reap(own: Sys) {
    let gone = false;
    try {
      for (;;) {
        const status = yield* own.waitpid(-1, ['WNOHANG']);
        if (status === null) return { gone, all: false };
        if (status.pid !== child) continue;
        gone = true;
        code = status.signal ? 128 + signum(status.signal) : (status.exit ?? 0);
      }
    } catch (error) {
      if (errno(error) === 'ECHILD') return { gone, all: true };
      throw error;
    }
  }

  for (;;) {
    const { gone, all } = yield* reap(sys);
    if (all) return code;
    const left = deadline - (yield* sys.clock_gettime());
    if (left <= 0) {
      yield* sys.kill(-1, 'SIGKILL');
      deadline = Number.POSITIVE_INFINITY;
      continue;
    }
    const asked = gone ? 'SIGTERM' : (yield* sys.sigtimedwait(['SIGTERM', 'SIGCHLD'], Math.min(left, 1000)))?.si_signo;
    if (asked !== 'SIGTERM') continue;
    yield* sys.kill(-1, 'SIGTERM');
    deadline = (yield* sys.clock_gettime()) + GRACE;
  }
};
