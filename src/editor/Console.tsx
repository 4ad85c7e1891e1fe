/** What the reader's code wrote, line by line, and how much of it was not kept. */
import type { JSX } from 'preact';
import type { Locale } from '../i18n/index.ts';
import { type ConsoleLine, consoleInWords } from '../sandbox/index.ts';
import { editorWords } from './words.ts';

export interface ConsoleProps {
  locale: Locale;
  lines: readonly ConsoleLine[];
  /** Lines that were written and not kept; undefined: unknown. */
  dropped: number | undefined;
}

/** Nothing at all where nothing was written. */
export function Console({ locale, lines, dropped }: ConsoleProps): JSX.Element | null {
  if (lines.length === 0) return null;
  const rest = consoleInWords(dropped, lines.length, locale);
  return (
    <section class="ed-console" aria-label={editorWords(locale).console}>
      <ol>
        {lines.map(({ level, text }, i) => (
          <li key={i} data-level={level}>
            {(level === 'warn' || level === 'error') && <b>{level} </b>}
            {text}
          </li>
        ))}
      </ol>
      {rest !== '' && <p>{rest}</p>}
    </section>
  );
}
