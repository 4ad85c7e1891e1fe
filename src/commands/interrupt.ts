import { Interrupted } from '../kernel-text/obtain/failures.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs work that must not be cut off midway: Ctrl-C, or being asked to end, aborts its signal with an `Interrupted` as the reason, and
 * the work cleans up and throws that.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const handlers = SIGNALS.map((name) => [name, () => controller.abort(new Interrupted(name))] as const);
  for (const [name, handler] of handlers) process.on(name, handler);
  try {
    return await work(controller.signal);
  } finally {
    for (const [name, handler] of handlers) process.off(name, handler);
  }
}
