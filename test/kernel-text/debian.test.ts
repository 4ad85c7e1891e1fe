import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { readEdits } from '../../src/kernel-text/edits.ts';
import { openKernelText } from '../../src/kernel-text/index.ts';
import { chooseVersion, fromDebian, madisonVersions, uncovered } from '../../src/kernel-text/obtain/debian.ts';
import { obtainKernelText } from '../../src/kernel-text/obtain/index.ts';
import { beside, edits, kept, later, lock, release, temporary, unknown, write } from './fake.ts';
import { debianPackage, fakeApt, isInstalled } from './fake-apt.ts';

const obtain = (folder: string, more: { strict?: boolean; from?: string } = {}) =>
  obtainKernelText({
    dir: join(folder, '.kernel'),
    lock,
    edits,
    sources: [{ name: 'Debian', deliver: fromDebian }],
    ...more,
  });

function runningAs(user: number): void {
  const getuid = vi.spyOn(process, 'getuid').mockReturnValue(user);
  onTestFinished(() => getuid.mockRestore());
}

describe.skipIf(!isInstalled('dpkg-deb'))('through apt', () => {
  it('downloads the version apt would take and turns its files back', async () => {
    const folder = temporary();
    const log = fakeApt(folder, {
      '6.1.7-2': debianPackage(folder, '6.1.7-2', later),
      '6.1.7-1': debianPackage(folder, '6.1.7-1', later),
    });
    const text = await obtain(folder, { strict: true });
    expect(text.list()).toEqual(kept);
    expect(text.source).toMatchObject({ kind: 'debian', detail: 'linux-source-6.1 6.1.7-2' });
    expect(readFileSync(log, 'utf8')).toContain('download linux-source-6.1=6.1.7-2');
  });

  it('asks for a version that is covered where the newest is not', async () => {
    const folder = temporary();
    const log = fakeApt(folder, {
      '6.1.9-1': debianPackage(folder, '6.1.9-1', unknown),
      '6.1.7-1': debianPackage(folder, '6.1.7-1', later),
    });
    const text = await obtain(folder, { strict: true });
    expect(text.source.detail).toBe('linux-source-6.1 6.1.7-1');
    expect(readFileSync(log, 'utf8')).not.toContain('download linux-source-6.1=6.1.9-1');
  });

  it('takes a version it has never heard of if the files in it are known', async () => {
    const folder = temporary();
    fakeApt(folder, { '6.1.8-1': debianPackage(folder, '6.1.8-1', later) });
    expect((await obtain(folder, { strict: true })).source.detail).toBe('linux-source-6.1 6.1.8-1');
  });

  it('has apt fetch its lists if they are missing and it may', async () => {
    const folder = temporary();
    const log = fakeApt(folder, { '6.1.7-1': debianPackage(folder, '6.1.7-1', later) }, undefined, 'missing');
    runningAs(0);
    expect((await obtain(folder, { strict: true })).source.detail).toBe('linux-source-6.1 6.1.7-1');
    expect(readFileSync(log, 'utf8')).toMatch(/apt-get .*update/);
  });

  it('says how to have the lists fetched if it may not', async () => {
    const folder = temporary();
    const log = fakeApt(folder, { '6.1.7-1': debianPackage(folder, '6.1.7-1', later) }, undefined, 'missing');
    runningAs(1000);
    await expect(obtain(folder)).rejects.toThrow('Debian: apt does not know linux-source-6.1');
    expect(readFileSync(log, 'utf8')).not.toContain('update');
  });

  it('names the versions that are covered when none of them can be had, and changes nothing', async () => {
    const folder = temporary();
    await obtain(folder, { from: write(join(folder, 'tree'), release) });
    fakeApt(folder, { '6.1.9-1': debianPackage(folder, '6.1.9-1', unknown) });
    const before = beside(folder);
    await expect(obtain(folder)).rejects.toThrow(
      /Debian: linux-source-6\.1 6\.1\.9-1 is not covered.*6\.1\.7-1, 6\.1\.7-2/s,
    );
    expect(beside(folder)).toEqual([...before, 'apt.log'].sort());
    expect(openKernelText(join(folder, '.kernel'), lock)!.source.kind).toBe('tree');
  });

  it.each([
    [
      'breaks off with an error',
      'head -c 100 "$deb" > ./x.deb.partial; echo "E: Connection failed" >&2; exit 100',
      /E: Connection failed/,
    ],
    [
      'gives half a package and calls it done',
      'head -c 400 "$deb" > ./"$(basename "$deb")"',
      /what came is not the whole package/,
    ],
    [
      'gives a damaged package',
      'cp "$deb" . && printf XXXXXXXX | dd of="./$(basename "$deb")" bs=1 seek=700 conv=notrunc 2>/dev/null',
      /is damaged or cut off/,
    ],
    ['gives nothing', 'true', /what came is not the whole package/],
  ])('leaves nothing behind when the download %s', async (_, download, message) => {
    const folder = temporary();
    fakeApt(folder, { '6.1.7-1': debianPackage(folder, '6.1.7-1', later) }, download);
    const before = beside(folder);
    await expect(obtain(folder)).rejects.toThrow(message);
    expect(beside(folder)).toEqual([...before, 'apt.log'].sort());
  });
});

it('says so when there is no apt', async () => {
  const folder = temporary();
  const before = process.env['PATH'];
  process.env['PATH'] = folder;
  try {
    await expect(obtain(folder)).rejects.toThrow(
      /could not be obtained. Tried:\n {2}- Debian: apt-cache is not installed/,
    );
  } finally {
    process.env['PATH'] = before;
  }
});

it('reads the versions that apt-cache madison lists, sources aside', () => {
  const output = [
    'linux-source-6.1 |  6.1.192-2 | http://deb.example bookworm-security/main amd64 Packages',
    'linux-source-6.1 |  6.1.176-1 | http://deb.example bookworm/main amd64 Packages',
    'linux-source-6.1 |  6.1.176-1 | http://mirror.example bookworm/main amd64 Packages',
    'linux |  6.1.199-1 | http://deb.example bookworm/main Sources',
    '',
  ];
  expect(madisonVersions(output.join('\n'))).toEqual(['6.1.192-2', '6.1.176-1']);
});

it.each([
  [['6.1.192-2', '6.1.170-3'], '6.1.192-2'],
  [['6.1.200-1', '6.1.170-3', '6.1.187-1'], '6.1.187-1'],
  [['6.1.200-1', '6.1.199-1'], '6.1.200-1'],
])('offered %s, asks for %s', (offered, chosen) => {
  expect(chooseVersion(offered, readEdits())).toBe(chosen);
});

it('names all six versions in its message about another one', () => {
  const { message, remedy } = uncovered('6.1.200-1', readEdits());
  expect(message).toContain('linux-source-6.1 6.1.200-1 is not covered');
  expect(message).toContain('6.1.170-3, 6.1.176-1, 6.1.187-1, 6.1.190-1, 6.1.192-1, 6.1.192-2');
  expect(remedy).toContain('--from');
});
