/**
 * A scenario as a TypeScript module, the way a reader would write it: a line an actor, a line a step.
 * @module
 */
import { SCENARIO_MODULE } from '../scenario/index.ts';
import { withSpawned } from './builder.ts';
import type { Draft } from './draft.ts';
import { FIELDS } from './fields.ts';

/** Longer, and a value is broken into lines. */
const WIDTH = 96;

const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name));

/** In single quotes, as the rest of the site writes strings. */
function quoted(text: string): string {
  const json = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${json.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`;
}

function inline(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const inner = Object.entries(value).map(([name, of]) => `${key(name)}: ${inline(of)}`);
  return inner.length === 0 ? '{}' : `{ ${inner.join(', ')} }`;
}

function broken(value: unknown, indent: string): string {
  const flat = inline(value);
  if (indent.length * 4 + flat.length <= WIDTH || typeof value !== 'object' || value === null) return flat;
  const deeper = `${indent}\t`;
  const lines = Array.isArray(value)
    ? value.map((of) => `${deeper}${broken(of, deeper)},\n`)
    : Object.entries(value).map(([name, of]) => `${deeper}${key(name)}: ${broken(of, deeper)},\n`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${lines.join('')}${indent}${close}`;
}

/** A list with a line for each of its parts, however short they are. */
const listed = (values: readonly unknown[]): string =>
  values.length === 0 ? '[]' : `[\n${values.map((of) => `\t\t${broken(of, '\t\t')},\n`).join('')}\t]`;

/** A step's keys in the order in which one says them: what is done, by whom, to whom. */
function ordered(step: Draft['steps'][number]): object {
  const said = ['op', ...(FIELDS[step.op] ?? []).map(({ key }) => key)];
  const rest = Object.keys(step).filter((name) => !said.includes(name));
  const values = step as Readonly<Record<string, unknown>>;
  return Object.fromEntries([...said, ...rest].filter((name) => name in step).map((name) => [name, values[name]]));
}

/** The text of the module. Every key of the scenario is in it. */
export function codeOf(scenario: Draft): string {
  const { tree, later, steps, ...rest } = withSpawned(scenario);
  const head = Object.entries(rest).map(([name, value]) => `\t${key(name)}: ${broken(value, '\t')},\n`);
  return [
    `import { scenario } from '${SCENARIO_MODULE}';\n\n`,
    'export default scenario({\n',
    ...head,
    `\ttree: ${listed(tree)},\n`,
    later === undefined ? '' : `\tlater: ${listed(later)},\n`,
    `\tsteps: ${listed(steps.map(ordered))},\n`,
    '});\n',
  ].join('');
}
