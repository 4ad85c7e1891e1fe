import { launcher, type Program } from 'why-sigkill';

export const manager: Program = function* (sys) {
  const child = yield* sys.fork(function* () {
    yield* sys.execve(launcher);
  });
  yield* sys.waitpid(child);
};
