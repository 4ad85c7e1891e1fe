import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Analysis } from './types.ts';

/** How many bytes of the SHA-256 stand before the content, in hexadecimal. */
const DIGEST_LENGTH = 64;

const pathOf = (folder: string, key: string) => join(folder, `analysis-${key}.json`);

/** The key of a result: whatever it was made from. */
export const cacheKey = (...parts: string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);

/** What was stored under a key; undefined when nothing was, or what is there is not what was stored. */
export function readCache(folder: string, key: string): Analysis | undefined {
  try {
    const stored = readFileSync(pathOf(folder, key), 'utf8');
    const content = stored.slice(DIGEST_LENGTH + 1);
    if (stored.slice(0, DIGEST_LENGTH) !== digestOf(content)) return undefined;
    return JSON.parse(content) as Analysis;
  } catch {
    return undefined;
  }
}

/** Stores a result, whole or not at all. A disk that cannot take it does no harm: the next run analyses again. */
export function writeCache(folder: string, key: string, analysis: Analysis): void {
  const path = pathOf(folder, key);
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(folder, { recursive: true });
    const content = JSON.stringify(analysis);
    writeFileSync(temporary, `${digestOf(content)}\n${content}`);
    renameSync(temporary, path);
    forgetOldest(folder);
  } catch {
    try {
      rmSync(temporary, { force: true });
    } catch {
      // nothing was written
    }
  }
}

/** How many results are kept: one for each text and analyser a developer may go back and forth between. */
const KEPT = 3;

function forgetOldest(folder: string): void {
  readdirSync(folder)
    .filter((name) => /^analysis-.*\.json$/.test(name))
    .map((name) => ({ path: join(folder, name), at: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at)
    .slice(KEPT)
    .forEach(({ path }) => {
      rmSync(path, { force: true });
    });
}

const digestOf = (content: string): string => createHash('sha256').update(content).digest('hex');
