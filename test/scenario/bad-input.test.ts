// Bad input of `why-sigkill simulate`: one clear message that says where and what was expected, exit status 2, and no output.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { main } from '@/cli.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'why-sigkill-bad-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

const MIB = 1 << 20;
const good = {
  id: 'good',
  title: 'Good',
  tree: [
    { name: 'init', newpid: true },
    { name: 'A', parent: 'init' },
  ],
  steps: [{ op: 'kill', from: 'sys', to: 'init', sig: 'KILL' }],
};
/** The good scenario with some of it replaced. */
const but = (change: object) => JSON.stringify({ ...good, ...change });
const tree = (...actors: object[]) => but({ tree: actors, steps: [{ op: 'nop', who: 'sys' }] });
const steps = (...all: object[]) => but({ steps: all });

/** Runs a command line; what it printed, what it complained, its exit status. */
async function run(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void out.push(line));
  vi.spyOn(console, 'error').mockImplementation((line: string) => void err.push(line));
  const status = await main(['simulate', '--json', ...args]);
  return { status, out: out.join('\n'), err: err.join('\n') };
}

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Long words are quoted in part, lists are cut short: a message stays one that a person reads. */
function expectClear(err: string, path: string): void {
  expect(err).toContain(`why-sigkill: ${path}`);
  expect(err).toContain('What to do: ');
  expect(err).not.toMatch(/\n {4}at |Error:/);
  expect(err.split('\n').length).toBeLessThanOrEqual(9);
  expect(err.length).toBeLessThan(2500);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is the point
  expect(err).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f]/);
}

describe('simulate refuses', () => {
  it.each<[string, string | Buffer, RegExp]>([
    ['an empty file', '', /not JSON: Unexpected end/],
    ['a file that is not JSON', 'tree:\n  - init\n', /not JSON: Unexpected token/],
    ['JSON cut off', but({}).slice(0, -3), /not JSON: .*position/],
    ['a list', '[]', /the whole file: .*expected object.*a list of 0/],
    ['null', 'null', /the whole file: .*expected object/],
    ['an object with nothing of ours', '{}', /id: .*missing.*title: .*tree: .*steps: /s],
    ['bytes that are not text', Buffer.from([0xff, 0xfe, 0x00, 0x80]), /not text in UTF-8/],
    ['control characters', '\u0000\u001b[31mred\u0007', /not JSON/],
    ['1 MB of letters', 'x'.repeat(MIB), /not JSON/],
    ['1 MB of noughts', Buffer.alloc(MIB), /not JSON/],
    ['more than 1 MB', `"${'x'.repeat(MIB)}"`, /larger than 1 MB/],
    ['1 MB of brackets', '['.repeat(MIB / 2) + ']'.repeat(MIB / 2), /expected object/],
    ['1 MB of nested steps', steps(JSON.parse(`${'['.repeat(4000)}${']'.repeat(4000)}`)), /steps\[0\]: .*a list of 1/],
    ['a hundred thousand wrong steps', steps(...Array(100_000).fill(0)), /steps\[0\]: .*and 99995 more places/s],
    ['a name of 1 MB', tree({ name: 'x'.repeat(MIB - 500), parent: 'nobody' }), /tree\[0\]\.name: .*<=64/],
    ['a key of 1 MB', tree({ ['k'.repeat(MIB - 500)]: 1 }), /tree\[0\]: unknown: kkk/],
    ['a signal of 1 MB', tree({ name: 'A', sig: { ['k'.repeat(MIB - 500)]: 'log' } }), /tree\[0\]\.sig: unknown: kkk/],
    ['an id with blanks', but({ id: 'two words' }), /id: .*hyphens \(it is "two words"\)/],
  ])('%s', async (name, content, message) => {
    const path = file(`${name.replaceAll(' ', '-')}.json`, content);
    const { status, out, err } = await run(path);
    expect(err).toMatch(message);
    expectClear(err, path);
    expect([status, out]).toEqual([2, '']);
  });

  it.each<[string, string, RegExp]>([
    [
      'parents in a circle',
      tree({ name: 'A', parent: 'B' }, { name: 'B', parent: 'C' }, { name: 'C', parent: 'A' }),
      /tree\[0\]\.parent: the parents go round in a circle: A, B, C, A\./,
    ],
    ['an actor that is its own parent', tree({ name: 'A', parent: 'A' }), /tree\[0\]\.parent: .*circle: A, A\./],
    [
      'a circle through threads',
      tree({ name: 'A', parent: 'B.1', threads: 2 }, { name: 'B', parent: 'A.1', threads: 2 }),
      /tree\[0\]\.parent: .*circle: A, B, A\./,
    ],
    [
      'a parent that comes after its child',
      tree({ name: 'A', parent: 'B' }, { name: 'B' }),
      /tree\[0\]\.parent: B is made after A\. Expected sys or an actor that stands before it/,
    ],
    [
      'a parent nobody knows',
      tree({ name: 'A', parent: 'B' }),
      /tree\[0\]\.parent: no actor is named "B". Known: A, sys/,
    ],
    [
      'a parent thread that does not exist',
      tree({ name: 'A' }, { name: 'B', parent: 'A.1' }),
      /no actor is named "A\.1"/,
    ],
    ['two actors of one name', tree({ name: 'A' }, { name: 'A' }), /tree\[1\]\.name: a second actor named A/],
    ['an actor named sys', tree({ name: 'sys' }), /tree\[0\]\.name: sys is the world outside/],
    ['a name that is none', tree({ name: '__proto__' }), /tree\[0\]\.name: a name: .*it is "__proto__"/],
    [
      'an actor to come with a name that is taken',
      but({ later: [{ name: 'A' }] }),
      /later\[0\]\.name: a second actor named A/,
    ],
    ['a step that names nobody known', steps({ op: 'nop', who: 'Z' }), /steps\[0\] \(nop\): no actor is named "Z"/],
    [
      'a step that names somebody too early',
      steps({ op: 'nop', who: 'P' }, { op: 'spawn', who: 'P', by: 'A' }),
      /steps\[0\] \(nop\): P is not made yet/,
    ],
    [
      'a spawn of somebody who is there',
      steps({ op: 'spawn', who: 'A', by: 'init' }),
      /steps\[0\]\.who: a second actor named A/,
    ],
    [
      'a group of nobody',
      steps({ op: 'kill', from: 'A', to: 'pgrp:Z', sig: 'TERM' }),
      /steps\[0\] \(kill\): no actor is named "Z"/,
    ],
    ['the process group of nobody', tree({ name: 'A', setpgid: 'Z' }), /tree\[0\]\.setpgid: no actor is named "Z"/],
    [
      'a signal that does not exist',
      steps({ op: 'kill', from: 'sys', to: 'A', sig: 'SIGTERM' }),
      /steps\[0\]\.sig: .*expected one of .*"TERM".*it is "SIGTERM"/,
    ],
    [
      'a disposition for such',
      tree({ name: 'A', sig: { TREM: 'log' } }),
      /tree\[0\]\.sig: unknown: TREM; expected any of HUP/,
    ],
    ['a disposition for KILL', tree({ name: 'A', sig: { KILL: 'ignore' } }), /tree\[0\]\.sig\.KILL: no process can/],
    ['a disposition that is none', tree({ name: 'A', sig: { TERM: 'exit:300' } }), /tree\[0\]\.sig\.TERM: .*exit:N/],
    [
      'an operation that does not exist',
      steps({ op: 'kil', who: 'A' }),
      /steps\[0\]\.op: expected one of kill, .*it is "kil"/,
    ],
    ['a step without an operation', steps({ who: 'A' }), /steps\[0\]\.op: expected one of kill, .*it is missing/],
    ['an unknown key', tree({ name: 'A', perent: 'sys' }), /tree\[0\]: unknown: perent; expected any of name, parent/],
    ['a huge exit code', steps({ op: 'exit', who: 'A', code: 1e300 }), /steps\[0\]\.code: .*it is 1e\+300/],
    [
      'an endless one',
      steps({ op: 'exit', who: 'A', code: 0 }).replace('"code":0', '"code":1e999'),
      /steps\[0\]\.code/,
    ],
    ['a negative one', steps({ op: 'exit', who: 'A', code: -1 }), /steps\[0\]\.code: .*>=0.*it is -1/],
    ['half a one', steps({ op: 'exit', who: 'A', code: 0.5 }), /steps\[0\]\.code: .*it is 0\.5/],
    ['a billion threads', tree({ name: 'A', threads: 1e9 }), /tree\[0\]\.threads: .*<=1000.*it is 1000000000/],
    ['an endless wait', steps({ op: 'nop', who: 'A', timeout: 1e12 }), /steps\[0\]\.timeout: .*<=600000/],
    [
      'a setting the kernel refuses',
      tree({ name: 'A', setsid: true, setpgid: true }),
      /tree\[0\]: A cannot be made as the scenario says: setpgid fails with EPERM/,
    ],
    [
      'a tree that cannot be made',
      tree(
        { name: 'A', vfork: true },
        { name: 'B', parent: 'A', cloneparent: true, newpid: true },
        { name: 'C', parent: 'B', cloneparent: true },
      ),
      /tree\[2\]: C cannot be made as the scenario says: EINVAL/,
    ],
    [
      'a fault whose handler returns to it',
      JSON.stringify({
        id: 'x',
        title: 'x',
        tree: [{ name: 'A', sig: { SEGV: 'log' } }],
        steps: [{ op: 'fault', who: 'A' }],
      }),
      /a step never settles: the machine was still busy/,
    ],
  ])('%s', async (name, content, message) => {
    const path = file(`${name.replaceAll(' ', '-')}.json`, content);
    const { status, out, err } = await run(path);
    expect(err).toMatch(message);
    expectClear(err, path);
    expect([status, out]).toEqual([2, '']);
  });

  it('a file that is not there, a folder, a device without end', async () => {
    mkdirSync(join(folder, 'folder'), { recursive: true });
    for (const [path, message] of [
      [join(folder, 'none.json'), 'there is no such file'],
      [join(folder, 'folder'), 'it is a folder'],
      [join(folder, 'x'.repeat(400)), 'name too long'],
      ['/dev/zero', 'larger than 1 MB'],
    ] as const) {
      const { status, out, err } = await run(path);
      expect(err).toContain(message);
      expect([status, out]).toEqual([2, '']);
    }
  });

  it('all files when one is wrong, and prints nothing of the others', async () => {
    const { status, out, err } = await run(file('good.json', but({})), file('bad.json', '{'));
    expectClear(err, join(folder, 'bad.json'));
    expect([status, out]).toEqual([2, '']);
  });

  it.each(['-1', 'x', '1e3', '0x10', '99999999999', ''])('the seed %j', async (seed) => {
    const { status, out, err } = await run(file('good.json', but({})), `--seed=${seed}`);
    expect(err).toContain(`--seed ${seed}: expected a whole number`);
    expect([status, out]).toEqual([2, '']);
  });
});

describe('simulate takes', () => {
  it('a good file, one with a byte order mark, and names that every object has', async () => {
    const odd = tree({ name: 'constructor', newpid: true }, { name: 'toString', parent: 'constructor' });
    const ends = JSON.stringify({ ...JSON.parse(odd), steps: [{ op: 'exit', who: 'constructor', code: 3 }] });
    const { status, out, err } = await run(
      file('good.json', but({})),
      file('bom.json', `\uFEFF${but({})}`),
      file('odd.json', ends),
    );
    expect([status, err]).toEqual([0, '']);
    const [first, second, third] = out.split('\n').map((line) => JSON.parse(line));
    expect(first.final.A).toEqual({ nspid: [2], do_exit: 'signal KILL', last: 'gone' });
    expect(second).toEqual(first);
    expect(third.steps[1].events.constructor).toEqual(['calls exit_group(3)']);
    expect(third.final.toString.do_exit).toBe('signal KILL');
  });
});
