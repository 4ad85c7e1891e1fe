/**
 * Says in words what a value of the reader's is, for the console and for errors. Values may be hostile: proxies, getters that throw, strings
 * of a hundred megabytes. Nothing here throws, and what it says is bounded.
 * @module
 */
const LONGEST = 2_000;
const MOST_KEYS = 40;
const MOST_DEPTH = 4;

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text);

/** A thrown value: `TypeError: x is not a function`, or what it is if it is no error. */
export function describeThrown(thrown: unknown): string {
  try {
    if (thrown instanceof Error) {
      const name = typeof thrown.name === 'string' ? thrown.name : 'Error';
      const message = typeof thrown.message === 'string' ? thrown.message : '';
      return cut(message === '' ? name : `${name}: ${message}`, LONGEST - 1);
    }
  } catch {
    return 'an error that cannot be read';
  }
  return describe(thrown);
}

/** A value as a console shows it. Strings stand as they are, within objects in quotes. */
export function describe(value: unknown): string {
  try {
    if (typeof value === 'string') return cut(value, LONGEST - 1);
    const budget = { left: LONGEST - 1 };
    return cut(show(value, 0, [], budget), LONGEST - 1);
  } catch {
    return 'a value that cannot be shown';
  }
}

function show(value: unknown, depth: number, around: object[], budget: { left: number }): string {
  if (budget.left <= 0) return '…';
  const text = showUncounted(value, depth, around, budget);
  budget.left -= text.length;
  return text;
}

function showUncounted(value: unknown, depth: number, around: object[], budget: { left: number }): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(cut(value, 400));
    case 'bigint':
      return value > 10n ** 100n || value < -(10n ** 100n) ? 'a large integer' : `${value}n`;
    case 'symbol':
      return cut(String(value), 100);
    case 'function':
      return functionName(value);
    case 'object':
      break;
    default:
      return Object.is(value, -0) ? '-0' : String(value);
  }
  if (value === null) return 'null';
  if (around.includes(value)) return '[circle]';
  if (value instanceof Error) return describeThrown(value);
  if (depth >= MOST_DEPTH) return Array.isArray(value) ? '[…]' : '{…}';
  const inside = [...around, value];
  if (Array.isArray(value)) {
    const shown: string[] = [];
    for (let i = 0; i < Math.min(value.length, MOST_KEYS) && budget.left > 0; i += 1)
      shown.push(part(value, String(i), depth, inside, budget));
    if (value.length > shown.length) shown.push(`… ${value.length - shown.length} more`);
    return `[${shown.join(', ')}]`;
  }
  if (value instanceof Map || value instanceof Set) {
    const shown: string[] = [];
    for (const entry of value) {
      if (shown.length >= MOST_KEYS || budget.left <= 0) break;
      shown.push(
        value instanceof Map
          ? (entry as [unknown, unknown]).map((of) => show(of, depth + 1, inside, budget)).join(' => ')
          : show(entry, depth + 1, inside, budget),
      );
    }
    if (value.size > shown.length) shown.push(`… ${value.size - shown.length} more`);
    return `${value instanceof Map ? 'Map' : 'Set'} { ${shown.join(', ')} }`;
  }
  const keys = Reflect.ownKeys(value).filter((key): key is string => typeof key === 'string');
  const shown = keys
    .slice(0, MOST_KEYS)
    .map(
      (key) =>
        `${/^[\w$]+$/.test(key) ? cut(key, 80) : JSON.stringify(cut(key, 80))}: ${part(value, key, depth, inside, budget)}`,
    );
  if (keys.length > shown.length) shown.push(`… ${keys.length - shown.length} more`);
  return shown.length === 0 ? '{}' : `{ ${shown.join(', ')} }`;
}

/** A property's value; a getter is named and not run. */
function part(of: object, key: string, depth: number, around: object[], budget: { left: number }): string {
  const property = Reflect.getOwnPropertyDescriptor(of, key);
  if (property === undefined) return 'empty';
  return 'value' in property ? show(property.value, depth + 1, around, budget) : '[getter]';
}

function functionName(of: object): string {
  const name = Reflect.getOwnPropertyDescriptor(of, 'name')?.value as unknown;
  return typeof name === 'string' && name !== '' ? `function ${cut(name, 60)}` : 'a function';
}
