import { app, type Program, type Signal, signum } from 'why-sigkill';

const FORWARDED: Signal[] = ['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'];

export const init: Program = function* (sys) {
  const before = yield* sys.sigprocmask('SIG_BLOCK', [...FORWARDED, 'SIGCHLD']);
  const child = yield* sys.fork(function* () {
    yield* sys.sigprocmask('SIG_SETMASK', before);
    yield* sys.execve(app);
  });
  for (;;) {
    const { si_signo } = yield* sys.sigwaitinfo([...FORWARDED, 'SIGCHLD']);
    if (si_signo !== 'SIGCHLD') {
      yield* sys.kill(child, si_signo);
      continue;
    }
    for (;;) {
      const status = yield* sys.waitpid(-1, ['WNOHANG']);
      if (status === null) break;
      if (status.pid === child) return status.signal ? 128 + signum(status.signal) : status.exit;
    }
  }
};
