import type { z } from 'zod';
import { ScenarioError, type WrongPlace } from './error.ts';
import { type Actor, Recording, type Scenario, Scenario as ScenarioSchema, type Step } from './format.ts';

/** `steps[2].sig`, as a reader of the file would say it. */
function place(path: readonly PropertyKey[]): string {
  const said = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key).slice(0, 40)}`)).join('');
  return said.replace(/^\./, '') || 'the whole file';
}

/** So many wrong places are named; a reader corrects one after the other. */
const MOST_NAMED = 5;
/** And so many of the names there are. */
const MOST_KNOWN = 20;

/** What stands at a wrong place, briefly. Junk can be nested beyond what can be printed, so only plain values are. */
function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/** A message of JSON.parse, which quotes the text: in one line, and without what would disturb a terminal. */
const oneLine = (message: string): string => message.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').slice(0, 200);

/**
 * Reads a JSON text by a schema.
 * @param file how errors name the text, normally its path in the repository
 * @throws ScenarioError naming the file, the places that are wrong (the first few), and what was expected there
 */
export function readJson<S extends z.ZodType>(file: string, text: string, schema: S): z.infer<S> {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new ScenarioError(`${file}: not JSON: ${oneLine((error as Error).message)}. Correct the file at that place.`);
  }
  return readValue(file, value, schema);
}

/** As `readJson`, of a value that was parsed already. @throws ScenarioError */
function readValue<S extends z.ZodType>(file: string, value: unknown, schema: S): z.infer<S> {
  const read = schema.safeParse(value, { reportInput: true });
  if (read.success) return read.data;
  const wrong = new Map<string, string>();
  const places: WrongPlace[] = [];
  for (const issue of read.error.issues) {
    const where = place(issue.path);
    const given = issue.code === 'invalid_union' && issue.path.at(-1) === 'op' ? opOf(issue.input) : issue.input;
    const got = given === undefined ? 'it is missing' : `it is ${shown(given)}`;
    if (wrong.has(where)) continue;
    wrong.set(where, `  ${where}: ${issue.message} (${got})`);
    places.push({ at: issue.path.length === 0 ? '' : where, message: `${issue.message} (${got})` });
  }
  const named = [...wrong.values()].slice(0, MOST_NAMED);
  if (wrong.size > named.length) named.push(`  and ${wrong.size - named.length} more places`);
  throw new ScenarioError(
    `${file} is not what the scenario format asks for:\n${named.join('\n')}`,
    places.slice(0, MOST_NAMED),
  );
}

const opOf = (step: unknown): unknown => (step as { op?: unknown } | null)?.op;

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

/** Follows parents that are made later than their children, to tell a circle from a wrong order. */
function circle(tree: readonly Actor[], start: Actor): string[] | undefined {
  const byName = new Map(tree.map((actor) => [actor.name, actor]));
  const path = [start.name];
  for (let at = parentOf(start); at !== undefined; at = parentOf(byName.get(at))) {
    if (at === start.name) return [...path, at];
    if (path.includes(at)) return undefined;
    path.push(at);
  }
  return undefined;
}

/** The process of a task: `init` of `init.1`. */
const groupOf = (task: string): string => task.replace(/\.\d+$/, '');

const parentOf = (actor: Actor | undefined): string | undefined =>
  actor?.parent === undefined ? undefined : groupOf(actor.parent);

/** Every actor is declared once, has a parent that is made before it, and is there when a step speaks of it. */
function checkNames(file: string, scenario: Pick<Scenario, 'tree' | 'later' | 'steps'>): void {
  const declared = declaredNames(scenario);
  const fail = (where: string, what: string): never => {
    throw new ScenarioError(`${file}: ${where}: ${what}`, [{ at: where.replace(/ \(\w+\)$/, ''), message: what }]);
  };
  const stranger = (where: string, name: string): never =>
    fail(
      where,
      `no actor is named ${JSON.stringify(name)}. Known: ${[...declared].sort().slice(0, MOST_KNOWN).join(', ')}${declared.size > MOST_KNOWN ? ', …' : ''}.`,
    );
  const made = new Set(['sys']);
  const make = (where: string, name: string, threads = 1) => {
    if (name === 'sys')
      fail(where, 'sys is the world outside, and is there without being declared. Choose another name.');
    if (made.has(name)) fail(where, `a second actor named ${name}. Choose another name.`);
    made.add(name);
    for (let n = 1; n < threads; n += 1) made.add(`${name}.${n}`);
  };
  const choosable = (where: string, { sig }: Actor) => {
    for (const signal of ['KILL', 'STOP'] as const)
      if (sig?.[signal] !== undefined)
        fail(
          `${where}.sig.${signal}`,
          'no process can choose what this signal does (sigaction gives EINVAL). Leave it out.',
        );
  };
  scenario.tree.forEach((actor, i) => {
    const { parent, setpgid } = actor;
    if (parent !== undefined && !made.has(parent)) {
      const where = `tree[${i}].parent`;
      const around = circle(scenario.tree, actor);
      if (around)
        fail(
          where,
          `the parents go round in a circle: ${around.slice(0, MOST_KNOWN).join(', ')}. Begin with an actor whose parent is sys.`,
        );
      if (scenario.tree.some(({ name }) => name === groupOf(parent)) && declared.has(parent))
        fail(where, `${parent} is made after ${actor.name}. Expected sys or an actor that stands before it.`);
      stranger(where, parent);
    }
    make(`tree[${i}].name`, actor.name, actor.threads);
    if (typeof setpgid === 'string' && !made.has(setpgid)) stranger(`tree[${i}].setpgid`, setpgid);
    choosable(`tree[${i}]`, actor);
  });
  const later = new Map<string, Actor>();
  scenario.later?.forEach((actor, i) => {
    if (made.has(actor.name) || later.has(actor.name))
      fail(`later[${i}].name`, `a second actor named ${actor.name}. Choose another name.`);
    choosable(`later[${i}]`, actor);
    later.set(actor.name, actor);
  });
  const spawned = new Set<string>();
  scenario.steps.forEach((step, i) => {
    const makes = step.op === 'spawn' || step.op === 'thread' ? step.who : undefined;
    // A name may be spawned again: a fork that fails makes nobody.
    if (makes !== undefined && !spawned.has(makes)) {
      make(`steps[${i}].who`, makes, later.get(makes)?.threads);
      spawned.add(makes);
    }
    for (const name of namedIn(step)) {
      if (!declared.has(name)) stranger(`steps[${i}] (${step.op})`, name);
      if (!made.has(name))
        fail(`steps[${i}] (${step.op})`, `${name} is not made yet: no step before this one spawns it.`);
    }
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
 * Checks a value that is to be a scenario, as `readScenario` checks a text.
 * @param name how errors name it
 * @throws ScenarioError
 */
export function checkScenario(name: string, value: unknown): Scenario {
  const scenario = readValue(name, value, ScenarioSchema);
  checkNames(name, scenario);
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
