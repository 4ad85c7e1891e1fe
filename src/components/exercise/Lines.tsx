/** The lines of a function, one of which is to be found. The text is fetched; what we say about its lines is left out. */
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Locale } from '@/i18n/index.ts';
import { functionText } from '../player/excerpts.ts';
import type { TraceAsked } from './data.ts';
import type { ExerciseWords } from './words.ts';

export type LineAsked = Extract<TraceAsked, { ask: 'line' }>;

export interface LinesProps {
  question: LineAsked;
  words: ExerciseWords;
  locale: Locale;
  chosen: number | undefined;
  checked: boolean;
  live: boolean;
  onChoose: (line: number) => void;
}

/** The excerpt's lines alone: without notes, folds and links, each one an option of a list. */
function optionsOf(html: string, id: string): HTMLElement {
  const body = document.createElement('div');
  body.innerHTML = html;
  for (const note of body.querySelectorAll('.note, .ref, summary, button')) note.remove();
  // A number stays what it is, without being a link.
  for (const number of body.querySelectorAll('a.no')) {
    const plain = document.createElement('span');
    plain.className = 'no';
    plain.append(...number.childNodes);
    number.replaceWith(plain);
  }
  for (const around of body.querySelectorAll('details, a')) around.replaceWith(...around.childNodes);
  const list = document.createElement('div');
  for (const line of body.querySelectorAll<HTMLElement>('.ln[data-line]')) {
    line.setAttribute('role', 'option');
    line.id = `${id}-${line.dataset['line']}`;
    list.append(line);
  }
  return list;
}

export function Lines({ question, words, locale, chosen, checked, live, onChoose }: LinesProps) {
  const { fn, symbol, href, answer } = question;
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const [phase, setPhase] = useState<'waiting' | 'here' | 'failed'>('waiting');
  /** The line that the keys have gone to. */
  const [active, setActive] = useState<number>();
  const [asked, setAsked] = useState(0);

  useEffect(() => {
    if (!live) return;
    let gone = false;
    setPhase('waiting');
    void functionText(locale, symbol).then((fetched) => {
      if (gone) return;
      if (fetched.is !== 'text') {
        setPhase('failed');
        return;
      }
      place.current!.replaceChildren(...optionsOf(fetched.text.html, id).children);
      setPhase('here');
    });
    return () => {
      gone = true;
    };
  }, [live, symbol, locale, id, asked]);

  const numbers = () =>
    [...place.current!.querySelectorAll<HTMLElement>('.ln')].map((line) => Number(line.dataset['line']));
  useLayoutEffect(() => {
    for (const line of place.current?.querySelectorAll<HTMLElement>('.ln') ?? []) {
      const number = Number(line.dataset['line']);
      line.setAttribute('aria-selected', String(number === chosen));
      line.classList.toggle('chosen', number === chosen);
      line.classList.toggle('at', number === active);
      if (checked && number === answer) line.dataset['mark'] = 'right';
      else if (checked && number === chosen) line.dataset['mark'] = 'wrong';
      else delete line.dataset['mark'];
      line.dataset['says'] =
        checked && number === answer ? words.right : checked && number === chosen ? words.wrong : '';
    }
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const all = numbers();
    const at = all.indexOf(active ?? chosen ?? -1);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1, PageDown: at + 10, PageUp: at - 10 }[
      event.key
    ];
    if (to !== undefined) {
      event.preventDefault();
      const next = all[Math.max(0, Math.min(all.length - 1, to))];
      setActive(next);
      place.current!.querySelector(`[data-line="${next}"]`)?.scrollIntoView({ block: 'nearest' });
      return;
    }
    if ((event.key === 'Enter' || event.key === ' ') && active !== undefined) {
      event.preventDefault();
      onChoose(active);
    }
  };

  if (!live)
    return (
      <p>
        <a href={href}>{words.textMissing(fn)}</a>
      </p>
    );
  return (
    <>
      <p class="ex-help">{words.lineHelp}</p>
      {phase === 'failed' && (
        <p class="tell" role="alert">
          {words.textFailed}{' '}
          <button type="button" class="btn" onClick={() => setAsked(asked + 1)}>
            {words.retry}
          </button>{' '}
          <a href={href}>{words.textMissing(fn)}</a>
        </p>
      )}
      <div
        ref={place}
        class="ex-lines x-code"
        role="listbox"
        tabIndex={0}
        lang="en"
        aria-label={words.findLine(fn)}
        aria-activedescendant={active === undefined ? undefined : `${id}-${active}`}
        data-phase={phase}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          const line = (event.target as Element).closest<HTMLElement>('.ln[data-line]');
          if (!line) return;
          setActive(Number(line.dataset['line']));
          onChoose(Number(line.dataset['line']));
        }}
      />
      <p class="ex-help" role="status">
        {chosen === undefined ? words.noLine : words.lineChosen(chosen)}
      </p>
    </>
  );
}
