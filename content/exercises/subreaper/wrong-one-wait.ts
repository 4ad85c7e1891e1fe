import { launcher, type Program } from 'why-sigkill';

export const manager: Program = function* (sys) {
  yield* sys.prctl('PR_SET_CHILD_SUBREAPER', 1);
  const child = yield* sys.fork(function* () {
    yield* sys.execve(launcher);
  });
  yield* sys.waitpid(child);
};
