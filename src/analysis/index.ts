/**
 * The kernel's C, understood: definitions with exact ranges, calls with their lines and kinds, places where a function's
 * address is taken; for all of `kernel/` and the headers it includes. Every `#if` branch is read; what the site's
 * configuration (x86_64) does not compile is marked `active: false`.
 *
 * How it works. Each file is lexed once into numbers (`lexer`), its directives understood and linked (`directives`,
 * `macros`). Each unit then runs through a preprocessor (`preprocessor`, with `substitution` and `branches`) that gives the
 * very tokens a compiler would parse, each with the place where it was spelled and the macro it came through. From those,
 * `reader` collects declarations (`declarators`) and functions, and `calls` finds the calls in a body, scope by scope. A
 * header's declarations are read where it is first included; later units only obey its directives, which is what makes all
 * of `kernel/` a matter of seconds. Branches that are left out are read in the same way, on the side (`Reader.leftOut`).
 * @module
 */
import { join } from 'node:path';
import { type KernelText, projectRoot } from '../kernel-text/index.ts';
import { analyseSources } from './analyser.ts';
import { cacheKey, readCache, writeCache } from './cache.ts';
import { parseConfiguration, readConfigurationText } from './configuration.ts';
import type { Analysis } from './types.ts';
import { ANALYSER_VERSION } from './version.ts';

export { analyseSources, type Sources } from './analyser.ts';
export { type Configuration, parseConfiguration } from './configuration.ts';
export { createIndex, type DefinitionIndex } from './resolve.ts';
export type * from './types.ts';

export interface AnalyseOptions {
  /** Where results are kept; `.cache/` of the clone unless told otherwise. `false`: neither read nor write. */
  cache?: string | false;
}

/** The files that are read for their own sake; headers come in as they are included. */
export const isRoot = (path: string): boolean => /\.c$/.test(path) || /^kernel\/.*\.h$/.test(path);

/**
 * Analyses a kernel text, or takes the result from the cache when text, configuration and analyser are the same. A stale
 * or damaged cache is noticed, and the text analysed again.
 * @throws {KernelTextError} when a file of the text was changed since it was verified
 */
export function analyse(text: KernelText, options: AnalyseOptions = {}): Analysis {
  const configuration = readConfigurationText();
  const folder = options.cache ?? join(projectRoot(), '.cache');
  const key = cacheKey(text.digest, configuration, ANALYSER_VERSION);
  if (folder !== false) {
    const kept = readCache(folder, key);
    if (kept?.digest === text.digest) return kept;
  }
  const sources = { has: (path: string) => text.has(path), read: (path: string) => text.read(path).text };
  const roots = text.list().filter(isRoot);
  const analysis: Analysis = {
    digest: text.digest,
    ...analyseSources(sources, roots, parseConfiguration(configuration)),
  };
  if (folder !== false) writeCache(folder, key, analysis);
  return analysis;
}
