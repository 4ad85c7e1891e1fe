import { type Program, supervisor } from 'why-sigkill';

export const init: Program = function* (sys) {
  const child = yield* sys.fork(function* () {
    yield* sys.execve(supervisor);
  });
  yield* sys.sigprocmask('SIG_BLOCK', ['SIGTERM']);
  yield* sys.sigwaitinfo(['SIGTERM']);
  yield* sys.kill(child, 'SIGTERM');
  yield* sys.sleep(5);
  yield* sys.kill(child, 'SIGKILL');
  yield* sys.waitpid(child);
};
