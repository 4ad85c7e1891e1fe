/**
 * The site's exercises: read from `content/exercises/` and `content/inits/`, checked at the door. The answers to predictions and to questions
 * about a run come from the model's run and from the call graph, each time the site is built.
 * @module
 */
import { resolve } from 'node:path';
import type {
  CodeData,
  ExerciseData,
  InitData,
  MachineData,
  PredictAsked,
  PredictData,
  TraceAsked,
  TraceData,
} from '../components/exercise/data.ts';
import type { Given } from '../components/player/open.ts';
import {
  type CodeExercise,
  casesOf,
  type Exercise,
  ExerciseError,
  loadProgram,
  type MachineExercise,
  type PredictExercise,
  type RealInit,
  readExercises,
  readInits,
  type TraceExercise,
} from '../exercise-files/index.ts';
import { demand, gradeProgram, typings, type Verdict } from '../exercises/index.ts';
import { type Locale, localHref } from '../i18n/index.ts';
import { allLines } from '../model/index.ts';
import { type ScriptTeller, type Said as Sentence, scriptTeller } from '../player/index.ts';
import {
  callOrder,
  chain,
  lineOf,
  type PredictRun,
  predict,
  predictRun,
  shuffled,
  type TraceQuestion,
} from '../questions/index.ts';
import { kernelGraph } from './graph.ts';
import { nearestOf } from './nearest.ts';
import { coreOf, lineKey, playerLines, playerScenario, stillOf } from './player.ts';
import { inlineHtml, proseHtml } from './prose.ts';
import { siteScenario } from './scenarios.ts';
import { symbol } from './symbols.ts';

export type { Exercise };

let cached: { exercises: Exercise[]; inits: RealInit[] } | undefined;

function read(): { exercises: Exercise[]; inits: RealInit[] } {
  // The development server must see an edited file; a build reads each once.
  if (cached && !import.meta.env?.DEV) return cached;
  const at = (folder: string) => resolve(process.cwd(), folder);
  cached = { exercises: readExercises(at('content/exercises')), inits: readInits(at('content/inits')) };
  return cached;
}

/** All exercises, by chapter and order. @throws ExerciseError when a folder is not what it should be */
export const exercises = (): readonly Exercise[] => read().exercises;

/** Those of a chapter, in order. */
export const exercisesOf = (chapter: number): Exercise[] => exercises().filter((each) => each.chapter === chapter);

/** @throws ExerciseError when there is none, naming those most like it */
export function exercise(slug: string): Exercise {
  const found = exercises().find((each) => each.slug === slug);
  if (found !== undefined) return found;
  const slugs = exercises().map((each) => each.slug);
  throw new ExerciseError(
    `There is no exercise ${JSON.stringify(slug)} (content/exercises/${slug}/).${nearestOf(slug, slugs) || ` There are: ${slugs.join(', ')}.`}`,
  );
}

/** Its place in its chapter, from 1, and how many the chapter has. */
export function placeOf({ slug, chapter }: Exercise): { number: number; of: number } {
  const all = exercisesOf(chapter);
  return { number: all.findIndex((each) => each.slug === slug) + 1, of: all.length };
}

/** The id of its element on its chapter's page. */
export const anchorOf = ({ slug }: Exercise): string => `exercise-${slug}`;

/** Its address, in an edition. */
export async function hrefOf(of: Exercise, locale: Locale): Promise<string> {
  // Chapters are Astro's to read: what asks for no address does without it.
  const { chapters } = await import('./chapters.ts');
  const chapter = (await chapters(locale)).find(({ number }) => number === of.chapter);
  if (chapter === undefined)
    throw new ExerciseError(`content/exercises/${of.slug}/exercise.yaml: chapter: there is no chapter ${of.chapter}.`);
  return `${chapter.href}#${anchorOf(of)}`;
}

/** The real inits whose behaviour is shown beside the reader's. @throws ExerciseError */
export const realInits = (): readonly RealInit[] => read().inits;

/**
 * The functions of a chain question, in order.
 * @returns undefined when no kernel text could be had
 * @throws RangeError when the question has not just one answer
 */
export function chainAnswer(question: Extract<TraceQuestion, { ask: 'chain' }>): string[] | undefined {
  const known = kernelGraph();
  return known && chain(known.graph, question, known.nodeOf, known.nameOf, known.compiled);
}

/** How a real init fares in an exercise. */
export interface Beside {
  init: RealInit;
  verdict: Verdict;
}

/** The inits that are shown beside the reader's, each graded as the reader's is. */
export function besideOf(of: CodeExercise): Beside[] {
  return realInits()
    .filter(({ slug }) => of.beside.includes(slug))
    .map((init) => {
      const { load, output, lineOf } = loadProgram(`${init.slug}/init.ts`, init.code);
      return { init, verdict: gradeProgram(casesOf(of), load, { output, lineOf }) };
    });
}

/** What a page shows of an exercise before there is script, besides its data. */
export interface ExerciseText {
  /** The prompt's HTML. */
  prompt: string;
  /** The language the prompt is in: English where there is no other. */
  lang: Locale;
  /** Inline HTML, lightest first. */
  hints: string[];
  /** Of a code exercise: what is checked. Inline HTML. */
  demands: string[];
  /** …and what the programs do that it is given. */
  programs: { name: string; does: string }[];
}

/** @throws Error on a reference to a kernel line that does not exist */
export async function exerciseText(of: Exercise, locale: Locale): Promise<ExerciseText> {
  const html = (texts: { en: string; 'zh-cn': string }) => inlineHtml(texts[locale], locale);
  const demands =
    of.kind === 'code'
      ? [...new Set(casesOf(of).flatMap(({ checks }) => checks.map((check) => demand(check)[locale])))]
      : [];
  return {
    prompt: await proseHtml(of.prompt[locale], locale),
    lang: locale,
    hints: await Promise.all(of.hints.map(html)),
    demands: await Promise.all(demands.map((text) => inlineHtml(text, locale))),
    programs:
      of.kind === 'code'
        ? await Promise.all(Object.entries(of.images).map(async ([name, doc]) => ({ name, does: await html(doc) })))
        : [],
  };
}

/** All that the page's script needs. */
export async function exerciseData(of: Exercise, locale: Locale): Promise<ExerciseData> {
  switch (of.kind) {
    case 'code':
      return codeData(of, locale);
    case 'predict':
      return predictData(of, locale);
    case 'trace':
      return traceData(of, locale);
    case 'machine':
      return machineData(of, locale);
  }
}

const common = async ({ slug, title, why }: Exercise, locale: Locale) => ({
  slug,
  locale,
  title: title[locale],
  why: await inlineHtml(why[locale], locale),
});

async function codeData(of: CodeExercise, locale: Locale): Promise<CodeData> {
  const known = realInits();
  const unknown = of.beside.find((slug) => !known.some((init) => init.slug === slug));
  if (unknown !== undefined)
    throw new ExerciseError(
      `content/exercises/${of.slug}/exercise.yaml: beside: there is no init ${unknown}.${nearestOf(
        unknown,
        known.map(({ slug }) => slug),
      )}`,
    );
  return {
    kind: 'code',
    ...(await common(of, locale)),
    entry: of.entry,
    starter: of.starter,
    solution: of.solution,
    typings: typings(Object.entries(of.images).map(([name, doc]) => ({ name, doc: doc[locale] }))),
    cases: casesOf(of),
    caseTitles: of.cases.map(({ title }) => title[locale]),
    beside: await Promise.all(
      known.filter(({ slug }) => of.beside.includes(slug)).map((init) => initData(init, locale)),
    ),
  };
}

/** A real init in an edition. */
export async function initData({ slug, title, does, as, code }: RealInit, locale: Locale): Promise<InitData> {
  return {
    slug,
    title: title[locale],
    does: await inlineHtml(does[locale], locale),
    as: await Promise.all(
      as.map(async ({ name, how, title: document, href }) => ({
        name,
        how: await inlineHtml(how[locale], locale),
        title: document,
        href: localHref(href, locale),
      })),
    ),
    code,
  };
}

/** A scenario as the player is given it. */
function given(slug: string, locale: Locale): Given {
  const { title, core, actors, namespaces, recordings } = playerScenario(slug, locale);
  return { locale, slug, title, core, actors, namespaces, recordings };
}

const runs = new Map<string, { run: PredictRun; positionOf: (event: number) => number }>();

/** A scenario's run for its answers, and the positions of its film. */
function runOf(slug: string): { run: PredictRun; positionOf: (event: number) => number } {
  const known = runs.get(slug);
  if (known !== undefined) return known;
  const run = predictRun(coreOf(siteScenario(slug)));
  const { length } = stillOf(slug).film;
  const offset = run.run.kernel.trace.length - length;
  const made = { run, positionOf: (event: number) => Math.min(Math.max(0, event - offset), length - 1) };
  runs.set(slug, made);
  return made;
}

const plain = (said: Sentence): string =>
  said.map((piece) => (typeof piece === 'string' ? piece : `<code>${piece.text}</code>`)).join('');

async function predictData(of: PredictExercise, locale: Locale): Promise<PredictData> {
  const { scenario: slug } = of;
  const { core, actors, ...rest } = given(slug, locale);
  const teller = await scriptTeller(locale, { ...coreOf(siteScenario(slug)), actors });
  const { run, positionOf } = runOf(slug);
  const questions = await Promise.all(
    of.questions.map(async ({ id, text, ...question }): Promise<PredictAsked> => {
      const { answer, options, settled } = predict(run, question);
      const inTree = ['killed', 'state', 'handler', 'adopter', 'reaper'].includes(question.ask);
      return {
        id,
        text: await inlineHtml(text[locale], locale),
        many: typeof answer !== 'string',
        inTree,
        options: options.map((value) => ({ value, name: optionName(teller, question.ask, value, locale) })),
        answer: typeof answer === 'string' ? [answer] : [...answer],
        settled: Object.fromEntries(Object.entries(settled).map(([name, event]) => [name, positionOf(event)])),
      };
    }),
  );
  return { kind: 'predict', ...(await common(of, locale)), scenario: { core, actors, ...rest }, questions };
}

const LIVES: Record<Locale, string> = { en: 'lives on', 'zh-cn': '继续存活' };
const OK: Record<Locale, string> = { en: 'succeeds', 'zh-cn': '成功' };

/** An option in words, as HTML. */
function optionName(teller: ScriptTeller, ask: string, value: string, locale: Locale): string {
  if (ask === 'ending') return value === 'lives' ? LIVES[locale] : plain(teller.ended(value));
  if (ask === 'result') return value === 'ok' ? OK[locale] : plain(teller.result(value)) || `<code>${value}</code>`;
  return value === 'sys' ? teller.name(value).text : `<code>${teller.name(value).text}</code>`;
}

async function traceData(of: TraceExercise, locale: Locale): Promise<TraceData> {
  const scenarios = [
    ...new Set(of.questions.flatMap((question) => ('scenario' in question ? [question.scenario] : []))),
  ];
  return {
    kind: 'trace',
    ...(await common(of, locale)),
    questions: await Promise.all(
      of.questions.map(async (question): Promise<TraceAsked> => {
        const text = await inlineHtml(question.text[locale], locale);
        return { id: question.id, text, ...traceAsked(question, locale) };
      }),
    ),
    scenarios: Object.fromEntries(scenarios.map((slug) => [slug, given(slug, locale)])),
  };
}

/** Without a step that is not given. */
const definite = <Q extends { step?: number | undefined }>({ step, ...rest }: Q) => ({
  ...rest,
  ...(step === undefined ? {} : { step }),
});

type Unnamed<T> = T extends TraceAsked ? Omit<T, 'id' | 'text'> : never;

/** Where in the film a task first stands in each of the functions, or on a line that calls it. */
function reachedAt({
  scenario,
  task,
  functions,
  step = 1,
}: Extract<TraceExercise['questions'][number], { ask: 'calls' }>) {
  const { run, positionOf } = runOf(scenario);
  const { kernel, crew } = run.run;
  const at: Record<string, number> = {};
  for (let event = run.steps[step - 1] ?? 0; event < kernel.trace.length; event += 1) {
    if (crew.nameOfTask(kernel.trace.taskOf(event)) !== task) continue;
    const line = allLines[kernel.trace.lineOf(event)]!;
    for (const fn of functions)
      if (!Object.hasOwn(at, fn) && (line.function === fn || line.at.includes(`${fn}(`))) at[fn] = positionOf(event);
  }
  return at;
}

function traceAsked(question: TraceExercise['questions'][number], locale: Locale): Unnamed<TraceAsked> {
  if (question.ask === 'chain') {
    const answer = chainAnswer(question);
    return answer === undefined ? { ask: 'nothing' } : { ask: 'order', items: shuffled(answer), answer };
  }
  const { run, positionOf } = runOf(question.scenario);
  if (question.ask === 'calls') {
    const answer = callOrder(run, definite(question));
    return {
      ask: 'order',
      items: shuffled(answer),
      answer,
      reached: { scenario: question.scenario, at: reachedAt(question) },
    };
  }
  const { line, event } = lineOf(run, definite(question));
  const place = playerLines(locale).lines[lineKey(line)];
  const info = symbol(line.function);
  if (place?.line === undefined || info === undefined) return { ask: 'nothing' };
  return {
    ask: 'line',
    fn: line.function,
    symbol: info.id,
    href: localHref(info.href, locale),
    answer: place.line,
    scenario: question.scenario,
    at: positionOf(event),
  };
}

async function machineData(of: MachineExercise, locale: Locale): Promise<MachineData> {
  const html = (texts: { en: string; 'zh-cn': string }) => inlineHtml(texts[locale], locale);
  return {
    kind: 'machine',
    ...(await common(of, locale)),
    needs: of.needs,
    steps: await Promise.all(
      of.steps.map(async ({ run, expect, why }) => ({
        run: run.trimEnd(),
        expect: await html(expect),
        why: await html(why),
      })),
    ),
  };
}
