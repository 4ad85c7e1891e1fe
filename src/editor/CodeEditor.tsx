/**
 * The editor for readers' code: a plain text area that is there at once and works by itself, and CodeMirror with TypeScript in its place as soon
 * as that is loaded. Below it stand what is wrong, line by line, and what a run said.
 */
import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import '../styles/editor.css';
import type { Locale } from '../i18n/index.ts';
import type { CodeView } from './codemirror.ts';
import type { Typings } from './language/protocol.ts';
import type { CodeProblem } from './problem.ts';
import { offsetOfPlace } from './problem.ts';
import { editorWords } from './words.ts';

export interface CodeEditorProps {
  locale: Locale;
  /** What is edited, for whoever cannot see where it stands. */
  label: string;
  value: string;
  /** Called with each change the reader makes. */
  onChange(value: string): void;
  /** The module's name, as errors show it; unlike the other editors' of the page. */
  file: string;
  /** Declarations of what can be imported, by file name. */
  typings: Typings;
  /** What the last run found: shown at its line until the caller takes it back. */
  mistakes?: readonly CodeProblem[] | undefined;
  /** What "Start over" goes back to; without it there is no such button. */
  original?: string | undefined;
  /** Ctrl+Enter or ⌘+Enter. */
  onRun?: (() => void) | undefined;
  /** What the type checker finds; undefined: types are not checked. */
  onProblems?: ((problems: CodeProblem[] | undefined) => void) | undefined;
  readOnly?: boolean | undefined;
  /** Lines the text area has before the editor is there. */
  rows?: number | undefined;
  /** Types are first checked when the reader comes to the editor or changes something: the compiler is large. */
  patient?: boolean | undefined;
  /** The buttons stand below the text, not above it. */
  barBelow?: boolean | undefined;
  /** Leads to a line; another `asked` leads there again. */
  goTo?: { line: number; asked: number } | undefined;
  /** Buttons of the caller's, in front of the editor's own. */
  children?: preact.ComponentChildren;
}

/** So many problems are listed. */
const MOST_LISTED = 8;

/** What stands between backquotes or Latin keys in a sentence, as keys. */
const withKeys = (text: string): (string | JSX.Element)[] =>
  text.split(/\b(Esc|Tab)\b/).map((part) => (part === 'Esc' || part === 'Tab' ? <kbd>{part}</kbd> : part));

export function CodeEditor(props: CodeEditorProps): JSX.Element {
  const { locale, label, value, file, original, readOnly = false, mistakes = [], rows = 14, patient = false } = props;
  const t = editorWords(locale);
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const view = useRef<CodeView | undefined>(undefined);
  /** Texts that the reader typed and that have not come back as `value` yet. */
  const written = useRef<string[]>([]);
  const latest = useRef(props);
  latest.current = props;
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading');
  const [checked, setChecked] = useState<CodeProblem[] | 'checking' | 'unchecked' | 'later'>(
    patient ? 'later' : 'checking',
  );

  useEffect(() => {
    let gone = false;
    const begin = async () => {
      const [{ createCodeView }, { languageClient }] = await Promise.all([
        import('./codemirror.ts'),
        import('./language/client.ts'),
      ]);
      if (gone || place.current === null) return;
      const { activeElement } = document;
      const { selectionStart = 0 } = area.current ?? {};
      view.current = createCodeView({
        parent: place.current,
        text: latest.current.value,
        label,
        describedBy: `${id}-leave`,
        locale,
        readOnly,
        patient,
        language: languageClient(file, latest.current.typings, locale),
        onChange: (text) => {
          setChecked('checking');
          written.current.push(text);
          latest.current.onChange(text);
        },
        onProblems: (problems) => {
          setChecked(problems ?? 'unchecked');
          latest.current.onProblems?.(problems);
        },
        onRun: () => latest.current.onRun?.(),
      });
      // Whoever was writing goes on writing.
      if (activeElement !== null && activeElement === area.current) {
        const { line, column } = placeIn(latest.current.value, selectionStart);
        view.current.goTo(line, column);
      }
      setState('ready');
    };
    begin().catch(() => {
      if (!gone) setState('failed');
    });
    return () => {
      gone = true;
      view.current?.destroy();
      view.current = undefined;
    };
  }, [file, label, locale, id, readOnly]);

  useEffect(() => {
    // What the editor itself said comes back here, late where one types fast: it must not take away what was typed since.
    const own = written.current.indexOf(value);
    if (own >= 0) {
      written.current.splice(0, own + 1);
      return;
    }
    written.current = [];
    view.current?.setText(value);
  }, [value]);
  useEffect(() => view.current?.setMistakes(mistakes), [mistakes, state]);

  const goTo = (line: number, column?: number) => {
    if (view.current) return view.current.goTo(line, column);
    const at = offsetOfPlace(value, line, column);
    area.current?.focus();
    area.current?.setSelectionRange(at, at);
  };

  useEffect(() => {
    if (props.goTo !== undefined) goTo(props.goTo.line);
  }, [props.goTo]);

  const problems = [...mistakes, ...(Array.isArray(checked) ? checked : [])];
  const status =
    problems.length > 0
      ? t.problems(problems.length)
      : state === 'failed' || checked === 'unchecked'
        ? t.unchecked
        : checked === 'later'
          ? ''
          : checked === 'checking'
            ? t.checking
            : t.noProblems;

  const bar = (
    <div class="ed-bar">
      {props.children}
      {original !== undefined && (
        <button
          type="button"
          class="btn"
          disabled={readOnly || value === original}
          onClick={() => {
            view.current?.setText(original);
            props.onChange(original);
          }}
        >
          {t.reset}
        </button>
      )}
      {state === 'ready' && !readOnly && (
        <button type="button" class="btn" onClick={() => void view.current?.format()}>
          {t.format}
        </button>
      )}
    </div>
  );

  return (
    <div class="ed">
      {!props.barBelow && bar}
      <div class="ed-code" ref={place} lang="en">
        {state !== 'ready' && (
          <textarea
            ref={area}
            aria-label={label}
            aria-describedby={`${id}-state`}
            rows={rows}
            spellcheck={false}
            autocapitalize="off"
            autocomplete="off"
            readOnly={readOnly}
            value={value}
            onInput={({ currentTarget }) => props.onChange(currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
                event.preventDefault();
                props.onRun?.();
              }
            }}
          />
        )}
      </div>
      {props.barBelow && bar}
      <p class="ed-leave" id={`${id}-leave`}>
        {state === 'ready' ? (
          withKeys(t.leave)
        ) : (
          <span id={`${id}-state`}>{state === 'failed' ? t.failed : t.loading}</span>
        )}
      </p>
      <div class="ed-problems">
        <p role="status">{status}</p>
        {problems.length > 0 && (
          <ul>
            {problems.slice(0, MOST_LISTED).map(({ line, column, message }) => (
              <li key={`${line}:${column}:${message}`}>
                {line !== undefined && (
                  <>
                    <button type="button" class="ed-line" aria-label={t.goTo(line)} onClick={() => goTo(line, column)}>
                      {t.line(line)}
                    </button>{' '}
                  </>
                )}
                <span>{message}</span>
              </li>
            ))}
            {problems.length > MOST_LISTED && <li>{t.more(problems.length - MOST_LISTED)}</li>}
          </ul>
        )}
      </div>
    </div>
  );
}

function placeIn(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
