import type { z } from 'zod';
import { ScenarioError } from './error.ts';
import { type Actor, Recording, type Scenario, type Step } from './format.ts';

/** Most places an error lists; more would hide the first. */
const MOST_ISSUES = 8;

/** `steps[2].sig`, as a reader of the file would say it. */
function place(path: readonly PropertyKey[]): string {
  const said = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return said.replace(/^\./, '') || 'the whole file';
}

/**
 * Reads a JSON text by a schema.
 * @param file how errors name the text, normally its path in the repository
 * @throws ScenarioError naming the file, every place that is wrong, and what was expected there
 */
export function readJson<S extends z.ZodType>(file: string, text: string, schema: S): z.infer<S> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ScenarioError(`${file}: not JSON: ${(error as Error).message}. Correct the file at that place.`);
  }
  const read = schema.safeParse(value, { reportInput: true });
  if (read.success) return read.data;
  const issues = read.error.issues.slice(0, MOST_ISSUES);
  const wrong = issues.map((issue) => {
    const got = issue.input === undefined ? '' : ` (it is ${JSON.stringify(issue.input)?.slice(0, 60)})`;
    return `  ${place(issue.path)}: ${issue.message}${got}`;
  });
  const more = read.error.issues.length - issues.length;
  if (more > 0) wrong.push(`  and ${more} more`);
  throw new ScenarioError(`${file} is not what the scenario format asks for:\n${wrong.join('\n')}`);
}

/** The names a scenario declares: its actors, their further threads, those a step makes, and `sys`, the world outside. */
export function declaredNames(scenario: Pick<Scenario, 'tree' | 'later' | 'steps'>): Set<string> {
  const names = new Set(['sys']);
  const declare = (actor: Actor) => {
    names.add(actor.name);
    for (let n = 1; n < (actor.threads ?? 1); n += 1) names.add(`${actor.name}.${n}`);
  };
  for (const actor of [...scenario.tree, ...(scenario.later ?? [])]) declare(actor);
  for (const step of scenario.steps) if (step.op === 'spawn' || step.op === 'thread') names.add(step.who);
  return names;
}

/** The tasks a step speaks of; `-1` and the `pgrp:` of a group left out. */
export function namedIn(step: Step): string[] {
  const { who, by, from, to } = step as { who?: string; by?: string; from?: string; to?: string | null };
  return [who, by, from, to?.replace(/^pgrp:/, '')].filter(
    (name) => typeof name === 'string' && name !== '-1',
  ) as string[];
}

function checkNames(file: string, scenario: Pick<Scenario, 'tree' | 'later' | 'steps'>): void {
  const known = declaredNames(scenario);
  const fail = (where: string, name: string) => {
    throw new ScenarioError(
      `${file}: ${where}: no actor is named ${JSON.stringify(name)}. Known: ${[...known].sort().join(', ')}.`,
    );
  };
  const seen = new Set<string>();
  const made = new Set<string>();
  scenario.tree.forEach((actor, i) => {
    if (actor.name === 'sys')
      fail(`tree[${i}].name (sys is the world outside, and is there without being declared)`, 'sys');
    if (seen.has(actor.name)) throw new ScenarioError(`${file}: tree[${i}].name: a second actor named ${actor.name}.`);
    if (actor.parent !== undefined && actor.parent !== 'sys' && known.has(actor.parent) && !made.has(actor.parent))
      throw new ScenarioError(
        `${file}: tree[${i}].parent: ${actor.parent} is not there yet when ${actor.name} is made: expected a parent that stands above it in the tree.`,
      );
    seen.add(actor.name);
    for (let n = 0; n < (actor.threads ?? 1); n += 1) made.add(n === 0 ? actor.name : `${actor.name}.${n}`);
    if (actor.parent !== undefined && !known.has(actor.parent)) fail(`tree[${i}].parent`, actor.parent);
  });
  scenario.steps.forEach((step, i) => {
    if ((step.op === 'spawn' || step.op === 'thread') && (made.has(step.who) || step.who === 'sys'))
      throw new ScenarioError(`${file}: steps[${i}].who: there is an actor ${step.who} already: expected a new name.`);
    for (const name of namedIn(step)) if (!known.has(name)) fail(`steps[${i}] (${step.op})`, name);
  });
}

/**
 * Reads a scenario from the text of its file, and checks that every actor it names is declared.
 * @throws ScenarioError
 */
export function readScenario<S extends z.ZodType<Scenario>>(file: string, text: string, schema: S): z.infer<S> {
  const scenario = readJson(file, text, schema);
  checkNames(file, scenario);
  return scenario;
}

/**
 * Reads a recording: its outcome must have a start, one entry for each step in order, and an end, and speak of no task
 * that the scenario does not declare.
 * @throws ScenarioError
 */
export function readRecording(file: string, text: string): Recording {
  const recording = readJson(file, text, Recording);
  const { scenario, outcome } = recording;
  checkNames(file, { ...scenario });
  const expected = ['start', ...scenario.steps.map((step) => step.op), 'end'];
  const got = outcome.steps.map((step) => step.op.split(' ')[0]);
  if (expected.join() !== got.join())
    throw new ScenarioError(
      `${file}: outcome.steps: expected the operations ${expected.join(', ')}; they are ${got.join(', ')}. Record the scenario again.`,
    );
  const known = declaredNames(scenario);
  const speakers = outcome.steps.flatMap((step, i) =>
    [step.state, step.events, step.reaped].flatMap((of) =>
      Object.keys(of ?? {}).map((name) => [`outcome.steps[${i}]`, name] as const),
    ),
  );
  for (const [where, who] of [...speakers, ...Object.keys(outcome.final).map((who) => ['outcome.final', who] as const)])
    if (!known.has(who))
      throw new ScenarioError(
        `${file}: ${where}: no actor is named ${JSON.stringify(who)}. Record the scenario again.`,
      );
  return recording;
}

/**
 * Makes sure a recording is of this very scenario: same tree, same steps.
 * @throws ScenarioError naming the first part that differs
 */
export function checkRecordingIsOf(
  recordingFile: string,
  recording: Recording,
  scenarioFile: string,
  scenario: Scenario,
) {
  for (const part of ['tree', 'later', 'steps'] as const) {
    const [recorded, asked] = [recording.scenario[part] ?? [], scenario[part] ?? []];
    const differs = Array.from({ length: Math.max(recorded.length, asked.length) }, (_, i) => i).find(
      (i) => canonical(recorded[i]) !== canonical(asked[i]),
    );
    if (differs !== undefined)
      throw new ScenarioError(
        `${recordingFile} records another scenario than ${scenarioFile}: ${part}[${differs}] is ${canonical(recorded[differs])} there and ${canonical(asked[differs])} here. Record the scenario again, or restore it.`,
      );
  }
}

/** JSON with sorted keys, so that the order in which a file writes them makes no difference. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? 'absent'
  );
}
