import { type Program, worker } from 'why-sigkill';

export const init: Program = function* (sys) {
  const child = yield* sys.fork(function* () {
    yield* sys.execve(worker);
  });
  let asked = 0;
  yield* sys.signal('SIGTERM', function* () {
    asked += 1;
    yield* sys.kill(child, asked === 1 ? 'SIGTERM' : 'SIGKILL');
    yield* sys.waitpid(child);
    yield* sys.exit(0);
  });
  for (;;) yield* sys.pause();
};
