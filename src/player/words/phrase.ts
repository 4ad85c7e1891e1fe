/**
 * Phrases for lines of the kernel: finding them, and putting names in.
 * @module
 */
import type { Locale } from '../../i18n/index.ts';
import { code, type Named, type Piece, type Said, say } from '../said.ts';
import type { Lexicon } from './lexicon.ts';

const squeeze = (text: string): string => text.trim().replace(/\s+/g, ' ');

const LOCKS: readonly [start: string, lock: keyof Lexicon['locks']][] = [
  ['write_lock_irq(&tasklist_lock)', 'write'],
  ['write_unlock_irq(&tasklist_lock)', 'writeDone'],
  ['read_lock(&tasklist_lock)', 'read'],
  ['read_unlock(&tasklist_lock)', 'readDone'],
];

/** The phrase for a line: the one with the longest beginning that fits; for tasklist_lock, one for all functions. */
export function phraseOf(lexicon: Pick<Lexicon, 'lines' | 'locks'>, fn: string, at: string): string | undefined {
  const line = squeeze(at);
  const own = Object.entries(lexicon.lines[fn] ?? {}).filter(([start]) => line.startsWith(start));
  own.sort(([a], [b]) => b.length - a.length);
  if (own[0] !== undefined) return own[0][1];
  const lock = LOCKS.find(([start]) => line.startsWith(start))?.[1];
  return lock && lexicon.locks[lock];
}

const UNKNOWN: Record<Locale, { to: string; sig: string }> = {
  en: { to: 'the target', sig: 'the signal' },
  'zh-cn': { to: '目标', sig: '该信号' },
};

interface Filling {
  who: Named;
  to: Named | undefined;
  sig: string | undefined;
  locale: Locale;
}

/** Puts names in a phrase, and makes code of what stands between backticks. */
export function fill(phrase: string, { who, to, sig, locale }: Filling): Said {
  const unknown = UNKNOWN[locale];
  return phrase.split(/(\{who\}|\{to\}|\{sig\}|`[^`]*`)/).flatMap((part): Said => {
    if (part === '{who}') return say`${who}`;
    if (part === '{to}') return say`${to ?? unknown.to}`;
    if (part === '{sig}') return sig === undefined ? say`${unknown.sig}` : say`${code(sig)}`;
    return part.startsWith('`') ? say`${code(part.slice(1, -1))}` : say`${part}`;
  });
}

const HAN = /\p{Script=Han}/u;

/** Takes away the space between two Han characters that stood around a name which might have been Latin. */
export function closeUp(said: Said): Said {
  const pieces = said.map((piece): Piece => ({ ...piece }));
  for (let i = 1; i < pieces.length; i += 1) {
    const [before, after] = [pieces[i - 1]!, pieces[i]!];
    if (before.text.endsWith(' ') && HAN.test(before.text.at(-2) ?? '') && HAN.test(after.text.at(0) ?? ''))
      before.text = before.text.slice(0, -1);
    if (after.text.startsWith(' ') && HAN.test(before.text.at(-1) ?? '') && HAN.test(after.text.at(1) ?? ''))
      after.text = after.text.slice(1);
  }
  return pieces.map((piece) =>
    piece.is === 'text'
      ? { ...piece, text: piece.text.replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '') }
      : piece,
  );
}
