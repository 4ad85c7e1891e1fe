import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command } from './command.ts';

let folder = '';
const GOOD = 'content/scenarios/docker-stop.json';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'));
  writeFileSync(join(folder, 'text.json'), 'no JSON');
  writeFileSync(join(folder, 'large.json'), Buffer.alloc(1_500_000, '[{'));
  writeFileSync(join(folder, 'signal.json'), scenario({ op: 'kill', from: 'A', to: 'A', sig: 'NONE' }));
  writeFileSync(join(folder, 'name.json'), scenario({ op: 'nop', who: 'B' }));
  writeFileSync(join(folder, 'sys.json'), scenario({ op: 'exit', who: 'sys', code: 0 }));
  // Only an init of the same session may be joined, and nobody joins the group of a thread.
  const joins = { name: 'A', threads: 2, setpgid: 'A.1' };
  writeFileSync(
    join(folder, 'refused.json'),
    JSON.stringify({ ...JSON.parse(scenario({ op: 'nop', who: 'A' })), tree: [joins] }),
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const scenario = (step: object) => JSON.stringify({ id: 'bad', title: 'Bad', tree: [{ name: 'A' }], steps: [step] });

/** One clear error: status 2, the words, what to do, no stack trace, nothing on standard output. */
async function refused(args: readonly string[], words: RegExp) {
  const { status, stdout, all } = await command(args).ended;
  expect(all).toMatch(words);
  expect(all).not.toMatch(/\n {4}at |this should not have happened/);
  expect(stdout).toBe('');
  expect(status).toBe(2);
}

describe.each(['real', 'compare'])('why-sigkill %s with bad input', (name) => {
  it.each([
    ['nowhere.json', /nowhere\.json: there is no such file/],
    ['.', /it is a folder/],
    ['text.json', /text\.json: not JSON/],
    ['large.json', /larger than 1 MB/],
    ['signal.json', /steps\[0\]\.sig/],
    ['name.json', /steps\[0\].*no actor is named "B"/],
  ])('refuses %s, before anything has run', async (file, words) => {
    await refused([name, GOOD, join(folder, file)], words);
  });

  it('refuses a kernel or a number of runs that does not exist', async () => {
    await refused([name, '--kernel', 'hurd', GOOD], /uml, qemu, host/);
    await refused([name, '--runs', '0', GOOD], /--runs 0: expected a number from 1 to 1000/);
  });
});

it('why-sigkill real does not begin when one of its scenarios is refused', async () => {
  await refused(['real', GOOD, join(folder, 'sys.json')], /sys\.json: sys, the world outside, cannot be told to exit/);
});

it('why-sigkill compare says when the model cannot make a scenario’s tree', async () => {
  await refused(['compare', join(folder, 'refused.json')], /refused\.json: tree\[0\]/);
});
