import { inOrder, Kernel, type Program, type Steps, startProgram } from '../model/index.ts';

const RUNS = 7;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

/** A namespace whose init forks `children` that sleep for ever; the world outside kills it when it is told. */
function namespaceOf(children: number): { kernel: Kernel; kill: () => void } {
  const kernel = new Kernel();
  let go = false;
  const idle: Program = function* (sys): Steps<void> {
    for (;;) yield* sys.pause();
  };
  startProgram(kernel, function* (sys) {
    const init = yield* sys.clone({ newpid: true }, function* (own) {
      for (let i = 0; i < children; i += 1) yield* own.fork(idle);
      yield* idle(own);
    });
    yield* sys.sleep(1);
    if (!go) throw new Error('the namespace is to be killed when the clock has run');
    yield* sys.kill(init, 'KILL');
    yield* sys.wait(init);
  });
  // All but the sleeper settle first: steps are taken until only its timer is left.
  while (kernel.now === 0 && kernel.step(inOrder));
  return {
    kernel,
    kill: () => {
      go = true;
      kernel.settle(inOrder);
    },
  };
}

/** Prints medians: events a second, the end of a large namespace, and memory for each event. */
export function measureModel(): void {
  const rates: number[] = [];
  const zaps: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const begin = performance.now();
    const { kernel } = namespaceOf(2000);
    rates.push(kernel.trace.length / ((performance.now() - begin) / 1000));
    const large = namespaceOf(10_000);
    const killed = performance.now();
    large.kill();
    zaps.push((performance.now() - killed) / 1000);
  }
  console.log(`events: ${Math.round(median(rates)).toLocaleString('en')}/s with trace and journal kept`);
  console.log(`namespace of 10,000 processes: gone ${median(zaps).toFixed(2)} s after SIGKILL to its init`);
  for (const size of [1000, 2000, 4000, 8000]) {
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    const { kernel, kill } = namespaceOf(size);
    kill();
    globalThis.gc?.();
    const used = process.memoryUsage().heapUsed - before;
    const { length } = kernel.trace;
    console.log(
      `memory: ${size} processes, ${length.toLocaleString('en')} events, ${(used / 1e6).toFixed(0)} MB, ${Math.round(used / length)} bytes an event`,
    );
  }
  if (globalThis.gc === undefined) console.log('(run node with --expose-gc for exact figures of memory)');
}
