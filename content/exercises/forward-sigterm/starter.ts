import { app, type Program } from 'why-sigkill';

export const init: Program = function* (sys) {
  yield* sys.fork(function* () {
    yield* sys.execve(app);
  });
  yield* sys.wait();
};
