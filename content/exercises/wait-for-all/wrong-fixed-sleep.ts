import { type Program, quick, slow } from 'why-sigkill';

export const init: Program = function* (sys) {
  const first = yield* sys.fork(function* () {
    yield* sys.execve(quick);
  });
  const second = yield* sys.fork(function* () {
    yield* sys.execve(slow);
  });
  yield* sys.signal('SIGTERM', function* () {
    yield* sys.kill(first, 'SIGTERM');
    yield* sys.kill(second, 'SIGTERM');
  });
  yield* sys.pause();
  yield* sys.sleep(3);
};
