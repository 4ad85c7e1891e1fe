import { type Program, worker } from 'why-sigkill';

export const init: Program = function* (sys) {
  const child = yield* sys.fork(function* () {
    yield* sys.execve(worker);
  });
  let asked = 0;
  yield* sys.signal('SIGTERM', function* () {
    asked += 1;
    if (asked === 2) yield* sys.exit(0);
    yield* sys.kill(child, 'SIGTERM');
  });
  yield* sys.waitpid(child);
};
