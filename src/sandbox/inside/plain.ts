import type { Mistake } from '../protocol.ts';
import { Wrong } from './wrong.ts';

/** Deeper is a mistake, or an attack on whoever reads it. */
const DEEPEST = 60;
const MOST_PARTS = 200_000;
/** A key that would turn into a prototype where data is copied key by key. */
const PROTOTYPE_KEY = '__proto__';

/** `steps[2].sig` */
const placeIn = (path: readonly (string | number)[]): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key.slice(0, 40)}`))
    .join('')
    .replace(/^\./, '');

function nameOf(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    if (Array.isArray(value)) return 'array';
    const tag = Object.prototype.toString.call(value).slice(8, -1);
    return tag === 'Object' ? 'an object of a class' : tag;
  }
  return typeof value;
}

/**
 * Tells a value as JSON: objects, arrays, strings, finite numbers, booleans and null; `undefined` in an object is left out. Runs no getter of
 * the value, and nothing of what it inherits.
 * @param largest most characters
 * @throws Wrong `not-data` naming the place and what stands there, or `too-large`
 */
export function tellPlain(value: unknown, largest: number): string {
  const parts: string[] = [];
  let length = 0;
  let count = 0;
  const around: object[] = [];
  const say = (text: string): void => {
    length += text.length;
    if (length > largest) throw new Wrong({ kind: 'too-large', limit: largest });
    parts.push(text);
  };
  const unfit = (path: (string | number)[], found: string): Wrong =>
    new Wrong({ kind: 'not-data', path: placeIn(path).slice(0, 400), found } satisfies Mistake);

  const tell = (at: unknown, path: (string | number)[]): void => {
    count += 1;
    if (count > MOST_PARTS) throw new Wrong({ kind: 'too-large', limit: largest });
    if (at === null || typeof at === 'boolean') say(String(at));
    else if (typeof at === 'string') {
      if (at.length > largest) throw new Wrong({ kind: 'too-large', limit: largest });
      say(JSON.stringify(at));
    } else if (typeof at === 'number') {
      if (!Number.isFinite(at)) throw unfit(path, String(at));
      say(JSON.stringify(at));
    } else if (typeof at === 'object') tellObject(at, path);
    else throw unfit(path, at === undefined ? 'undefined' : nameOf(at));
  };

  const tellObject = (at: object, path: (string | number)[]): void => {
    if (around.includes(at)) throw unfit(path, 'a circle');
    if (path.length > DEEPEST) throw unfit(path.slice(0, 8), 'something nested too deeply');
    around.push(at);
    const own = (key: string): unknown => {
      const of = Reflect.getOwnPropertyDescriptor(at, key);
      if (of === undefined) return undefined;
      if (!('value' in of)) throw unfit([...path, key], 'a getter');
      return of.value;
    };
    if (Array.isArray(at)) {
      say('[');
      const size = own('length') as number;
      for (let i = 0; i < size; i += 1) {
        if (i > 0) say(',');
        tell(own(String(i)), [...path, i]);
      }
      say(']');
    } else {
      const proto: unknown = Reflect.getPrototypeOf(at);
      if (proto !== null && proto !== Object.prototype) throw unfit(path, nameOf(at));
      say('{');
      let first = true;
      for (const key of Reflect.ownKeys(at)) {
        if (typeof key === 'symbol') throw unfit(path, 'a symbol for a key');
        if (key === PROTOTYPE_KEY) throw unfit(path, `a key ${PROTOTYPE_KEY}`);
        const part = own(key);
        if (part === undefined || Reflect.getOwnPropertyDescriptor(at, key)?.enumerable !== true) continue;
        if (!first) say(',');
        first = false;
        say(`${JSON.stringify(key.length > 1000 ? key.slice(0, 1000) : key)}:`);
        tell(part, [...path, key]);
      }
      say('}');
    }
    around.pop();
  };

  tell(value, []);
  return parts.join('');
}
