import { app, type Program } from 'why-sigkill';

export const init: Program = function* (sys) {
  let code: number | undefined;
  const child = yield* sys.fork(function* () {
    yield* sys.execve(app);
  });
  yield* sys.signal('SIGTERM', function* () {
    yield* sys.kill(child, 'SIGTERM');
  });
  yield* sys.signal('SIGCHLD', function* () {
    const status = yield* sys.waitpid(-1, ['WNOHANG']);
    if (status?.pid === child) code = status.exit ?? 1;
  });
  while (code === undefined) yield* sys.sleep(1);
  return code;
};
