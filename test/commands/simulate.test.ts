// What `why-sigkill simulate` prints for people, word for word.
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SimulateOptions } from '@/commands/simulate.ts';
import { simulate } from '@/commands/simulate-run.ts';
import { readSchedule, writeSchedule } from '@/scenario/index.ts';
import { functionText } from '@/site/text.ts';

const file = (id: string) => `content/scenarios/${id}.json`;

function printed(id: string, options: SimulateOptions = {}): string {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => lines.push(line));
  simulate([file(id)], options);
  return `${lines.join('\n')}\n`;
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('why-sigkill simulate', () => {
  it.each(['docker-stop', 'nested-outer-dies', 'self-pin', 'injected-not-reaped', 'subreaper'])(
    'tells people what happens in %s',
    async (id) => {
      const text = printed(id);
      expect(text).not.toMatch(/[ \t]\n/);
      await expect(text).toMatchFileSnapshot(`golden/${id}.txt`);
    },
  );

  it('tells what an exploration found', async () => {
    await expect(printed('kill-child', { explore: true })).toMatchFileSnapshot('golden/kill-child-explore.txt');
  });

  it('keeps within the terminal', () => {
    const { isTTY, columns } = process.stdout;
    Object.assign(process.stdout, { isTTY: true, columns: 60 });
    try {
      for (const line of printed('injected-not-reaped').split('\n')) expect(line.length).toBeLessThanOrEqual(60);
    } finally {
      Object.assign(process.stdout, { isTTY, columns });
    }
  });

  it.skipIf(functionText('exit_notify') === undefined)('names lines by their numbers in v6.0', () => {
    const line = printed('docker-stop', { trace: true })
      .split('\n')
      .find((each) => each.includes('exit_notify › tsk->exit_state = EXIT_ZOMBIE;'));
    const { firstV60 = 0, lines } = functionText('exit_notify')!;
    const at = firstV60 + lines.findIndex((each) => each.includes('tsk->exit_state = EXIT_ZOMBIE;'));
    expect(line).toContain(` exit.c:${at} `);
  });

  it('replays the schedules that an exploration printed, each to its outcome', () => {
    const lines = printed('kill-child', { explore: true, json: true }).trim().split('\n');
    for (const line of lines) {
      const { schedule, runs, complete, ...outcome } = JSON.parse(line);
      expect([complete, runs > 0]).toEqual([true, true]);
      expect(JSON.parse(printed('kill-child', { json: true, replay: schedule }))).toEqual(outcome);
    }
  });

  it('refuses what is no schedule, one of another scenario, and two ways to choose', () => {
    expect(() => printed('docker-stop', { replay: 'x' })).toThrow(/--replay x is no schedule/);
    expect(() => printed('docker-stop', { replay: '0,7.7' })).toThrow(/--replay: step 2: task 7\.7 cannot run/);
    expect(() => printed('docker-stop', { seed: '1', replay: '0' })).toThrow(/each say who runs when/);
    expect(() => printed('docker-stop', { seed: '' })).toThrow(/expected a whole number from 0/);
    expect(() => printed('docker-stop', { seed: '1e999' })).toThrow(/expected a whole number from 0/);
  });

  it('writes schedules so that they can be read', () => {
    const keys = ['0', '0', '0.1', '0', '0.1.2', '0.1.2'];
    expect(writeSchedule(keys)).toBe('0x2,0.1,0,0.1.2x2');
    expect(readSchedule(writeSchedule(keys))).toEqual(keys);
    expect(readSchedule('0x99999999999')).toBeUndefined();
  });
});
