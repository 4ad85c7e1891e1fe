import { app, type Program } from 'why-sigkill';

export const init: Program = function* (sys) {
  yield* sys.sigprocmask('SIG_BLOCK', ['SIGTERM']);
  const child = yield* sys.fork(function* () {
    yield* sys.execve(app);
  });
  yield* sys.sigwaitinfo(['SIGTERM']);
  yield* sys.kill(child, 'SIGTERM');
  yield* sys.waitpid(child);
};
