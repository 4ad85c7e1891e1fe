import { app, errno, type Program, sidecar } from 'why-sigkill';

export const init: Program = function* (sys) {
  for (const image of [app, sidecar])
    yield* sys.fork(function* () {
      yield* sys.execve(image);
    });
  let told = false;
  yield* sys.signal('SIGTERM', function* () {
    if (!told) {
      told = true;
      yield* sys.kill(0, 'SIGTERM');
    }
  });
  try {
    for (;;) yield* sys.wait();
  } catch (error) {
    if (errno(error) !== 'ECHILD') throw error;
  }
};
