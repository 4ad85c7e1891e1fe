// `why-sigkill chains`, as people and programs use it.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { QueryError } from '@/callgraph/index.ts';
import type { ChainsOptions } from '@/commands/chains.ts';
import { type ChainsError, chains, questionOf } from '@/commands/chains-run.ts';
import { chainIndex, chainIndexBytes } from '@/site/chain-index.ts';

const index = chainIndex();
if (!index) throw new Error('there is no kernel text to search. Obtain it: npx why-sigkill kernel');

function printed(from?: string, to?: string, options: ChainsOptions = {}): string {
  const lines: string[] = [];
  const spy = vi.spyOn(console, 'log').mockImplementation((text: string) => lines.push(text));
  chains(from, to, options);
  spy.mockRestore();
  return lines.join('\n');
}

const inTerminal = (columns: number, act: () => string): string => {
  const { isTTY, columns: before } = process.stdout;
  Object.assign(process.stdout, { isTTY: true, columns });
  try {
    return act();
  } finally {
    Object.assign(process.stdout, { isTTY, columns: before });
  }
};

afterEach(() => {
  vi.restoreAllMocks();
});

describe('why-sigkill chains for people', () => {
  it('shows each hop with its place and its line', () => {
    const text = printed('do_exit', 'zap_pid_ns_processes');
    expect(text).toMatch(
      /^1 chain from do_exit to zap_pid_ns_processes, of 4 calls; longer than 8 calls were not looked for\n/,
    );
    expect(text).toMatch(/→ exit_notify +kernel\/exit\.c:815 {2}exit_notify\(tsk, group_dead\);/);
    expect(text).toMatch(/→ zap_pid_ns_processes +kernel\/exit\.c:551 /);
    expect(text).not.toMatch(/ $/m);
  });

  it('counts what it does not list', () => {
    const text = printed('do_exit', 'group_send_sig_info', { limit: '1' });
    expect(text).toMatch(/^4 chains from do_exit to group_send_sig_info, the shortest of 3 calls; longer/);
    expect(text).toMatch(/\n3 more \(--limit 100 lists more of them\)$/);
    expect(text).not.toMatch(/^2\./m);
  });

  it('lists functions by distance, with the calls that put them there', () => {
    expect(printed(undefined, undefined, { callers: 'group_send_sig_info' })).toMatch(
      /functions call group_send_sig_info\n\n(.*\n)* {2}zap_pid_ns_processes +kernel\/pid_namespace\.c:205/,
    );
    const reaching = printed(undefined, undefined, { reaching: 'do_exit', in: 'kernel/*.c' });
    expect(reaching).toMatch(/functions can get to do_exit\n\n1 call away\n/);
    expect(reaching).toMatch(/\n2 calls away\n/);
    const callees = printed(undefined, undefined, { callees: 'zap_pid_ns_processes' });
    expect(callees).toMatch(/^zap_pid_ns_processes calls \d+ functions\n/);
    expect(callees).toMatch(/kernel_wait4 +kernel\/pid_namespace\.c:217/);
    expect(printed(undefined, undefined, { callers: '__x64_sys_kill' })).toBe('no function calls __x64_sys_kill');
  });

  it('names the condition that excludes all chains, and what to do instead', () => {
    const text = printed('do_exit', 'zap_pid_ns_processes', { avoid: ['find_child_reaper'] });
    expect(text).toBe(
      'No chain leads from do_exit to zap_pid_ns_processes under these conditions.\nWithout --avoid find_child_reaper, there is one of 4 calls.',
    );
    expect(printed('do_exit', 'zap_pid_ns_processes', { maxDepth: '3' })).toMatch(
      /With --max-depth 4, there is one of 4 calls\./,
    );
    expect(printed('zap_pid_ns_processes', 'do_exit')).toMatch(/Some lead the other way round\.$/);
    expect(printed('do_exit', 'do_exit')).toMatch(
      /^Both ends are the same function, and it never comes back to itself\.$/,
    );
    expect(printed('do_exit', 'exit_notify', { avoid: ['do_exit'] })).toMatch(
      /do_exit is to be gone through and to be avoided/,
    );
  });

  it('keeps within a narrow terminal', () => {
    const text = inTerminal(44, () => printed('do_exit', 'group_send_sig_info'));
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(44);
    expect(text).toMatch(/→ zap_pid_ns_processes\n +kernel\/exit\.c:551/);
    const functions = inTerminal(44, () => printed(undefined, undefined, { reaching: 'do_exit' }));
    for (const line of functions.split('\n')) expect(line.length).toBeLessThanOrEqual(44);
  });

  it('says of which version a line is that is not v6.0’s', () => {
    const { version } = index;
    const text = printed(undefined, undefined, { callers: 'kthread_exit' });
    const other = version.call(index, 'kernel/module/main.c');
    if (other !== 'v6.0') expect(text).toContain(`(${other})`);
    expect(text).not.toMatch(/exit\.c:\d+ \(/);
  });
});

describe('why-sigkill chains --json', () => {
  const json = (from?: string, to?: string, options: ChainsOptions = {}) =>
    JSON.parse(printed(from, to, { ...options, json: true }));

  it('has the shape that programs are promised for chains', () => {
    expect(json('do_exit', 'forget_original_parent', { through: ['exit_notify'], maxDepth: '5' })).toEqual({
      query: {
        from: 'do_exit',
        to: 'forget_original_parent',
        through: ['exit_notify'],
        avoid: [],
        kinds: ['direct', 'macro'],
        in: null,
        anyConfig: false,
        maxDepth: 5,
        limit: 1000,
      },
      total: 1,
      chains: [
        {
          path: ['do_exit', 'exit_notify', 'forget_original_parent'],
          hops: [
            { from: 'do_exit', to: 'exit_notify', file: 'kernel/exit.c', line: 815, kind: 'direct' },
            { from: 'exit_notify', to: 'forget_original_parent', file: 'kernel/exit.c', line: 677, kind: 'direct' },
          ],
        },
      ],
    });
  });

  it('names the macro that a call comes out of', () => {
    const { chains: found } = json('sys_exit', 'do_exit');
    expect(found[0].hops[0]).toEqual({
      from: '__x64_sys_exit',
      to: '__se_sys_exit',
      file: 'kernel/exit.c',
      line: 890,
      kind: 'macro',
      macro: 'SYSCALL_DEFINE1',
    });
  });

  it('has the shape that programs are promised for functions', () => {
    const { functions } = json(undefined, undefined, { callers: 'zap_pid_ns_processes' });
    expect(functions).toEqual([
      {
        name: 'find_child_reaper',
        file: 'kernel/exit.c',
        line: 526,
        sites: [
          { from: 'find_child_reaper', to: 'zap_pid_ns_processes', file: 'kernel/exit.c', line: 551, kind: 'direct' },
        ],
        distance: 1,
      },
    ]);
    const reached = json(undefined, undefined, { reachedFrom: 'zap_pid_ns_processes' });
    expect(reached.total).toBe(reached.functions.length);
    expect(new Set(reached.functions.map(({ distance }: { distance: number }) => distance)).size).toBeGreaterThan(2);
  });

  it('says why there is no chain', () => {
    expect(json('zap_pid_ns_processes', 'do_exit')).toMatchObject({
      total: 0,
      chains: [],
      why: { kind: 'none', turned: true },
    });
  });

  it('answers as the page’s engine does', () => {
    const query = { from: 'do_exit', to: 'wake_up_process', in: 'kernel/*.c', maxDepth: 7, limit: 50 };
    const page = index.chains(query);
    const command = json('do_exit', 'wake_up_process', { in: 'kernel/*.c', maxDepth: '7', limit: '50' });
    expect(command.total).toBe(page.total);
    expect(command.chains.map(({ path }: { path: string[] }) => path)).toEqual(page.chains.map(({ path }) => path));
  });
});

describe('a command line', () => {
  it('may name the ends with or without options, and several functions with commas or again', () => {
    expect(questionOf('a', 'b', {})).toEqual({ ask: 'chains', from: 'a', to: 'b' });
    expect(questionOf(undefined, undefined, { from: 'a', to: 'b' })).toEqual({ ask: 'chains', from: 'a', to: 'b' });
    expect(questionOf('a', undefined, { to: 'b', through: ['c,d', 'e', 'c'], kinds: 'direct, macro' })).toMatchObject({
      through: ['c', 'd', 'e'],
      kinds: ['direct', 'macro'],
    });
    expect(questionOf(undefined, undefined, { reachedFrom: 'a', json: true })).toEqual({
      ask: 'reached-from',
      of: 'a',
    });
  });

  it.each<[string | undefined, string | undefined, ChainsOptions, RegExp]>([
    [undefined, undefined, {}, /two functions are missing/],
    ['a', undefined, {}, /--to is missing/],
    [undefined, undefined, { to: 'b' }, /--from is missing/],
    ['a', 'b', { from: 'c' }, /--from is given twice/],
    ['a', undefined, { callers: 'b' }, /--callers asks a question by itself/],
    [undefined, undefined, { callers: 'a', callees: 'b' }, /asks a question by itself/],
    ['a', 'b', { maxDepth: 'deep' }, /--max-depth takes a whole number, not "deep"/],
    ['a', 'b', { limit: '-1' }, /--limit takes a whole number/],
  ])('%s %s %o is refused, with a remedy', (from, to, options, message) => {
    expect(() => questionOf(from, to, options)).toThrow(message);
    try {
      questionOf(from, to, options);
    } catch (error) {
      expect((error as ChainsError).remedy).toBeTruthy();
    }
  });

  it('with an unknown name, kind or pattern prints nothing and says what is wrong', () => {
    const refused = (options: ChainsOptions, from = 'do_exit', to = 'exit_notify') => {
      const log = vi.spyOn(console, 'log').mockImplementation(() => {});
      expect(() => chains(from, to, options)).toThrow(QueryError);
      expect(log).not.toHaveBeenCalled();
      log.mockRestore();
    };
    refused({}, 'do_exti');
    refused({ kinds: 'direct,magic' });
    refused({ in: 'no/such/*.c' });
    refused({ maxDepth: '101' });
    refused({ through: ['nobody_at_all'] });
  });

  it('ends with status 2 and the nearest names for an unknown one', () => {
    const run = spawnSync(process.execPath, ['src/bin.mjs', 'chains', 'do_exit', 'zap_pid_ns_procesess'], {
      encoding: 'utf8',
    });
    expect(run.status).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(/no function is called "zap_pid_ns_procesess"\n.*nearest names: zap_pid_ns_processes/);
  });

  it('ends with status 0 when it was answered', () => {
    const out = execFileSync(
      process.execPath,
      ['src/bin.mjs', 'chains', '--from', 'do_exit', '--to', 'exit_notify', '--json'],
      { encoding: 'utf8' },
    );
    expect(JSON.parse(out)).toMatchObject({ total: 1 });
  });
});

describe('the index that is kept', () => {
  it('is read again when it is whole, and made again when it is damaged', () => {
    const cache = mkdtempSync(join(tmpdir(), 'chains-'));
    try {
      const made = chainIndexBytes({ cache })!;
      const [name] = readdirSync(cache);
      expect(name).toMatch(/^chains-[0-9a-f]{24}\.bin$/);
      const path = join(cache, name!);
      expect(readFileSync(path).equals(made)).toBe(true);
      expect(Buffer.from(chainIndexBytes({ cache })!).equals(made)).toBe(true);
      writeFileSync(path, 'not an index');
      expect(Buffer.from(chainIndexBytes({ cache })!).equals(made)).toBe(true);
      expect(readFileSync(path).equals(made)).toBe(true);
    } finally {
      rmSync(cache, { recursive: true });
    }
  });
});
