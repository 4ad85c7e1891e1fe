import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cases, digest, FIXTURES } from './fixtures.ts';

// A new case is two files: name.c, and name.json, which UPDATE_GOLDEN=1 writes for you to read closely.
describe('the analysis of C of our own', () => {
  it.each(cases)('%s', (name) => {
    const found = digest(name, readFileSync(join(FIXTURES, `${name}.c`), 'utf8'));
    const golden = join(FIXTURES, `${name}.json`);
    if (process.env['UPDATE_GOLDEN']) writeFileSync(golden, `${JSON.stringify(found, null, 2)}\n`);
    expect(existsSync(golden), `${golden} is missing: run with UPDATE_GOLDEN=1 and check what it says`).toBe(true);
    expect(found).toEqual(JSON.parse(readFileSync(golden, 'utf8')));
  });
});
