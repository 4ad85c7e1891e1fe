// A real kernel, on this machine, now: User-Mode Linux carries out the site's scenarios.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildAgent } from '../../src/real/agent.ts';
import { knownDifference } from '../../src/real/differences.ts';
import { recordingsIn } from '../../src/real/expected.ts';
import { CACHE, type Guest, RealError, runReal, startKernel } from '../../src/real/index.ts';
import { differences, Scenario } from '../../src/scenario/index.ts';
import { command, processesNaming } from './command.ts';

let guest: Guest | undefined;
/** Why there is no such kernel here: no compiler, no Debian archive. */
let missing = '';

beforeAll(async () => {
  try {
    await buildAgent(CACHE);
    guest = await startKernel('uml');
  } catch (error) {
    if (!(error instanceof RealError)) throw error;
    missing = error.message;
    console.warn(`not tested on a real kernel: ${missing}`);
  }
}, 300_000);

afterAll(() => guest?.close());

const scenario = (rest: object) => Scenario.parse({ id: 'invented', title: 'Invented', ...rest });

// A guest that gets no processor for a while may not have settled when it is looked at; what a kernel really does otherwise, it does again.
describe('User-Mode Linux', { retry: 2 }, () => {
  const files = readdirSync('content/recordings').filter((name) => name.endsWith('.json'));
  const recordings = new Map(recordingsIn('content/recordings').map(({ file, recording }) => [file, recording]));

  it.for(files)(
    'does with %s what 6.0 was recorded to do, but for what 6.1 is known to do otherwise',
    async (file, { skip }) => {
      if (!guest) return skip(missing);
      const recording = recordings.get(file);
      expect(recording).toBeDefined();
      if (!recording) return;
      const { outcome, problems } = await runReal(guest, recording.scenario, { kernel: 'uml' });
      const { kernel } = guest;
      const unexplained = differences(outcome, recording.outcome, recording.varied).filter(
        (difference) => knownDifference(recording.scenario, difference, kernel) === undefined,
      );
      expect(unexplained).toEqual([]);
      expect(problems).toEqual([]);
    },
  );

  it('lets someone in a call do what it is told once that returns', async ({ skip }) => {
    if (!guest) return skip(missing);
    const told = scenario({
      tree: [
        { name: 'init', newpid: true, sig: { TERM: 'log' } },
        { name: 'A', parent: 'init' },
      ],
      steps: [
        { op: 'wait', who: 'init', to: 'A' },
        { op: 'setpgid', who: 'init', to: 'A' },
        { op: 'kill', from: 'sys', to: 'init', sig: 'TERM' },
        { op: 'exit', who: 'A', code: 2 },
      ],
    });
    const { steps } = (await runReal(guest, told, { kernel: 'uml' })).outcome;
    expect(steps.slice(1, 5).map(({ result }) => result)).toEqual(['blocked', 'blocked', 'ok', 'sent']);
    expect(steps[3]?.events).toEqual({ init: ['handler TERM from=0 code=USER'] });
    expect(steps[4]?.reaped).toEqual({ init: ['A: exit 2'] });
  });

  it('survives a scenario that kills its sys, and says so', async ({ skip }) => {
    if (!guest) return skip(missing);
    const deadly = scenario({ tree: [{ name: 'A', exitsig: 'KILL' }], steps: [{ op: 'exit', who: 'A', code: 0 }] });
    await expect(runReal(guest, deadly, { kernel: 'uml' })).rejects.toThrow('killed by signal 9');
    const fine = scenario({ tree: [{ name: 'A' }], steps: [{ op: 'abort', who: 'A' }] });
    expect((await runReal(guest, fine, { kernel: 'uml' })).outcome.final).toEqual({
      A: { nspid: [], do_exit: 'signal ABRT', last: 'gone' },
    });
  });

  it('leaves nothing running after Ctrl-C', async ({ skip }) => {
    if (!guest) return skip(missing);
    const scratch = mkdtempSync(join(tmpdir(), 'interrupted-'));
    try {
      const running = command(['real', 'content/scenarios/good-init.json', '--runs', '900'], { TMPDIR: scratch });
      await running.said(/Linux 6/);
      expect(processesNaming(scratch)).not.toEqual([]);
      running.interrupt();
      expect((await running.ended).status).toBe(130);
      expect(processesNaming(scratch)).toEqual([]);
      expect(readdirSync(scratch)).toEqual([]);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  });
});

describe('recordings of later kernels', () => {
  const recorded = ['uml', 'qemu'].flatMap((machine) =>
    recordingsIn(`content/recordings/${machine}`).map(({ file, recording }) => ({
      name: `${machine}/${file}`,
      recording,
    })),
  );

  it('are there', () => {
    expect(recorded.length).toBeGreaterThan(0);
  });

  it.each(recorded)(
    '$name is of the site’s scenario, and differs from 6.0’s only where that is known',
    ({ recording }) => {
      const file = JSON.parse(readFileSync(`content/scenarios/${recording.run}.json`, 'utf8')) as object;
      const { tree, later, steps } = Scenario.parse(file);
      expect(recording.scenario).toEqual({ tree, ...(later && { later }), steps });
      expect(recording.date).toMatch(/^\d{4}-\d\d-\d\d$/);
      const of6 = recordingsIn().find((each) => each.file === `${recording.run}.json`)?.recording;
      if (!of6) return;
      const unexplained = differences(recording.outcome, of6.outcome, [...of6.varied, ...recording.varied]).filter(
        (difference) => knownDifference(recording.scenario, difference, recording.kernel) === undefined,
      );
      expect(unexplained).toEqual([]);
    },
  );

  it('show the kernel function in which an init ends its namespace, and whom it signals there', () => {
    const { calls } = recorded.find(({ name }) => name === 'qemu/docker-stop-handler.json')?.recording ?? {};
    const init = calls?.tasks['init'] ?? [];
    const zap = init.findIndex((call) => call.trim() === 'zap_pid_ns_processes');
    expect(init.slice(0, zap).map((call) => call.trim())).toContain('do_exit');
    const inside = init.slice(zap + 1).filter((call) => call.startsWith(`${/^ */.exec(init[zap] ?? '')?.[0]}  `));
    // A and B, each once; then it waits for them.
    expect(inside.filter((call) => call.trim() === 'group_send_sig_info')).toHaveLength(2);
    expect(inside.map((call) => call.trim())).toContain('kernel_wait4');
    expect(calls?.unseen).toContain('exit_notify');
  });
});
