/**
 * The kernel's own text, the current line kept in the middle third. A function's lines are set by the build and come as HTML; here they are
 * put up, the line that runs is marked, the ones before it get their bar, and the note of the line stands below.
 */
import { Component, type ComponentChildren, createRef, type Ref } from 'preact';
import type { Locale } from '@/i18n/index.ts';
import type { StackFrame } from './callstack.ts';
import { type Fetched, type FunctionText, functionText, functionTextHere } from './excerpts.ts';
import { Glyph } from './Glyph.tsx';
import { REST } from './hooks.ts';
import { reveal } from './reveal.ts';
import { Sheet } from './sheet.ts';
import type { PlayerWords } from './words.ts';

export interface CodeProps {
  locale: Locale;
  words: PlayerWords;
  /** Innermost first. */
  frames: readonly StackFrame[];
  /** Which of the frames is shown. */
  peek: number;
  onPeek: (frame: number | undefined) => void;
  /** The id of a function's symbol page; undefined where it has none. */
  idOf: (frame: StackFrame) => string | undefined;
  numberOf: (line: number) => number | undefined;
  /** Lines that the shown frame has run, by number. */
  ran: ReadonlySet<number>;
  /** What stands there while the task is in user mode, where no line of the kernel is to be shown. */
  program: ComponentChildren;
  /** The highlighter slides from line to line. */
  slides: boolean;
  /** The reader scrubs: a function that has not been shown yet waits for a rest, since setting its lines may take longer than a frame. */
  rushes: boolean;
}

interface CodeState {
  /** What came of fetching, by id: the page is drawn again when something comes. */
  came: number;
}

export class Code extends Component<CodeProps, CodeState> {
  override state: CodeState = { came: 0 };
  readonly #pane = createRef<HTMLDivElement>();
  readonly #note = createRef<HTMLDivElement>();
  readonly #crumbs = createRef<HTMLOListElement>();
  #peeked = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #sheet: Sheet | undefined;
  #gone = false;

  override componentDidMount(): void {
    this.#sheet = new Sheet(this.#pane.current!, this.#note.current!, this.props.words);
    this.#show();
  }

  override componentDidUpdate(): void {
    this.#show();
  }

  override componentWillUnmount(): void {
    this.#gone = true;
    clearTimeout(this.#rest);
    this.#sheet?.close();
  }

  #ask(id: string): void {
    void functionText(this.props.locale, id).then(() => {
      if (!this.#gone) this.setState(({ came }) => ({ came: came + 1 }));
    });
  }

  #fetched(): { id: string; fetched: Fetched | undefined } | undefined {
    const { frames, peek, idOf, locale } = this.props;
    const frame = frames[peek];
    const id = frame && frame.name !== '' ? idOf(frame) : undefined;
    return id === undefined ? undefined : { id, fetched: functionTextHere(locale, id) };
  }

  #show(): void {
    const { frames, peek, numberOf, ran, slides, rushes } = this.props;
    const asked = this.#fetched();
    if (asked && asked.fetched === undefined) this.#ask(asked.id);
    const text = asked?.fetched?.is === 'text' ? asked.fetched.text : undefined;
    const frame = frames[peek];
    clearTimeout(this.#rest);
    const waits = rushes && text !== undefined && !this.#sheet?.has(text);
    if (waits)
      this.#rest = setTimeout(() => {
        this.#sheet?.prepare(text);
        this.#show();
      }, REST);
    this.#sheet?.show(waits ? undefined : text, frame ? numberOf(frame.line) : undefined, ran, {
      slides,
      inner: peek === 0,
    });
    // The path stands at its inner end by itself; only an outer frame may have to be brought into sight.
    const path = this.#crumbs.current;
    const here = peek === this.#peeked ? null : path?.querySelector('[aria-current]');
    if (here) reveal(path!.parentElement!, here);
    this.#peeked = peek;
  }

  override render({ words, frames, peek, onPeek, program }: CodeProps) {
    const frame = frames[peek];
    const asked = this.#fetched();
    const text = asked?.fetched?.is === 'text' ? asked.fetched.text : undefined;
    const name = frame?.name ?? '';
    const missing = name !== '' && (asked === undefined || asked.fetched?.is === 'missing');
    return (
      <section class="p-code" aria-label={words.code}>
        <Crumbs {...{ words, frames, peek, onPeek }} list={this.#crumbs} />
        <Head text={text} name={name} words={words} />
        <div class="p-text" dir="ltr">
          <div class="p-sheets" ref={this.#pane} />
          {name === '' && program}
          {text === undefined && name !== '' && (
            <p class="p-none">
              {missing
                ? words.codeNone(name)
                : asked?.fetched?.is === 'failed'
                  ? words.codeFailed(name)
                  : words.codeLoading(name)}
              {asked?.fetched?.is === 'failed' && (
                <button type="button" class="btn" onClick={() => this.#ask(asked.id)}>
                  {words.codeRetry}
                </button>
              )}
            </p>
          )}
        </div>
        <div class="p-note note" ref={this.#note} />
      </section>
    );
  }
}

/** The frames as a path, outermost first: `do_exit › exit_notify › …`. */
function Crumbs({
  words,
  frames,
  peek,
  onPeek,
  list,
}: Pick<CodeProps, 'words' | 'frames' | 'peek' | 'onPeek'> & { list: Ref<HTMLOListElement> }) {
  const path = frames.map((frame, index) => ({ frame, index })).toReversed();
  return (
    <nav class="p-crumbs" aria-label={words.stack}>
      <div class="p-path">
        <ol ref={list}>
          {path.map(({ frame, index }, depth) => (
            <li key={depth}>
              {frame.name === '' ? (
                <i>{words.userMode}</i>
              ) : (
                <button type="button" aria-current={index === peek ? 'true' : undefined} onClick={() => onPeek(index)}>
                  {frame.name}
                </button>
              )}
            </li>
          ))}
        </ol>
      </div>
      {peek > 0 && (
        <button type="button" class="p-back" onClick={() => onPeek(undefined)}>
          {words.backToCurrent}
        </button>
      )}
    </nav>
  );
}

function Head({ text, name, words }: { text: FunctionText | undefined; name: string; words: PlayerWords }) {
  if (!text) return <div class="x-head">{name === '' ? words.userMode : <code>{name}</code>}</div>;
  return (
    <div class="x-head">
      <a class="file" href={text.sourceHref}>
        {text.file}
      </a>
      <span>{words.lines(text.first, text.last)}</span>
      <span>{text.label}</span>
      {text.verified || text.same ? (
        <span class="p-ok" title={words.verified}>
          <Glyph name="ok" />
          {text.verified ? (
            <>
              {words.blob} <code>{text.blob.slice(0, 8)}</code>
            </>
          ) : (
            words.sameInV60
          )}
        </span>
      ) : (
        <span class="unverified">{words.notVerified}</span>
      )}
    </div>
  );
}
