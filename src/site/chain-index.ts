/**
 * The call graph's index: what `/chains/` loads on first use, and the command reads. Made from the analysis, and kept in
 * `.cache/` until the text, or the code that makes it, changes.
 * @module
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { createIndex } from '../analysis/index.ts';
import { type CallFacts, type CallIndex, IndexError, openIndex, packIndex } from '../callgraph/index.ts';
import { projectRoot } from '../kernel-text/index.ts';
import { gatherCallFacts } from './call-facts.ts';
import { kernelAnalysis } from './kernel-analysis.ts';
import { kernelText } from './kernel-text.ts';
import { v60Line } from './text.ts';

/** Where an index is kept; `.cache/` of the clone unless told otherwise. `false`: neither read nor write. */
export interface ChainIndexOptions {
  cache?: string | false;
}

/**
 * The index as bytes, for `openIndex`; undefined when no kernel text could be had.
 * @throws {KernelTextError} when the text is damaged
 */
export function chainIndexBytes(options: ChainIndexOptions = {}): Uint8Array | undefined {
  return kept(options)?.bytes;
}

/** The same, opened. */
export function chainIndex(options: ChainIndexOptions = {}): CallIndex | undefined {
  const found = kept(options);
  return found && (found.index ?? openIndex(found.bytes));
}

interface Kept {
  bytes: Uint8Array;
  index?: CallIndex;
}

function kept({ cache }: ChainIndexOptions): Kept | undefined {
  const text = kernelText();
  if (!text) return undefined;
  const folder = cache ?? join(projectRoot(), '.cache');
  const path = folder === false ? undefined : join(folder, `chains-${keyOf(text.digest)}.bin`);
  const read = path === undefined ? undefined : readKept(path);
  if (read) return read;
  const bytes = packIndex(callFacts()!);
  if (path !== undefined && folder !== false) writeKept(folder, path, bytes);
  return { bytes };
}

/** The graph that the index is packed from; undefined when no kernel text could be had. Nothing is kept: for measuring. */
export function callFacts(): CallFacts | undefined {
  const text = kernelText();
  if (!text) return undefined;
  const analysis = kernelAnalysis();
  const labels = new Map<string, string>();
  const version = (file: string): string => {
    const label = labels.get(file) ?? text.read(file).label;
    labels.set(file, label);
    return label;
  };
  const includes = (file: string): string[] =>
    Array.from(text.read(file).text.matchAll(/^[ \t]*#[ \t]*include[ \t]+"([^"\n]+)"/gm), ([, name]) =>
      posix.join(posix.dirname(file), name!),
    );
  return gatherCallFacts(analysis, createIndex(analysis), { version, v60Line, includes });
}

/** All that an index depends on: the text, and the files that make it out of the text. */
function keyOf(digest: string): string {
  const root = projectRoot();
  const folder = join(root, 'src', 'callgraph');
  const files = [
    ...readdirSync(folder)
      .sort()
      .map((name) => join(folder, name)),
    ...['src/site/call-facts.ts', 'src/site/text.ts', 'src/analysis/version.ts'].map((name) => join(root, name)),
    ...['x86_64.config', 'v6.0.lock.json'].map((name) => join(root, 'kernel-snippets', name)),
  ];
  const hash = createHash('sha256').update(digest);
  for (const file of files) hash.update(`\n${file.slice(root.length)}\n`).update(readFileSync(file));
  return hash.digest('hex').slice(0, 24);
}

/** What was kept, if it is whole: a file that was damaged or cut short is made again. */
function readKept(path: string): Kept | undefined {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch {
    return undefined;
  }
  try {
    return { bytes, index: openIndex(bytes) };
  } catch (error) {
    if (error instanceof IndexError) return undefined;
    throw error;
  }
}

/** How many are kept: one for each text and state of the code a developer may go back and forth between. */
const KEPT = 3;

/** Whole or not at all; a disk that cannot take it does no harm: the next run makes it again. */
function writeKept(folder: string, path: string, bytes: Uint8Array): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(temporary, bytes);
    renameSync(temporary, path);
    readdirSync(folder)
      .filter((name) => /^chains-.*\.bin$/.test(name))
      .map((name) => ({ name: join(folder, name), at: statSync(join(folder, name)).mtimeMs }))
      .sort((a, b) => b.at - a.at)
      .slice(KEPT)
      .forEach(({ name }) => {
        rmSync(name, { force: true });
      });
  } catch {
    rmSync(temporary, { force: true });
  }
}
