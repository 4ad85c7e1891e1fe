/**
 * The lab: a scenario as a form and as TypeScript, files and links of it, and its run below. Nothing that came with a link runs before the reader
 * presses Run.
 */
import type { JSX } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import '../../styles/lab.css';
import type { Locale } from '@/i18n/index.ts';
import {
  BEGINNING,
  type BuilderAction,
  build,
  building,
  codeOf,
  coreOf,
  type Draft,
  fileOf,
  LARGEST_FILE,
  readText,
  readUpload,
  wrongIn,
} from '@/lab/index.ts';
import { decodePermalink, encodePermalink, isPermalink, type PlayState, refusals } from '@/player/index.ts';
import { ScenarioError } from '@/scenario/index.ts';
import type { PlayerData } from '../player/data.ts';
import { Glyph } from '../player/Glyph.tsx';
import { reelOf } from '../player/reel.ts';
import { BuilderForm } from './BuilderForm.tsx';
import { RunPane, type Show } from './RunPane.tsx';
import { ScenarioCode } from './ScenarioCode.tsx';
import { dataOf, openSiteScenario, type SiteEntry } from './site.ts';
import { labWords } from './words.ts';

export interface LabProps {
  locale: Locale;
  /** The scenarios that the site has. */
  entries: readonly SiteEntry[];
  /** Which the page begins with when its address asks for nothing. */
  first: string;
}

type View = 'form' | 'code';

/** The text in the editor, and the draft that it was written from or gave. */
interface Written {
  text: string;
  /** The text as it was written from the draft, or as it was when it gave the draft. */
  base: string;
  of: Draft | undefined;
  /** It came with a link, and did not run yet. */
  fromLink: boolean;
}

const writtenFrom = (draft: Draft): Written => {
  const text = codeOf(draft);
  return { text, base: text, of: draft, fromLink: false };
};

/** A scenario of the site as it is: with its texts and recordings. */
interface Opened {
  slug: string;
  draft: Draft;
  data: PlayerData;
}

/** How long a word about what happened stands, in ms. */
const SAID = 5000;

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

export function Lab({ locale, entries, first }: LabProps): JSX.Element {
  const words = labWords(locale);
  const [state, dispatchRaw] = useReducer(build, BEGINNING, building);
  const { draft } = state;
  const [view, setView] = useState<View>('form');
  const [written, setWritten] = useState<Written>(() => writtenFrom(BEGINNING));
  const [opened, setOpened] = useState<Opened>();
  const [show, setShow] = useState<Show>();
  /** The draft that is shown below. */
  const [ran, setRan] = useState<Draft>();
  const [notice, setNotice] = useState<string>();
  /** What the address asked for beside the scenario. It holds for that scenario alone. */
  const [asked, setAsked] = useState<{ link: PlayState; of: Draft | string }>();
  const [said, setSaid] = useState('');
  const [refused, setRefused] = useState<string>();
  const [ready, setReady] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const focus = useRef<string>(undefined);
  const upload = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const wrong = useMemo(() => wrongIn(draft), [draft]);

  const say = useCallback((text: string) => {
    setSaid(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setSaid(''), SAID);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);

  const dispatch = useCallback(
    (action: BuilderAction, text?: string, at?: string) => {
      focus.current = at;
      dispatchRaw(action);
      if (text !== undefined) say(text);
    },
    [say],
  );
  const lead = (at: string) => {
    const field =
      root.current?.querySelector<HTMLElement>(`[data-at="${CSS.escape(at)}"]`) ??
      root.current?.querySelector<HTMLElement>(`[data-at^="${CSS.escape(at)}"]`);
    field?.closest('details')?.setAttribute('open', '');
    field?.focus();
    return field !== null && field !== undefined;
  };
  useLayoutEffect(() => {
    const at = focus.current;
    focus.current = undefined;
    // A row that is gone leads to the button that adds one.
    if (at !== undefined && !lead(at)) lead(at.startsWith('steps') ? 'steps.add' : 'tree.add');
  }, [draft]);

  /** Counts what was asked for, so that what comes late does not take the place of what was asked for since. */
  const latest = useRef(0);

  /** Another scenario altogether. */
  const take = (
    next: Draft,
    from: Opened | undefined,
    link: { asked?: PlayState | undefined; notice?: string } = {},
  ) => {
    latest.current += 1;
    dispatchRaw({ do: 'open', draft: next });
    setOpened(from);
    setWritten(writtenFrom(next));
    setAsked(link.asked && { link: link.asked, of: next });
    setNotice(link.notice);
    setRefused(undefined);
    setView('form');
  };

  const start = (of: Draft, from: Opened | undefined, link?: PlayState, text?: string) => {
    const edited = text === undefined ? undefined : { language: 'ts' as const, text };
    const { variations: on = [], schedule, at, follow } = link ?? {};
    setShow({
      data: from?.draft === of ? Promise.resolve(from.data) : dataOf(of, locale),
      start: { reel: reelOf(of, { on, edited, ...(schedule === undefined ? {} : { schedule }) }), at, follow },
    });
    setRan(of);
  };

  /** Who pressed Run wants to see the run; who opened a scenario, the scenario. */
  const wantsRun = useRef(false);
  const shown = useCallback((player: HTMLElement) => {
    if (wantsRun.current) player.scrollIntoView({ block: 'start', behavior: calm() ? 'auto' : 'smooth' });
    wantsRun.current = false;
  }, []);

  const openSite = async (slug: string, link?: PlayState) => {
    const entry = entries.find((of) => of.slug === slug);
    if (entry === undefined) return setRefused(words.linkUnknown);
    latest.current += 1;
    const mine = latest.current;
    try {
      const data = await openSiteScenario(slug, locale);
      // Meanwhile the reader may have asked for something else.
      if (mine !== latest.current) return;
      const core = data.scenario;
      const from: Opened = { slug, draft: core, data };
      take(core, from, { asked: link });
      // Ours, and unchanged: nothing of a stranger's is in it.
      start(core, from, link);
      say(words.opened(data.title));
    } catch {
      setRefused(words.loadFailed);
    }
  };

  /** What the address asks for. Text in it is data here: it is shown, and runs when the reader says so. */
  const follow = async () => {
    const { hash } = location;
    if (!isPermalink(hash)) return false;
    const decoded = await decodePermalink(hash);
    if (decoded === undefined) return false;
    if (!decoded.ok) {
      setRefused(refusals[decoded.refused][locale]);
      return true;
    }
    const { state: link } = decoded;
    if (link.edited === undefined) {
      await openSite(link.scenario ?? '', link);
      return true;
    }
    if (link.edited.language === 'ts') {
      latest.current += 1;
      setWritten({ text: link.edited.text, base: link.edited.text, of: undefined, fromLink: true });
      setOpened(undefined);
      setAsked({ link, of: link.edited.text });
      setNotice(undefined);
      setRefused(undefined);
      setShow(undefined);
      setRan(undefined);
      setView('code');
      return true;
    }
    try {
      // No JSON at all is not worth the words that a file would get.
      JSON.parse(link.edited.text);
      take(readText('the link', link.edited.text), undefined, { asked: link, notice: words.fromLink });
      setShow(undefined);
      setRan(undefined);
    } catch (error) {
      setRefused(error instanceof ScenarioError ? `${words.linkWrong}\n${error.message}` : refusals.packed[locale]);
    }
    return true;
  };

  useEffect(() => {
    let gone = false;
    const begin = async () => {
      if (!(await follow()) && !gone) await openSite(first);
      setReady(true);
    };
    void begin();
    const again = () => void follow().then((found) => found && root.current?.focus());
    // A link to what the address says already changes nothing by itself, and is meant all the same.
    const clicked = ({ target }: MouseEvent) => {
      const link = target instanceof Element ? target.closest('a') : null;
      if (link !== null && link.href === location.href && isPermalink(link.hash)) again();
    };
    addEventListener('hashchange', again);
    document.addEventListener('click', clicked);
    return () => {
      gone = true;
      removeEventListener('hashchange', again);
      document.removeEventListener('click', clicked);
    };
  }, []);

  const run = () => {
    if (wrong.length > 0) {
      const [{ at }] = wrong as [(typeof wrong)[0]];
      lead(at);
      return;
    }
    wantsRun.current = true;
    start(draft, opened, asked?.of === draft ? asked.link : undefined);
    setNotice(undefined);
  };

  const switchTo = (next: View) => {
    // What nobody has touched is written anew; what a reader wrote stays until they say otherwise.
    const generated = written.of !== undefined && written.text === written.base && written.base === codeOf(written.of);
    if (next === 'code' && written.of !== draft && generated) setWritten(writtenFrom(draft));
    setView(next);
  };

  const receive = async (file: File | undefined) => {
    if (file === undefined) return;
    setRefused(undefined);
    try {
      const text = file.size > LARGEST_FILE ? ' '.repeat(LARGEST_FILE + 1) : await file.text();
      const next = readUpload(file.name, text);
      take(next, undefined);
      say(words.opened(next.title));
    } catch (error) {
      setRefused(`${words.uploadRefused}\n${(error as Error).message}`);
    }
  };

  const download = () => {
    const url = URL.createObjectURL(new Blob([fileOf(draft)], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `${draft.id}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  };

  const share = async () => {
    const untouched = view === 'form' && opened !== undefined && opened.draft === draft;
    const link: PlayState = {
      ...(untouched ? { scenario: opened.slug } : {}),
      variations: [],
      schedule: { kind: 'order' },
      ...(untouched
        ? {}
        : {
            edited:
              view === 'code'
                ? { language: 'ts' as const, text: written.text }
                : { language: 'json' as const, text: JSON.stringify(draft) },
          }),
    };
    try {
      const address = new URL(location.href);
      address.hash = await encodePermalink(link);
      history.replaceState(history.state, '', address);
      try {
        await navigator.clipboard.writeText(address.href);
        say(words.shared);
      } catch {
        say(words.shareInBar);
      }
    } catch {
      say(words.shareLong);
    }
  };

  const ahead = written.text !== written.base || written.of === undefined;
  const savable = wrong.length === 0 && !(view === 'code' && ahead);
  // Nothing to edit before it is known what: it would be taken away again.
  if (!ready) return <p class="tell">{words.opening}</p>;
  return (
    <div class="lab not-content" ref={root} tabIndex={-1}>
      <div class="l-bar">
        {/* biome-ignore lint/a11y/useSemanticElements: two buttons in a row, not a form */}
        <div class="l-views" role="group" aria-label={words.views}>
          <button type="button" class="btn" aria-pressed={view === 'form'} onClick={() => switchTo('form')}>
            {words.form}
          </button>
          <button type="button" class="btn" aria-pressed={view === 'code'} onClick={() => switchTo('code')}>
            {words.code}
          </button>
        </div>
        <div class="l-tools">
          {view === 'form' && (
            <>
              <button
                type="button"
                class="btn"
                aria-disabled={state.past.length === 0}
                onClick={() => dispatch({ do: 'undo' }, words.undone)}
              >
                {words.undo}
              </button>
              <button
                type="button"
                class="btn"
                aria-disabled={state.future.length === 0}
                onClick={() => dispatch({ do: 'redo' }, words.redone)}
              >
                {words.redo}
              </button>
            </>
          )}
          <button type="button" class="btn" onClick={() => take(BEGINNING, undefined)}>
            {words.fresh}
          </button>
          <button type="button" class="btn" onClick={() => upload.current?.click()}>
            {words.upload}
          </button>
          <input
            ref={upload}
            type="file"
            accept=".json,application/json"
            hidden
            aria-label={words.upload}
            onChange={({ currentTarget }) => {
              void receive(currentTarget.files?.[0]);
              currentTarget.value = '';
            }}
          />
          <button
            type="button"
            class="btn"
            aria-disabled={!savable}
            title={savable || wrong.length > 0 ? words.downloadHelp : words.codeAhead}
            onClick={() => savable && download()}
          >
            {words.download}
          </button>
          <button type="button" class="btn" onClick={() => void share()}>
            {words.share}
          </button>
        </div>
      </div>
      <p class="l-said" role="status">
        {said}
      </p>
      {refused !== undefined && (
        <p class="l-notice" role="alert">
          {refused}
        </p>
      )}
      {view === 'form' ? (
        <>
          {notice !== undefined && <p class="l-notice">{notice}</p>}
          {ahead && <p class="l-notice">{words.codeAhead}</p>}
          <BuilderForm {...{ words, draft, wrong, dispatch }} />
          <div class="l-go">
            <button type="button" class="btn main b-run" onClick={run}>
              <Glyph name="run" />
              {words.run}
            </button>
            <p role="status">
              {wrong.length > 0
                ? words.wrongCount(wrong.length)
                : ran === undefined
                  ? words.notRun
                  : ran === draft
                    ? words.ran
                    : words.changed}
            </p>
            {wrong.length > 0 && (
              <button type="button" class="btn" onClick={() => lead(wrong[0]!.at)}>
                {words.goThere}
              </button>
            )}
          </div>
        </>
      ) : (
        <>
          {written.of !== undefined && written.of !== draft && (
            <p class="l-notice">
              {words.formAhead}{' '}
              <button type="button" class="btn" onClick={() => setWritten(writtenFrom(draft))}>
                {words.anew}
              </button>
            </p>
          )}
          <ScenarioCode
            locale={locale}
            code={written.text}
            onCode={(text) => setWritten({ ...written, text })}
            original={written.fromLink ? undefined : codeOf(draft)}
            notice={written.fromLink ? words.fromLinkCode : undefined}
            warm={!written.fromLink}
            onScenario={(scenario, text) => {
              const next = coreOf(scenario);
              dispatchRaw({ do: 'open', draft: next });
              setWritten({ text, base: text, of: next, fromLink: false });
              wantsRun.current = true;
              start(next, undefined, asked?.of === text ? asked.link : undefined, text);
            }}
          />
        </>
      )}
      <RunPane words={words} show={show} onShown={shown} />
    </div>
  );
}
