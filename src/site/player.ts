/**
 * What pages may know for their players: a scenario with what real kernels did with it, the film of it for those without script, and where each
 * line of the model stands in the kernel's text.
 * @module
 */
import { Moments, shoot } from '../film/index.ts';
import { type Locale, localHref } from '../i18n/index.ts';
import { allLines, type KernelLine } from '../model/index.ts';
import { matchLine } from '../notes/index.ts';
import type { Film, Moment, Recorded } from '../player/index.ts';
import { checkRecordingIsOf, type Recording, readRecording, type Scenario } from '../scenario/index.ts';
import { type ShownFunction, shownFunction } from './functions.ts';
import { type BoundNote, snippets } from './notes.ts';
import { inLocale, recordingOf, type SiteScenario, scenarioSlugs, siteScenario } from './scenarios.ts';
import { symbol } from './symbols.ts';
import { placeInV60, upstreamUrl } from './text.ts';

/** A scenario as a page's player is given it. */
export interface PlayerScenario {
  slug: string;
  title: string;
  caption: string;
  /** The core: what the worker runs, `why-sigkill real` takes, and a reader edits. */
  core: Scenario;
  actors: SiteScenario['actors'];
  /** What namespaces are called, by their init's name, in this language. */
  namespaces: Readonly<Record<string, string>>;
  /** What real kernels did with it, v6.0 first. */
  recordings: Recorded[];
  /** How many rows its lanes have, so that a page can keep room for them. */
  rows: number;
}

/** A scenario without what the site adds to it. */
export function coreOf({ id, title, rules, tree, later, steps }: SiteScenario): Scenario {
  return { id, title, ...(rules ? { rules } : {}), tree, ...(later ? { later } : {}), steps };
}

/**
 * @throws ScenarioError as `siteScenario` does, and where a recording is of another scenario
 */
export function playerScenario(slug: string, locale: Locale): PlayerScenario {
  const scenario = siteScenario(slug);
  return {
    slug,
    title: inLocale(scenario.text.title, locale),
    caption: inLocale(scenario.text.caption, locale),
    core: coreOf(scenario),
    actors: scenario.actors,
    namespaces: Object.fromEntries(
      Object.entries(scenario.namespaces).map(([init, text]) => [init, inLocale(text, locale)]),
    ),
    recordings: recordings(slug).map(recorded),
    rows: stillOf(slug).film.tasks.length,
  };
}

/** A film with its first and last moment in full: what there is to see without script. */
export interface Still {
  film: Film;
  before: Moment;
  after: Moment;
}

const stills = new Map<string, Still>();

/** A scenario's run as the model makes it by itself. @throws ScenarioError as `siteScenario` does */
export function stillOf(slug: string): Still {
  const known = stills.get(slug);
  if (known !== undefined) return known;
  const { run, film } = shoot(coreOf(siteScenario(slug)));
  const moments = new Moments(run, film);
  const still = { film, before: moments.at(Math.max(0, film.start - 1)), after: moments.at(film.length - 1) };
  stills.set(slug, still);
  return still;
}

// Vite reads the options where they stand: they cannot be shared through a constant.
const elsewhere = import.meta.glob<string>('/content/recordings/{uml,qemu}/*.json', {
  eager: true,
  query: '?raw',
  import: 'default',
});

/** All recordings of a scenario: that of 6.0.0 where there is one, then later kernels'. */
function recordings(slug: string): Recording[] {
  const further = Object.entries<string>(elsewhere)
    .filter(([path]) => path.endsWith(`/${slug}.json`))
    .map(([path, text]) => {
      const recording = readRecording(path.slice(1), text);
      checkRecordingIsOf(path.slice(1), recording, `content/scenarios/${slug}.json`, siteScenario(slug));
      return recording;
    });
  return [recordingOf(slug), ...further];
}

function recorded({ kernel, machine, runs, varied, differs = {}, outcome }: Recording): Recorded {
  const agreed = (name: string, what: string) =>
    !varied.some((path) => `final.${name}.${what}` === path || `final.${name}.${what}`.startsWith(`${path}.`));
  return {
    kernel,
    machine,
    runs,
    final: Object.fromEntries(
      Object.entries(outcome.final).map(([name, { do_exit, last }]) => [
        name,
        {
          ...(agreed(name, 'do_exit') && do_exit !== undefined ? { ended: do_exit } : {}),
          ...(agreed(name, 'last') ? { last } : {}),
        },
      ]),
    ),
    differs: Object.fromEntries(
      Object.entries(differs).flatMap(([path, why]) => {
        const name = /^final\.(.+)\.(?:do_exit|last)$/.exec(path)?.[1];
        return name === undefined ? [] : [[name, why]];
      }),
    ),
  };
}

/** The scenarios there are, for a list: name, titles, what they are about, how many take part. */
export function scenarioIndex(): {
  slug: string;
  title: SiteScenario['text']['title'];
  rules: string[];
  actors: number;
  steps: number;
  kernels: string[];
}[] {
  return scenarioSlugs().map((slug) => {
    const { text, rules = [], tree, later = [], steps } = siteScenario(slug);
    const kernels = [...new Set(recordings(slug).map(({ kernel }) => kernel))];
    return { slug, title: text.title, rules, actors: tree.length + later.length, steps: steps.length, kernels };
  });
}

/** Where a line of the model stands. */
export interface PlayerLine {
  /** The number to show: v6.0's where the function is v6.0's, else that of the text at hand; absent where there is no text. */
  line?: number;
  /** The line within its function, from 0. */
  index?: number;
  /** Notes on that line: number within the function, and the anchor of its element in a chapter or on the symbol page. */
  notes?: [number: number, anchor: string][];
}

export interface PlayerFunction {
  file: string;
  /** Its symbol page's id and address; absent where the function has no page. */
  id?: string;
  href?: string;
  /** Where it stands upstream, in v6.0, if it has no page here. */
  upstream?: string;
  /** First and last line, as shown. */
  lines?: [first: number, last: number];
  /** Whether its text is v6.0's, word for word. */
  v60: boolean;
}

/** The model's lines in the kernel's text. */
export interface PlayerLines {
  functions: Record<string, PlayerFunction>;
  /** By `lineKey`. */
  lines: Record<string, PlayerLine>;
}

/** How a line is called: the numbers that the model gives its lines depend on the order in which its files are loaded. */
export const lineKey = ({ file, function: fn, at, after }: KernelLine): string =>
  [file, fn, at, ...(after === undefined ? [] : [after])].join(':');

/** Every line of the model with its place in the kernel's text, and the notes that stand on it. @param locale of the addresses */
export function playerLines(locale: Locale): PlayerLines {
  const functions: PlayerLines['functions'] = {};
  const lines: PlayerLines['lines'] = {};
  const all = snippets();
  for (const line of allLines) {
    if (line.function === '') continue;
    const { function: fn, file } = line;
    const shown = shownOnce(fn);
    functions[fn] ??= functionPlace(fn, file, shown, locale);
    lines[lineKey(line)] = linePlace(line, shown, all);
  }
  return { functions, lines };
}

const texts = new Map<string, ShownFunction | undefined>();

/** As `shownFunction`; looking one up that has no page goes through all of the kernel's functions. */
function shownOnce(fn: string): ShownFunction | undefined {
  if (!texts.has(fn)) texts.set(fn, shownFunction(fn));
  return texts.get(fn);
}

function functionPlace(fn: string, file: string, shown: ShownFunction | undefined, locale: Locale): PlayerFunction {
  const info = symbol(fn);
  return {
    file,
    ...(info === undefined
      ? { upstream: upstreamUrl(file, placeInV60(fn)?.start) }
      : { id: info.id, href: localHref(info.href, locale) }),
    ...(shown === undefined ? {} : { lines: [shown.number, shown.number + shown.lines.length - 1] }),
    v60: shown?.sameInV60 ?? false,
  };
}

type Snippets = ReturnType<typeof snippets>;

function linePlace(
  { function: fn, at, after }: KernelLine,
  shown: ShownFunction | undefined,
  all: Snippets,
): PlayerLine {
  if (shown === undefined) return {};
  const match = matchLine(shown.lines, at, after);
  if (!('index' in match)) return {};
  const { index } = match;
  const notes = notesOn(fn, index, all).map(({ note, number }): [number, string] => [number, note.anchor]);
  return { line: shown.number + index, index, ...(notes.length > 0 ? { notes } : {}) };
}

/** The notes on a line of a function, with their numbers in it. */
function notesOn(fn: string, index: number, all: Snippets): { note: BoundNote; number: number }[] {
  const notes = all.get(fn)?.bound?.notes ?? [];
  return notes.flatMap((note, i) => (note.line === index ? [{ note, number: i + 1 }] : []));
}

/** The text of every note that stands on a line of the model, by its anchor: inline Markdown as HTML, and where it was seen. */
export async function playerNotes(
  locale: Locale,
): Promise<Record<string, { number: number; html: string; source?: string }>> {
  const { prepareNote } = await import('./excerpt.ts');
  const found: Record<string, { number: number; html: string; source?: string }> = {};
  const all = snippets();
  for (const line of allLines) {
    const { index } = line.function === '' ? {} : linePlace(line, shownOnce(line.function), all);
    if (index === undefined) continue;
    for (const { note, number } of notesOn(line.function, index, all)) {
      const { html, source } = await prepareNote(note, line.function, line.function, locale);
      found[note.anchor] = { number, html, ...(source === undefined ? {} : { source }) };
    }
  }
  return found;
}
