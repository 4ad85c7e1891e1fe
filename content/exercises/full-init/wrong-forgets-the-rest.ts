import { app, errno, type Program, type Signal, signum } from 'why-sigkill';

const GRACE = 8;
const HEARD: Signal[] = ['SIGTERM', 'SIGHUP', 'SIGCHLD'];

export const init: Program = function* (sys) {
  const before = yield* sys.sigprocmask('SIG_BLOCK', HEARD);
  const child = yield* sys.fork(function* () {
    yield* sys.sigprocmask('SIG_SETMASK', before);
    yield* sys.execve(app);
  });
  let appAlive = true;
  let result = 0;
  let deadline = Number.POSITIVE_INFINITY;
  let killed = false;

  for (;;) {
    try {
      for (;;) {
        const status = yield* sys.waitpid(-1, ['WNOHANG']);
        if (status === null) break;
        if (status.pid !== child) continue;
        appAlive = false;
        result = status.signal ? 128 + signum(status.signal) : (status.exit ?? 0);
        if (deadline < Number.POSITIVE_INFINITY) yield* sys.kill(-1, 'SIGTERM');
      }
    } catch (error) {
      // ECHILD from waitpid, or ESRCH from kill: nobody is left.
      if (errno(error) === 'ECHILD' || errno(error) === 'ESRCH') return result;
      throw error;
    }

    const now = yield* sys.clock_gettime();
    if (now >= deadline && !killed) {
      yield* sys.kill(-1, 'SIGKILL');
      killed = true;
    }
    const left = killed || deadline === Number.POSITIVE_INFINITY ? 1000 : deadline - now;
    const got = yield* sys.sigtimedwait(HEARD, left);
    if (got === null || got.si_signo === 'SIGCHLD') continue;
    if (appAlive) yield* sys.kill(child, got.si_signo);
    if (got.si_signo === 'SIGTERM')
      deadline = (yield* sys.clock_gettime()) + (deadline === Number.POSITIVE_INFINITY ? GRACE : 0);
  }
};
