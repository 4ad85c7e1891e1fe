/**
 * CodeMirror, set up as the site's editor. Loaded when an editor is opened.
 * @module
 */
import {
  autocompletion,
  type Completion as CmCompletion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  completionStatus,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, indentOnInput, indentRange, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { Annotation, Compartment, EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  hoverTooltip,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import type { Locale } from '../i18n/index.ts';
import type { LanguageClient } from './language/client.ts';
import type { Description, Edit } from './language/protocol.ts';
import { highlighting, look } from './look.ts';
import { type CodeProblem, offsetOfPlace, placeOfOffset } from './problem.ts';
import { phrases } from './words.ts';

export interface EditorSetup {
  parent: HTMLElement;
  text: string;
  /** The editor's name for assistive technology, and the id of what describes it. */
  label: string;
  describedBy: string;
  locale: Locale;
  readOnly: boolean;
  /** Nothing is checked before the reader comes here or changes something. */
  patient?: boolean;
  language: LanguageClient;
  onChange(text: string): void;
  /** What the checker finds, after each change; undefined: it cannot be asked. */
  onProblems(problems: CodeProblem[] | undefined): void;
  /** Mod-Enter. */
  onRun(): void;
}

export interface CodeView {
  /** Another text from outside; the reader can undo it. */
  setText(text: string): void;
  /** What the last run found, to stand beside what the checker finds. */
  setMistakes(mistakes: readonly CodeProblem[]): void;
  setReadOnly(readOnly: boolean): void;
  format(): Promise<void>;
  goTo(line: number, column?: number): void;
  focus(): void;
  destroy(): void;
}

/** How long the reader must pause before the text is checked, in milliseconds. */
const PAUSE = 350;
const TAB = 4;
/** Escape lets the next Tab through, however long the reader takes: no step of leaving is timed. */
const NO_LIMIT = 24 * 3600 * 1000;

const fromOutside = Annotation.define<boolean>();

/** What TypeScript calls a thing, in CodeMirror's words; its marks are drawn by the stylesheet. */
const KINDS: Readonly<Record<string, string>> = {
  string: 'constant',
  property: 'property',
  method: 'method',
  function: 'function',
  'local function': 'function',
  const: 'variable',
  let: 'variable',
  var: 'variable',
  parameter: 'variable',
  keyword: 'keyword',
  interface: 'type',
  type: 'type',
  class: 'class',
  module: 'namespace',
};

function describedBy({ signature, documentation }: Description): HTMLElement {
  const card = document.createElement('div');
  card.className = 'ed-card';
  const code = document.createElement('code');
  code.textContent = signature;
  card.append(code);
  if (documentation !== '') {
    const text = document.createElement('p');
    text.textContent = documentation;
    card.append(text);
  }
  return card;
}

/** Completion by the language worker: after a letter, a dot or a quote, or when asked for. */
const completing =
  (language: LanguageClient) =>
  async (context: CompletionContext): Promise<CompletionResult | null> => {
    const before = context.matchBefore(/[\w$.'"`]/);
    if (!context.explicit && before === null) return null;
    const text = context.state.doc.toString();
    const at = context.pos;
    const found = await language.ask('complete', { text, at }).catch(() => undefined);
    if (found === undefined || context.aborted) return null;
    const inString = /['"`]/.test(text[found.from - 1] ?? '');
    const options = found.options
      // Everything there is, after one letter, would bury what the place asks for.
      .filter(({ sort }) => inString || context.explicit || sort < '16' || found.options.length < 60)
      .map(
        ({ label, kind, insert, sort }): CmCompletion => ({
          label,
          ...(KINDS[kind] === undefined ? {} : { type: KINDS[kind] }),
          ...(insert === undefined ? {} : { apply: insert }),
          boost: -Number(sort.slice(0, 2)) || 0,
          info: async () => {
            const more = await language.ask('describe', { text, at, label }).catch(() => undefined);
            return more && (more.signature !== '' || more.documentation !== '') ? describedBy(more) : null;
          },
        }),
      );
    if (options.length === 0) return null;
    return { from: found.from, to: found.to, options, validFor: inString ? /^[\w:.-]*$/ : /^[\w$]*$/ };
  };

export function createCodeView(setup: EditorSetup): CodeView {
  const { language, locale } = setup;
  const editable = new Compartment();
  let mistakes: readonly CodeProblem[] = [];
  let checked: CodeProblem[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  let gone = false;

  const show = () => {
    const text = view.state.doc.toString();
    const all = [...checked, ...mistakes].flatMap(({ line, column, message, severity }): Diagnostic[] => {
      if (line === undefined) return [];
      const from = offsetOfPlace(text, line, column);
      const rest = /^[\w$]+|^\S/.exec(text.slice(from))?.[0].length ?? 0;
      return [{ from, to: from + rest, message, severity }];
    });
    view.dispatch(setDiagnostics(view.state, all));
  };

  const check = async () => {
    asked += 1;
    const mine = asked;
    const text = view.state.doc.toString();
    try {
      const problems = await language.ask('problems', { text });
      // A later text is already asked about.
      if (gone || mine !== asked) return;
      checked = problems.map(({ from, message, severity }) => ({ ...placeOfOffset(text, from), message, severity }));
      show();
      setup.onProblems(checked);
    } catch {
      if (!gone && mine === asked) setup.onProblems(undefined);
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void check(), PAUSE);
  };

  const locked = (readOnly: boolean) => [EditorState.readOnly.of(readOnly), EditorView.editable.of(!readOnly)];

  const view = new EditorView({
    parent: setup.parent,
    state: EditorState.create({
      doc: setup.text,
      extensions: [
        editable.of(locked(setup.readOnly)),
        lineNumbers(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        highlightSpecialChars(),
        history(),
        drawSelection(),
        indentUnit.of('\t'),
        EditorState.tabSize.of(TAB),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        lintGutter(),
        EditorView.lineWrapping,
        EditorState.phrases.of(phrases(locale)),
        javascript({ typescript: true }),
        syntaxHighlighting(highlighting),
        look,
        autocompletion({ override: [completing(language)], icons: false, activateOnTypingDelay: 60 }),
        hoverTooltip(async (view, pos) => {
          const found = await language
            .ask('hover', { text: view.state.doc.toString(), at: pos })
            .catch(() => undefined);
          return found ? { pos: found.from, end: found.to, create: () => ({ dom: describedBy(found) }) } : null;
        }),
        EditorView.contentAttributes.of({
          'aria-label': setup.label,
          'aria-describedby': setup.describedBy,
          // Nothing here is prose.
          autocorrect: 'off',
          autocapitalize: 'off',
          spellcheck: 'false',
          translate: 'no',
        }),
        keymap.of([
          {
            key: 'Mod-Enter',
            preventDefault: true,
            run: () => {
              setup.onRun();
              return true;
            },
          },
          {
            key: 'Escape',
            run: (view) => {
              // CodeMirror itself lets Tab through for two seconds; this comes after it, and has no limit.
              if (completionStatus(view.state) === null) queueMicrotask(() => view.setTabFocusMode(NO_LIMIT));
              return false;
            },
          },
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...historyKeymap,
          ...completionKeymap,
          ...lintKeymap,
          indentWithTab,
        ]),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          soon();
          if (update.transactions.every((of) => of.annotation(fromOutside) === true)) return;
          setup.onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  if (setup.patient) view.contentDOM.addEventListener('focus', () => void check(), { once: true });
  else void check();

  return {
    setText(text) {
      if (view.state.doc.toString() === text) return;
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        annotations: [fromOutside.of(true), isolateHistory.of('full')],
      });
    },
    setMistakes(found) {
      mistakes = found;
      show();
    },
    setReadOnly(readOnly) {
      view.dispatch({ effects: editable.reconfigure(locked(readOnly)) });
    },
    async format() {
      const text = view.state.doc.toString();
      const edits = await language.ask('format', { text, indent: TAB }).catch((): Edit[] => indentation(view));
      if (gone || view.state.doc.toString() !== text || edits.length === 0) return;
      view.dispatch({ changes: edits, userEvent: 'input.format', annotations: isolateHistory.of('full') });
    },
    goTo(line, column) {
      const at = offsetOfPlace(view.state.doc.toString(), line, column);
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
      view.focus();
    },
    focus: () => view.focus(),
    destroy() {
      gone = true;
      clearTimeout(timer);
      view.destroy();
    },
  };
}

/** Without the compiler: every line's indent, as CodeMirror knows it. */
function indentation(view: EditorView): Edit[] {
  const edits: Edit[] = [];
  indentRange(view.state, 0, view.state.doc.length).iterChanges((from, to, _from, _to, insert) => {
    edits.push({ from, to, insert: insert.toString() });
  });
  return edits;
}
