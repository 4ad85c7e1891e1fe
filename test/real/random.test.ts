// The model against a real kernel on situations nobody thought of.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inOrder, seeded } from '../../src/model/index.ts';
import { knownDifference } from '../../src/real/differences.ts';
import { type Guest, RealError, runReal, startKernel } from '../../src/real/index.ts';
import { type Cast, differences, runScenario, ScenarioError } from '../../src/scenario/index.ts';
import { isValid, scenarios } from '../scenario/arbitrary.ts';

/** Always the same ones, so that a failure is the change's and not the draw's. */
const SEED = 4;
const HOW_MANY = 25;
const schedules = [inOrder, ...Array.from({ length: 7 }, (_, seed) => seeded(seed))];

let guest: Guest | undefined;
let missing = '';

beforeAll(async () => {
  try {
    guest = await startKernel('uml');
  } catch (error) {
    if (!(error instanceof RealError)) throw error;
    missing = error.message;
    console.warn(`not tested on a real kernel: ${missing}`);
  }
}, 300_000);

afterAll(() => guest?.close());

/** Reboots outside a namespace would end the guest. */
const rebootsOutside = (cast: Cast) => cast.steps.some((step) => step.op === 'reboot' && step.cmd !== 'cad_off');

const refusedBy = async <T>(kind: new (...args: never[]) => Error, run: () => T | Promise<T>) => {
  try {
    return await run();
  } catch (error) {
    if (error instanceof kind) return undefined;
    throw error;
  }
};

const drawn = fc
  .sample(scenarios, { seed: SEED, numRuns: 2 * HOW_MANY })
  .filter((cast) => isValid(cast) && !rebootsOutside(cast));

it.for(drawn.slice(0, HOW_MANY).map((cast, i) => ({ i, cast })))(
  `random scenario $i of seed ${SEED} ends on a real kernel as under some schedule of the model`,
  // A busy machine may look before the guest has settled, and a race may end as in a schedule not among those tried.
  { retry: 2 },
  async ({ cast }, { skip }) => {
    if (!guest) return skip(missing);
    const { kernel } = guest;
    const real = await refusedBy(RealError, () => runReal(guest as Guest, cast, { kernel: 'uml' }));
    const modelled = await refusedBy(ScenarioError, () =>
      schedules.map((schedule) => runScenario(cast, { schedule }).outcome),
    );
    expect(modelled === undefined, `${JSON.stringify(cast)} can be made`).toBe(real === undefined);
    if (!real || !modelled) return;
    const found = modelled.map((outcome) =>
      differences(real.outcome, outcome).filter((each) => knownDifference(cast, each, kernel) === undefined),
    );
    const [closest] = found.toSorted((a, b) => a.length - b.length);
    expect(closest, JSON.stringify(cast)).toEqual([]);
  },
);
