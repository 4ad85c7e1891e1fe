import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from '@/cli.ts';

let folder: string;
const errors = vi.spyOn(console, 'error').mockImplementation(() => {});
const output = vi.spyOn(console, 'log').mockImplementation(() => {});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'analyse-command-'));
  errors.mockClear();
  output.mockClear();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const said = (spy: typeof errors) => spy.mock.calls.flat().join('\n');

describe('why-sigkill analyse', () => {
  it('names a file that is missing, or where one goes wrong, and ends with status 2', async () => {
    expect(await main(['analyse', '--against', join(folder, 'none.json')])).toBe(2);
    expect(said(errors)).toContain('none.json: ENOENT');
    const bad = join(folder, 'bad.json');
    writeFileSync(
      bad,
      '{ "files": { "kernel/exit.c": { "functions": { "do_exit": { "start": 1, "end": 2, "calls": [["a", 1, "z"]] } } } } }',
    );
    expect(await main(['analyse', '--against', bad])).toBe(2);
    expect(said(errors)).toMatch(/bad\.json: at files → kernel\/exit\.c → functions → do_exit → calls → 0 → 2/);
    expect(said(errors)).toContain('What to do');
    writeFileSync(bad, 'not JSON');
    expect(await main(['analyse', '--against', bad])).toBe(2);
    expect(output).not.toHaveBeenCalled();
  });

  it('says what it found, and how it agrees with a compiler', async () => {
    expect(await main(['analyse', '--against', join(import.meta.dirname, 'compiler-edges.json')])).toBe(0);
    expect(said(output)).toMatch(/[\d,]+ files, [\d.]+ MB/);
    expect(said(output)).toMatch(/exact ranges: (\d+) of \d+ functions/);
  }, 120_000);
});
