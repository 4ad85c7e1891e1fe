import { type Difference, differences, type Outcome, type Scenario } from '../scenario/index.ts';

/** By place: a later step after an earlier one, and the end last. */
function byPlace(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true }) * (a.startsWith('final') === b.startsWith('final') ? 1 : -1);
}

/** The paths on which some of these outcomes of one scenario disagree, sorted. */
export function variedPaths(outcomes: readonly Outcome[]): string[] {
  const [first, ...others] = outcomes;
  if (!first) return [];
  // Both ways: what an outcome does not say is not compared.
  const found = others.flatMap((other) => [...differences(first, other), ...differences(other, first)]);
  return [...new Set(found.map(({ path }) => path))].sort(byPlace);
}

/**
 * Why a kernel is known to differ from v6.0 here, if so: since 6.1 an exit status of a group whose leader left first is that of the
 * last thread (`synchronize_group_exit`); v6.0 gives the leader's own (wait_task_zombie, exit.c:1094).
 * @param release of the kernel, such as `6.1.176`
 */
export function knownDifference(
  scenario: Pick<Scenario, 'steps'>,
  { path, kernel: real, model }: Difference,
  release: string,
): string | undefined {
  const [major = 0, minor = 0] = release.split('.').map(Number);
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
      if (path.endsWith(`.state.${leader}`)) return String(real).startsWith(`zombie(${last})`);
      const swapped = JSON.stringify(model ?? null).replaceAll(`${leader}: ${code}`, `${leader}: ${last}`);
      return swapped === JSON.stringify(real ?? null);
    }),
  );
  return explained
    ? 'since 6.1 the status of a group whose leader left first is its last thread’s, in v6.0 the leader’s own'
    : undefined;
}
