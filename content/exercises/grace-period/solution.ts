import { errno, type Program, type Sys, stubborn, worker } from 'why-sigkill';

const GRACE = 8;

export const init: Program = function* (sys) {
  for (const image of [worker, stubborn])
    yield* sys.fork(function* () {
      yield* sys.execve(image);
    });
  yield* sys.sigprocmask('SIG_BLOCK', ['SIGTERM', 'SIGCHLD']);
  yield* sys.sigwaitinfo(['SIGTERM']);
  yield* sys.kill(-1, 'SIGTERM');
  const deadline = (yield* sys.clock_gettime()) + GRACE;
  let killed = false;
  while (yield* childrenLeft(sys)) {
    const left = deadline - (yield* sys.clock_gettime());
    if (left > 0) yield* sys.sigtimedwait(['SIGCHLD'], left);
    else if (killed) yield* sys.sigwaitinfo(['SIGCHLD']);
    else {
      yield* sys.kill(-1, 'SIGKILL');
      killed = true;
    }
  }
};

/** Reaps the dead. Says whether anybody is still alive. */
function* childrenLeft(sys: Sys) {
  try {
    while ((yield* sys.waitpid(-1, ['WNOHANG'])) !== null);
    return true;
  } catch (error) {
    if (errno(error) === 'ECHILD') return false;
    throw error;
  }
}
