import { errno, launcher, type Program } from 'why-sigkill';

export const manager: Program = function* (sys) {
  yield* sys.fork(function* () {
    yield* sys.prctl('PR_SET_CHILD_SUBREAPER', 1);
    yield* sys.execve(launcher);
  });
  try {
    for (;;) yield* sys.wait();
  } catch (error) {
    if (errno(error) !== 'ECHILD') throw error;
  }
};
