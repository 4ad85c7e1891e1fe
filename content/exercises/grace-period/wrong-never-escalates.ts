import { errno, type Program, stubborn, worker } from 'why-sigkill';

export const init: Program = function* (sys) {
  for (const image of [worker, stubborn])
    yield* sys.fork(function* () {
      yield* sys.execve(image);
    });
  yield* sys.signal('SIGTERM', function* () {
    yield* sys.kill(-1, 'SIGTERM');
  });
  try {
    for (;;) yield* sys.wait();
  } catch (error) {
    if (errno(error) !== 'ECHILD') throw error;
  }
};
