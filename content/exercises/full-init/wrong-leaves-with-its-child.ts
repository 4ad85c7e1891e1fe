import { app, type Program, type Signal, signum } from 'why-sigkill';

const HEARD: Signal[] = ['SIGTERM', 'SIGHUP'];

export const init: Program = function* (sys) {
  const child = yield* sys.fork(function* () {
    yield* sys.execve(app);
  });
  for (const signal of HEARD)
    yield* sys.signal(signal, function* () {
      yield* sys.kill(child, signal);
    });
  for (;;) {
    const status = yield* sys.wait();
    if (status.pid === child) return status.signal ? 128 + signum(status.signal) : status.exit;
  }
};
