import { app, type Program } from 'why-sigkill';

export const init: Program = function* (sys) {
  const child = yield* sys.fork(function* () {
    yield* sys.execve(app);
  });
  yield* sys.sigprocmask('SIG_BLOCK', ['SIGTERM']);
  yield* sys.sigwaitinfo(['SIGTERM']);
  yield* sys.kill(child, 'SIGTERM');
  const status = yield* sys.waitpid(child);
  return status.exit;
};
