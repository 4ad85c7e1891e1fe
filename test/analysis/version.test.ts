import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ANALYSER_VERSION } from '@/analysis/version.ts';

const FOLDER = join(import.meta.dirname, '../../src/analysis');

it('the analyser’s version is the digest of its files, so that a change makes cached results stale', () => {
  const hash = createHash('sha256');
  for (const name of readdirSync(FOLDER).sort())
    if (name !== 'version.ts') hash.update(`${name}\n${readFileSync(join(FOLDER, name), 'utf8')}\n`);
  const version = hash.digest('hex').slice(0, 16);
  if (process.env['UPDATE_GOLDEN']) {
    const path = join(FOLDER, 'version.ts');
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(/ANALYSER_VERSION = '.*'/, `ANALYSER_VERSION = '${version}'`),
    );
    return;
  }
  expect(
    ANALYSER_VERSION,
    `src/analysis/ has changed: run this test with UPDATE_GOLDEN=1, which writes ${version}`,
  ).toBe(version);
});
