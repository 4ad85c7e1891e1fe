import { type Program, supervisor } from 'why-sigkill';

export const init: Program = function* (sys) {
  yield* sys.fork(function* () {
    yield* sys.execve(supervisor);
  });
  yield* sys.sigprocmask('SIG_BLOCK', ['SIGTERM']);
  yield* sys.sigwaitinfo(['SIGTERM']);
  yield* sys.kill(-1, 'SIGTERM');
  yield* sys.sleep(5);
  yield* sys.kill(-1, 'SIGKILL');
};
