import { errno, type Program, stubborn, worker } from 'why-sigkill';

export const init: Program = function* (sys) {
  let alive = 2;
  yield* sys.signal('SIGCHLD', function* () {
    try {
      while ((yield* sys.waitpid(-1, ['WNOHANG'])) !== null) alive -= 1;
    } catch (error) {
      if (errno(error) !== 'ECHILD') throw error;
    }
  });
  for (const image of [worker, stubborn])
    yield* sys.fork(function* () {
      yield* sys.execve(image);
    });
  yield* sys.sigprocmask('SIG_BLOCK', ['SIGTERM']);
  yield* sys.sigwaitinfo(['SIGTERM']);
  yield* sys.kill(-1, 'SIGTERM');
  yield* sys.sleep(8);
  if (alive > 0) yield* sys.kill(-1, 'SIGKILL');
  while (alive > 0) yield* sys.sleep(1);
};
