import { isDeepStrictEqual } from 'node:util';
import type { Outcome, Scenario } from '../scenario/index.ts';

/** One field of an outcome on which two kernels do not agree. */
export interface Difference {
  /** `step3.state.A`, `final.init.do_exit`: step 0 is the start. */
  path: string;
  want: unknown;
  have: unknown;
}

const FINAL = ['nspid', 'do_exit', 'last'] as const;

/** SIGCHLD handlers coalesce: how often one runs is not defined. */
const withoutSigchld = (events: readonly string[]) => events.filter((event) => !event.startsWith('handler CHLD'));

/**
 * The fields of an outcome that are compared, by path: results, events except runs of SIGCHLD handlers, reaped sets, states, and of
 * `final` the pids, do_exit's code and the last state. What is empty is absent.
 */
function fields(outcome: Outcome): Map<string, unknown> {
  const all = new Map<string, unknown>();
  outcome.steps.forEach(({ result, events = {}, reaped = {}, state = {} }, i) => {
    all.set(`step${i}.result`, result);
    for (const [who, said] of Object.entries(events)) {
      const compared = withoutSigchld(said);
      if (compared.length > 0) all.set(`step${i}.events.${who}`, compared);
    }
    for (const [who, deaths] of Object.entries(reaped))
      if (deaths.length > 0) all.set(`step${i}.reaped.${who}`, deaths);
    for (const [who, is] of Object.entries(state)) all.set(`step${i}.state.${who}`, is);
  });
  for (const [who, of] of Object.entries(outcome.final))
    for (const key of FINAL) if (of[key] !== undefined) all.set(`final.${who}.${key}`, of[key]);
  return all;
}

/** Whether a path is one of `paths` or below one. */
const isAmong = (path: string, paths: readonly string[]) =>
  paths.some((each) => path === each || path.startsWith(`${each}.`));

/**
 * Where two outcomes of one scenario differ, field by field.
 * @param varied paths that are not defined, and not compared
 */
export function differences(want: Outcome, have: Outcome, varied: readonly string[] = []): Difference[] {
  const [wanted, had] = [fields(want), fields(have)];
  return [...new Set([...wanted.keys(), ...had.keys()])]
    .filter((path) => !isAmong(path, varied) && !isDeepStrictEqual(wanted.get(path), had.get(path)))
    .map((path) => ({ path, want: wanted.get(path), have: had.get(path) }))
    .sort((a, b) => byPlace(a.path, b.path));
}

function byPlace(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true }) * (a.startsWith('final') === b.startsWith('final') ? 1 : -1);
}

/** The paths on which some of these outcomes of one scenario disagree, sorted. */
export function variedPaths(outcomes: readonly Outcome[]): string[] {
  const [first, ...others] = outcomes;
  if (!first) return [];
  const paths = others.flatMap((other) => differences(first, other).map(({ path }) => path));
  return [...new Set(paths)].sort(byPlace);
}

/**
 * Why a kernel is known to differ from v6.0 here, if so: since 6.1 an exit status of a group whose leader left first is that of the
 * last thread (`synchronize_group_exit`); v6.0 gives the leader's own (wait_task_zombie, exit.c:1094).
 * @param kernel a release such as `6.1.176`
 */
export function knownDifference(
  scenario: Pick<Scenario, 'steps'>,
  { path, want, have }: Difference,
  kernel: string,
): string | undefined {
  const [major = 0, minor = 0] = kernel.split('.').map(Number);
  if (major < 6 || (major === 6 && minor < 1) || !/^step\d+\.(events|reaped|state)\./.test(path)) return undefined;
  const lastCodes = (leader: string) =>
    scenario.steps.flatMap((step) =>
      step.op === 'texit' && step.who.startsWith(`${leader}.`) ? [`exit ${step.code}`] : [],
    );
  const leftFirst = scenario.steps.flatMap((step) =>
    step.op === 'texit' && !step.who.includes('.') ? [{ leader: step.who, code: `exit ${step.code}` }] : [],
  );
  const explained = leftFirst.some(({ leader, code }) =>
    lastCodes(leader).some((last) => {
      // /proc too, in kernels later still.
      if (path.endsWith(`.state.${leader}`)) return String(have).startsWith(`zombie(${last})`);
      const swapped = JSON.stringify(want ?? null).replaceAll(`${leader}: ${code}`, `${leader}: ${last}`);
      return swapped === JSON.stringify(have ?? null);
    }),
  );
  return explained
    ? 'since 6.1 the status of a group whose leader left first is its last thread’s, in v6.0 the leader’s own'
    : undefined;
}
