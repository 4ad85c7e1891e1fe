import { type Program, stubborn, worker } from 'why-sigkill';

export const init: Program = function* (sys) {
  for (const image of [worker, stubborn])
    yield* sys.fork(function* () {
      yield* sys.execve(image);
    });
  yield* sys.sigprocmask('SIG_BLOCK', ['SIGTERM', 'SIGCHLD']);
  yield* sys.sigwaitinfo(['SIGTERM']);
  yield* sys.kill(-1, 'SIGTERM');
  yield* sys.kill(-1, 'SIGKILL');
};
