/**
 * From a reader's module to a scenario: types taken away, run in the sandbox, checked by the format, each problem at the line it is written on.
 * @module
 */
import { type CodeProblem, placeInCode } from '../editor/index.ts';
import type { Locale } from '../i18n/index.ts';
import {
  bundleAt,
  type ConsoleLine,
  createSandbox,
  inWords,
  type Mistake,
  mistakeInWords,
  type Sandbox,
  stripTypes,
} from '../sandbox/index.ts';
import { checkScenario, ScenarioError } from '../scenario/index.ts';
import type { Draft } from './draft.ts';
import bundle from './scenario.worker.ts?worker&url';
import { checkExcess } from './size.ts';

export interface Evaluated {
  /** Undefined when something is wrong; `problems` says what. */
  scenario: Draft | undefined;
  problems: CodeProblem[];
  /** What the code wrote, and how much of it was not kept (undefined: unknown). */
  console: ConsoleLine[];
  dropped: number | undefined;
  stopped: boolean;
}

let sandbox: Sandbox | undefined;
const opened = (): Sandbox => {
  sandbox ??= createSandbox(bundleAt(bundle));
  return sandbox;
};

/** Makes the sandbox ready; nothing of the reader's runs by this. */
export const warmUp = (): void => opened().warm();

const problem = (mistake: Mistake, locale: Locale): CodeProblem => ({
  message: mistakeInWords(mistake, locale),
  severity: 'error',
  ...('line' in mistake ? { line: mistake.line } : {}),
  ...('column' in mistake ? { column: mistake.column } : {}),
});

/** Runs a module that gives a scenario. One at a time in a page; never throws. @param file what it is called, in errors */
export async function evaluateScenario(
  code: string,
  file: string,
  locale: Locale,
  signal?: AbortSignal,
): Promise<Evaluated> {
  const nothing = { scenario: undefined, console: [], dropped: 0, stopped: false };
  let stripped: Awaited<ReturnType<typeof stripTypes>>;
  try {
    stripped = await stripTypes(code);
  } catch (error) {
    const end = { is: 'broken', message: String((error as Error).message) } as const;
    return { ...nothing, problems: [{ message: inWords(end, locale), severity: 'error' }] };
  }
  if (!stripped.ok) return { ...nothing, problems: [problem(stripped.mistake, locale)] };
  const end = await opened().run({
    code: stripped.code,
    file,
    check: (value) => {
      checkExcess(file, value);
      return checkScenario(file, value) as Draft;
    },
    ...(signal === undefined ? {} : { signal }),
  });
  const { console, dropped } = end;
  const written = { console, dropped, stopped: end.is === 'stopped' };
  if (end.is === 'done') return { ...written, scenario: end.value, problems: [] };
  if (end.is === 'mistake')
    return { ...written, scenario: undefined, problems: await placed(end.mistake, code, locale) };
  if (end.is === 'refused' && end.error instanceof ScenarioError)
    return { ...written, scenario: undefined, problems: await wrongPlaces(end.error, code) };
  return { ...written, scenario: undefined, problems: [{ message: inWords(end, locale), severity: 'error' }] };
}

/** What is no data is looked for in the text too: no line of its own came with it. */
async function placed(mistake: Mistake, code: string, locale: Locale): Promise<CodeProblem[]> {
  const told = problem(mistake, locale);
  if (mistake.kind !== 'not-data') return [told];
  return [{ ...told, ...(await placeInCode(code, mistake.path).catch(() => undefined)) }];
}

async function wrongPlaces(error: ScenarioError, code: string): Promise<CodeProblem[]> {
  if (error.places.length === 0) return [{ message: error.message, severity: 'error' }];
  return Promise.all(
    error.places.map(async ({ at, message }) => ({
      message: at === '' ? message : `${at}: ${message}`,
      severity: 'error' as const,
      ...(await placeInCode(code, at).catch(() => undefined)),
    })),
  );
}
