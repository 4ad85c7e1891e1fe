import { type Program, worker } from 'why-sigkill';

export const init: Program = function* (sys) {
  const child = yield* sys.fork(function* () {
    yield* sys.execve(worker);
  });
  yield* sys.sigprocmask('SIG_BLOCK', ['SIGTERM', 'SIGCHLD']);
  for (;;) {
    const { si_signo } = yield* sys.sigwaitinfo(['SIGTERM', 'SIGCHLD']);
    if (si_signo === 'SIGTERM') yield* sys.kill(child, 'SIGTERM');
    else if ((yield* sys.waitpid(child, ['WNOHANG'])) !== null) return 0;
  }
};
