// Whole inits, written as programs, on the model kernel.
import { describe, expect, it } from 'vitest';
import {
  inOrder,
  Kernel,
  type Program,
  type Schedule,
  type Steps,
  SyscallError,
  seeded,
  startProgram,
} from '../../src/model/index.ts';

/** Runs a program as the outside world; what programs write, with the time in seconds. */
function run(outside: Program, schedule: Schedule = inOrder): { log: string[]; kernel: Kernel } {
  const kernel = new Kernel({ trace: false });
  const log: string[] = [];
  startProgram(kernel, outside, (_who, text) => log.push(`${kernel.now / 1e9} ${text}`));
  kernel.settle(schedule);
  return { log, kernel };
}

const orders = [['in order', inOrder], ...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => [`seed ${n}`, seeded(n)])] as [
  string,
  Schedule,
][];

/** A server that needs `seconds` to shut down when it is asked to; never: it does not listen. */
const server = (seconds: number | 'never'): Program =>
  function* (sys) {
    if (seconds === 'never') yield* sys.sigaction('TERM', 'ignore');
    else
      yield* sys.sigaction('TERM', function* () {
        yield* sys.sleep(seconds);
        sys.log('server is done');
        yield* sys.exit(0);
      });
    for (;;) yield* sys.pause();
  };

/** Forwards SIGTERM, reaps whatever dies, gives its children a grace period, kills the rest, and exits as its main child did. */
const goodInit = (app: Program, grace: number): Program =>
  function* (sys) {
    const main = yield* sys.fork(app);
    yield* sys.sigprocmask('block', ['TERM', 'CHLD']);
    let code = 1;
    let end = Number.POSITIVE_INFINITY;
    for (;;) {
      try {
        for (;;) {
          const death = yield* sys.wait(-1, { nohang: true });
          if (death === null) break;
          if (death.pid === main) code = death.exit ?? 128;
        }
      } catch (error) {
        if (error instanceof SyscallError && error.code === 'ECHILD') return code;
        throw error;
      }
      const left = end - (yield* sys.clock());
      if (left <= 0) {
        sys.log('grace is over');
        yield* sys.kill(-1, 'KILL');
        end = Number.POSITIVE_INFINITY;
        continue;
      }
      const got = yield* sys.sigwait(['TERM', 'CHLD'], left === Number.POSITIVE_INFINITY ? undefined : left);
      if (got?.signal === 'TERM') {
        sys.log(`init forwards TERM from ${got.pid}`);
        yield* sys.kill(-1, 'TERM');
        end = (yield* sys.clock()) + grace;
      }
    }
  };

/** Starts the application and waits for it, as a shell does. */
const badInit = (app: Program): Program =>
  function* (sys) {
    const main = yield* sys.fork(app);
    const death = yield* sys.wait(main);
    return death?.exit ?? 128;
  };

/** docker stop: SIGTERM, ten seconds of grace, SIGKILL. */
const dockerStop = (init: Program): Program =>
  function* (sys): Steps<void> {
    const container = yield* sys.clone({ newpid: true }, init);
    yield* sys.sleep(1);
    yield* sys.sigprocmask('block', ['CHLD']);
    yield* sys.kill(container, 'TERM');
    if ((yield* sys.sigwait(['CHLD'], 10)) === null) {
      sys.log('docker sends KILL');
      yield* sys.kill(container, 'KILL');
    }
    const death = yield* sys.wait(container);
    sys.log(`container ended: ${death?.signal ?? death?.exit}`);
  };

describe('a program', () => {
  it.each(orders)('that is a good init ends in its own time (%s)', (_, schedule) => {
    expect(run(dockerStop(goodInit(server(3), 8)), schedule).log).toEqual([
      '1 init forwards TERM from 0',
      '4 server is done',
      '4 container ended: 0',
    ]);
  });

  it.each(orders)('that is a good init kills what does not listen (%s)', (_, schedule) => {
    expect(run(dockerStop(goodInit(server('never'), 8)), schedule).log).toEqual([
      '1 init forwards TERM from 0',
      '9 grace is over',
      '9 container ended: 128',
    ]);
  });

  it.each(orders)('that is a shell-like init never tells its child (%s)', (_, schedule) => {
    expect(run(dockerStop(badInit(server(3))), schedule).log).toEqual([
      '11 docker sends KILL',
      '11 container ended: KILL',
    ]);
  });

  it('sees the kernel’s names for what went wrong', () => {
    const { log } = run(function* (sys) {
      for (const attempt of [
        () => sys.wait(),
        () => sys.kill(12345, 'TERM'),
        () => sys.sigaction('KILL', 'ignore'),
        function* () {
          yield* sys.unshare();
          yield* sys.unshare();
        },
        () => sys.clone({ thread: true }, function* () {}),
      ] as (() => Steps<unknown>)[])
        try {
          yield* attempt();
          sys.log('no error');
        } catch (error) {
          sys.log((error as SyscallError).message);
        }
    });
    expect(log).toEqual([
      '0 wait: ECHILD',
      '0 kill: ESRCH',
      '0 sigaction: EINVAL',
      '0 unshare: EINVAL',
      '0 clone: EINVAL',
    ]);
  });

  it('that forks into a namespace whose init is gone gets ENOMEM', () => {
    const { log } = run(function* (sys) {
      yield* sys.unshare();
      const first = yield* sys.fork(function* (child) {
        child.log(`child is ${yield* child.getpid()}, its parent ${yield* child.getppid()}`);
      });
      yield* sys.wait(first);
      yield* sys.fork(function* () {});
    });
    expect(log).toEqual(['0 child is 1, its parent 0', '0 dies of an error it did not catch: clone: ENOMEM']);
  });

  it('that execs loses its handlers and keeps its pid; a vfork ends with it', () => {
    const { log } = run(function* (sys) {
      const child = yield* sys.clone({ vfork: true }, function* (young) {
        yield* young.sigaction('TERM', () => undefined);
        yield* young.sleep(2);
        yield* young.execve(function* (image) {
          image.log('new image');
          yield* image.pause();
        });
      });
      sys.log('vfork returns');
      yield* sys.sleep(1);
      yield* sys.kill(child, 'TERM');
      const death = yield* sys.wait(child);
      sys.log(`${death?.pid === child} ${death?.signal}`);
    });
    expect(log.sort()).toEqual(['2 new image', '2 vfork returns', '3 true TERM']);
  });

  it('is interrupted by handlers, and goes on where the kernel restarts its call', () => {
    const { log } = run(function* (sys) {
      const me = yield* sys.getpid();
      const child = yield* sys.fork(function* (young) {
        yield* young.sleep(1);
        yield* young.kill(me, 'USR1');
        yield* young.sleep(1);
        yield* young.kill(me, 'USR2');
        yield* young.sleep(1);
      });
      yield* sys.sigaction('USR1', () => void sys.log('USR1') as undefined);
      yield* sys.sigaction('USR2', () => void sys.log('USR2') as undefined, { restart: false });
      try {
        yield* sys.wait(child);
      } catch (error) {
        sys.log((error as SyscallError).message);
      }
    });
    expect(log).toEqual(['1 USR1', '2 USR2', '2 wait: EINTR']);
  });
});
