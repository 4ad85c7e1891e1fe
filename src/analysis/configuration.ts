import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../kernel-text/index.ts';
import { type Macro, predefined } from './macros.ts';
import { NUMBER, STRING, type TokenTable } from './tokens.ts';

/** What a `CONFIG_…` symbol is set to: y, m, a number or a string. */
export type Configuration = ReadonlyMap<string, string>;

/** The site's named configuration: x86_64. */
const configurationFile = (): string => join(projectRoot(), 'kernel-snippets', 'x86_64.config');

/** Reads lines of the form `CONFIG_X=y`; what is not listed is not set. */
export function parseConfiguration(text: string): Configuration {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const found = /^(CONFIG_\w+)=(.*)$/.exec(line.trim());
    if (found?.[1] && found[2] !== undefined) values.set(found[1], found[2]);
  }
  return values;
}

export const readConfigurationText = (): string => readFileSync(configurationFile(), 'utf8');

/**
 * What clang 14 defines of itself for x86_64 and the kernel's Makefile adds (-D__KERNEL__, -std=gnu11, -O2), as far as
 * the kernel asks for it; and what its build computes into generated headers (include/generated/bounds.h, utsrelease.h).
 */
const COMPILER: Record<string, string> = {
  __KERNEL__: '1',
  __clang__: '1',
  __clang_major__: '14',
  __clang_minor__: '0',
  __clang_patchlevel__: '6',
  __GNUC__: '4',
  __GNUC_MINOR__: '2',
  __GNUC_PATCHLEVEL__: '1',
  __GNUC_STDC_INLINE__: '1',
  __STDC__: '1',
  __STDC_VERSION__: '201112L',
  __OPTIMIZE__: '1',
  __x86_64__: '1',
  __x86_64: '1',
  __linux__: '1',
  __LP64__: '1',
  _LP64: '1',
  __ELF__: '1',
  __CHAR_BIT__: '8',
  __SIZEOF_INT__: '4',
  __SIZEOF_LONG__: '8',
  __SIZEOF_LONG_LONG__: '8',
  __SIZEOF_POINTER__: '8',
  __SIZEOF_SHORT__: '2',
  __SIZEOF_INT128__: '16',
  __BYTE_ORDER__: '1234',
  __ORDER_LITTLE_ENDIAN__: '1234',
  __ORDER_BIG_ENDIAN__: '4321',
  __LITTLE_ENDIAN__: '1',
  __INT_MAX__: '2147483647',
  __LONG_MAX__: '9223372036854775807L',
  __has_attribute: '1',
  __has_builtin: '1',
  __has_feature: '1',
  __has_include: '1',
  __COUNTER__: '0',
  __LINE__: '0',
  __INCLUDE_LEVEL__: '0',
  __FILE__: '""',
  __BASE_FILE__: '""',
  NR_PAGEFLAGS: '24',
  MAX_NR_ZONES: '4',
  NR_CPUS_BITS: '6',
  SPINLOCK_SIZE: '4',
  LRU_GEN_WIDTH: '0',
  __LRU_REFS_WIDTH: '0',
  LINUX_VERSION_CODE: '393216',
  KBUILD_MODNAME: 'kbuild',
  KBUILD_BASENAME: 'kbuild',
};

/** The macros that stand before a unit's first line. */
export function startingMacros(configuration: Configuration, table: TokenTable): Macro[] {
  const value = (text: string): number[] => {
    if (text.startsWith('"')) return [STRING];
    if (/^-\d/.test(text)) return [table.number('-'), table.number(text.slice(1), NUMBER)];
    return /^\d/.test(text) ? [table.number(text, NUMBER)] : [table.number(text)];
  };
  const macros = Object.entries(COMPILER).map(([name, text]) => predefined(table.number(name), value(text)));
  for (const [name, text] of configuration) {
    if (text === 'm') macros.push(predefined(table.number(`${name}_MODULE`), value('1')));
    else if (text !== 'n') macros.push(predefined(table.number(name), value(text === 'y' ? '1' : text)));
  }
  return macros;
}
