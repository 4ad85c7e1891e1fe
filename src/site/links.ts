import type { Resolve } from '../excerpt/index.ts';
import { type Locale, localHref } from '../i18n/index.ts';
import { identifier, unfoldable } from './symbols.ts';

/** Macros that stand for a value and are written in small letters, so that only a list can tell them from variables. */
const VALUE_MACROS = new Set(['current']);

/**
 * Links identifiers of one file's code. A name alone says little in C: `pid` is a structure, a parameter and a member.
 * What it means is read from how it stands: members are left alone, a structure is one only after `struct`, a function
 * or macro in small letters only where it is called.
 */
export function linkIdentifiers(file: string, locale: Locale): Resolve {
  return (name, use) => {
    if (use.member || (use.comment && !use.called)) return undefined;
    const target = identifier(name, file);
    if (!target) return undefined;
    if (use.tag !== (target.kind === 'type' && !name.endsWith('_t'))) return undefined;
    if (target.kind === 'macro' && !use.called && !/^[A-Z_][A-Z\d_]*$/.test(name) && !VALUE_MACROS.has(name)) {
      return undefined;
    }
    if (target.external) {
      return target.kind === 'function' && !use.called ? undefined : { href: target.href, kind: 'out' };
    }
    const href = localHref(target.href, locale);
    // A macro may bear the name of a function: then its line is what the name leads to.
    return {
      href,
      kind: use.called && !use.comment && target.kind === 'function' && unfoldable(name) ? 'call' : 'name',
    };
  };
}
