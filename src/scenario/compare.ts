/**
 * Holds what the model did with a scenario against what a kernel did.
 * @module
 */
/** A place where two outcomes differ. */
export interface Difference {
  /** Path into the outcome: `step3.state.init`, `final.A.last`. */
  path: string;
  kernel: unknown;
  model: unknown;
}

/** What two outcomes need to have for being compared; a kernel's may lack a result that varied. */
export interface Compared {
  steps: readonly {
    result?: string | undefined;
    events?: Record<string, readonly string[]> | undefined;
    reaped?: Record<string, readonly string[]> | undefined;
    state?: Record<string, string> | undefined;
  }[];
  final: Record<string, { nspid?: readonly number[]; do_exit?: string | undefined; last?: string }>;
}

/** SIGCHLDs coalesce: how often a handler runs for several deaths is chance. */
const withoutSigchld = (events: readonly string[]) => events.filter((event) => !event.startsWith('handler CHLD'));

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * Where the model's outcome differs from a kernel's, by the format's rules: results, events but for runs of SIGCHLD handlers, reaped
 * sets, states, and each actor's pids, last do_exit and last state. What the kernel's outcome does not say is not compared.
 * @param varied paths on which the kernel's own runs did not agree; they and what is below them are left out
 */
export function differences(kernel: Compared, model: Compared, varied: readonly string[] = []): Difference[] {
  const found: Difference[] = [];
  const hold = (path: string, expected: unknown, got: unknown) => {
    if (varied.some((known) => path === known || path.startsWith(`${known}.`))) return;
    if (!same(expected, got)) found.push({ path, kernel: expected, model: got });
  };
  if (kernel.steps.length !== model.steps.length)
    return [{ path: 'steps', kernel: kernel.steps.length, model: model.steps.length }];
  kernel.steps.forEach((expected, i) => {
    const got = model.steps[i]!;
    if (expected.result !== undefined) hold(`step${i}.result`, expected.result, got.result);
    for (const what of ['events', 'reaped', 'state'] as const) {
      const [there, here] = [expected[what] ?? {}, got[what] ?? {}];
      for (const actor of new Set([...Object.keys(there), ...Object.keys(here)]))
        hold(`step${i}.${what}.${actor}`, comparable(there[actor]), comparable(here[actor]));
    }
  });
  for (const [actor, expected] of Object.entries(kernel.final))
    for (const what of ['nspid', 'do_exit', 'last'] as const)
      if (what in expected) hold(`final.${actor}.${what}`, expected[what], model.final[actor]?.[what]);
  return found;
}

/** An actor's events, reaped set or state; nothing at all and an empty list are one. */
function comparable(said: string | readonly string[] | undefined): string | readonly string[] | undefined {
  if (said === undefined || typeof said === 'string') return said;
  const left = withoutSigchld(said);
  return left.length === 0 ? undefined : left;
}

/**
 * The same text for outcomes that are the same: actors' order makes no difference.
 * @param options.sigchld false: nor do runs of SIGCHLD handlers, as in `differences`
 */
export function outcomeKey(outcome: Compared, { sigchld = false }: { sigchld?: boolean } = {}): string {
  return JSON.stringify(outcome, (key, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const entries = Object.entries(value as Record<string, unknown>).sort(([a], [b]) => (a < b ? -1 : 1));
    if (key !== 'events' || sigchld) return Object.fromEntries(entries);
    return Object.fromEntries(
      entries
        .map(([who, events]) => [who, withoutSigchld(events as string[])] as const)
        .filter(([, events]) => events.length > 0),
    );
  });
}
