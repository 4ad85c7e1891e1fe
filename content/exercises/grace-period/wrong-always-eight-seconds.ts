import { errno, type Program, stubborn, worker } from 'why-sigkill';

export const init: Program = function* (sys) {
  for (const image of [worker, stubborn])
    yield* sys.fork(function* () {
      yield* sys.execve(image);
    });
  yield* sys.sigprocmask('SIG_BLOCK', ['SIGTERM']);
  yield* sys.sigwaitinfo(['SIGTERM']);
  yield* sys.kill(-1, 'SIGTERM');
  yield* sys.sleep(8);
  try {
    yield* sys.kill(-1, 'SIGKILL');
    for (;;) yield* sys.wait();
  } catch (error) {
    if (errno(error) !== 'ECHILD' && errno(error) !== 'ESRCH') throw error;
  }
};
