/**
 * A film in words. Each edition's words are loaded on their own, since a page needs one.
 * @module
 */
import type { Locale } from '../../i18n/index.ts';
import type { Film } from '../film.ts';
import type { Lexicon } from './lexicon.ts';
import { FilmTeller, type Script, ScriptTeller } from './teller.ts';

export type { Script };
export { FilmTeller, ScriptTeller };

async function lexiconOf(locale: Locale): Promise<Lexicon> {
  return locale === 'zh-cn' ? (await import('./zh-cn.ts')).zhCN : (await import('./en.ts')).en;
}

/** Who tells a scenario, before it is run or without. */
export async function scriptTeller(locale: Locale, script: Script): Promise<ScriptTeller> {
  return new ScriptTeller(locale, await lexiconOf(locale), script);
}

/** Who tells a film. @param script the scenario it is of */
export async function filmTeller(locale: Locale, script: Script, film: Film): Promise<FilmTeller> {
  return new FilmTeller(locale, await lexiconOf(locale), script, film);
}
