import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openKernelText, readLock } from '../../src/kernel-text/index.ts';
import { temporary } from './fake.ts';

const root = join(import.meta.dirname, '../..');
const obtained = openKernelText();

/** A clone with the same dependencies; its kernel text, if it has any, is its own. */
function clone(): { folder: string; whySigkill: Run } {
  const folder = join(temporary(), 'clone');
  mkdirSync(folder);
  for (const name of ['package.json', 'kernel-snippets', 'src'])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const whySigkill: Run = (args, env = {}) =>
    spawnSync(process.execPath, ['src/bin.mjs', ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, KERNEL_SRC: '', ...env },
    });
  return { folder, whySigkill };
}

type Run = (args: string[], env?: Record<string, string>) => { status: number | null; stdout: string; stderr: string };

describe.skipIf(!obtained)('in a clone of its own, from files of the text that is here', () => {
  /** As few files as make a tree, since copying all of them takes long on a busy machine. */
  function tree(): string {
    const folder = join(temporary(), 'linux');
    for (const path of ['Makefile', 'COPYING', ...Object.keys(readLock().files)]) {
      cpSync(join(obtained!.root, path), join(folder, path));
    }
    return folder;
  }

  it('obtains it, finds nothing to do the second time, and says what each file is', () => {
    const source = tree();
    const { folder, whySigkill } = clone();
    expect(whySigkill(['kernel', '--check'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('there is no kernel text'),
    });
    const first = whySigkill(['kernel', '--strict', '--from', source]);
    expect(first.stderr).not.toMatch(/why-sigkill: /);
    expect(first.status).toBe(0);
    const second = whySigkill(['kernel', '--strict']);
    expect(second).toMatchObject({ status: 0, stdout: expect.stringContaining('Nothing to do.') });
    const check = whySigkill(['kernel', '--check', '--strict']);
    expect(check.status).toBe(0);
    expect(check.stdout).toMatch(/kernel\/exit\.c +v6\.0, blob 84021b24f79e3d1d2dc11fe70bf69cf620c7fc85/);
    expect(readdirSync(folder).filter((name) => name.startsWith('.kernel'))).toEqual(['.kernel']);
  });

  it('notices a file that was changed: --check fails, and the next run obtains the text anew', () => {
    const source = tree();
    const { folder, whySigkill } = clone();
    whySigkill(['kernel', '--from', source]);
    appendFileSync(join(folder, '.kernel/tree/kernel/exit.c'), '\n');
    const check = whySigkill(['kernel', '--check']);
    expect(check.status).toBe(2);
    expect(check.stderr).toMatch(/\.kernel\/tree\/kernel\/exit\.c was changed: its git blob id is/);
    const again = whySigkill(['kernel'], { KERNEL_SRC: source });
    expect(again.status).toBe(0);
    expect(again.stderr).toMatch(/kernel\/exit\.c was changed.*; obtaining it anew/);
    expect(whySigkill(['kernel', '--check']).status).toBe(0);
  });

  it('obtains it anew when an earlier version chose its files', () => {
    const source = tree();
    const { folder, whySigkill } = clone();
    whySigkill(['kernel', '--from', source]);
    const path = join(folder, '.kernel/manifest.json');
    const { selection, ...manifest } = JSON.parse(readFileSync(path, 'utf8'));
    expect(selection).toMatch(/^[0-9a-f]{12}$/);
    writeFileSync(path, JSON.stringify({ ...manifest, selection: 'otherwise' }));
    expect(whySigkill(['kernel'], { KERNEL_SRC: source }).stderr).toMatch(/chosen by another version/);
    expect(whySigkill(['kernel'], { KERNEL_SRC: source }).stdout).toContain('Nothing to do');
  });

  it('imports what KERNEL_SRC names once, not at each run', () => {
    const source = tree();
    const { whySigkill } = clone();
    expect(whySigkill(['kernel'], { KERNEL_SRC: source }).stdout).not.toContain('Nothing to do');
    expect(whySigkill(['kernel'], { KERNEL_SRC: source }).stdout).toContain('Nothing to do');
  });

  it('refuses, when strict, a tree whose kernel/exit.c is another’s, and keeps what it had', () => {
    const source = tree();
    const { whySigkill } = clone();
    whySigkill(['kernel', '--from', source]);
    const changed = tree();
    appendFileSync(join(changed, 'kernel/exit.c'), 'int stowaway;\n');
    // A tree that calls itself v6.0 is refused for the same reason in other words.
    const { status, stderr } = whySigkill(['kernel', '--strict', '--from', changed]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/kernel\/exit\.c (is .*, not v6\.0's|has git blob id)/);
    expect(whySigkill(['kernel', '--check', '--strict']).status).toBe(0);
  });

  it('says what is wrong with a damaged lock file', () => {
    const { folder, whySigkill } = clone();
    rmSync(join(folder, 'kernel-snippets/v6.0.lock.json'));
    const { status, stderr } = whySigkill(['kernel', '--check']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/v6\.0\.lock\.json: ENOENT.*\n {2}What to do: Restore it: git checkout/);
  });
});

/** A Node that cannot run TypeScript by itself, if the machine has one. */
const old = (process.env['PATH'] ?? '')
  .split(':')
  .map((folder) => join(folder, 'node'))
  .find(
    (node) =>
      existsSync(node) && /^v(1\d|20|21)\./.test(spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout ?? ''),
  );

describe.skipIf(!old)('started by a Node that is too old to run it', () => {
  it('goes on with the Node among the dependencies', () => {
    const { status, stdout } = spawnSync(old!, [join(root, 'src/bin.mjs'), 'kernel', '--help'], { encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Usage: why-sigkill kernel/);
  });

  it('passes exit statuses on', () => {
    expect(spawnSync(old!, [join(root, 'src/bin.mjs'), 'kernal']).status).toBe(2);
  });

  it('says what to run where the dependencies are missing', () => {
    const { folder } = clone();
    renameSync(join(folder, 'node_modules'), join(folder, 'gone'));
    const { status, stderr } = spawnSync(old!, [join(folder, 'src/bin.mjs')], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/is too old, and the dependencies are not installed\. Run: npm ci/);
  });
});
