/**
 * Makes the worker's realm one in which strangers' code can run: takes away everything that is not the language itself, makes time and
 * chance stand still, so that a run can be repeated, and freezes what is left, so that nobody can change what trusted code relies on.
 * @module
 */

/** The globals that stay: the language's, without what tells time, shares memory, watches the collector, or brings its own memory. */
const KEPT: ReadonlySet<PropertyKey> = new Set<PropertyKey>([
  'globalThis',
  'Infinity',
  'NaN',
  'undefined',
  'eval',
  'isFinite',
  'isNaN',
  'parseFloat',
  'parseInt',
  'decodeURI',
  'decodeURIComponent',
  'encodeURI',
  'encodeURIComponent',
  'AggregateError',
  'Array',
  'ArrayBuffer',
  'BigInt',
  'BigInt64Array',
  'BigUint64Array',
  'Boolean',
  'DataView',
  'Date',
  'Error',
  'EvalError',
  'Float16Array',
  'Float32Array',
  'Float64Array',
  'Function',
  'Int16Array',
  'Int32Array',
  'Int8Array',
  'Intl',
  'Iterator',
  'JSON',
  'Map',
  'Math',
  'Number',
  'Object',
  'Promise',
  'Proxy',
  'RangeError',
  'ReferenceError',
  'Reflect',
  'RegExp',
  'Set',
  'String',
  'Symbol',
  'SyntaxError',
  'TypeError',
  'URIError',
  'Uint16Array',
  'Uint32Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'WeakMap',
  'WeakSet',
  Symbol.toStringTag,
]);

/** What no global leads to. */
function hidden(): unknown[] {
  const iterator = (of: Iterable<unknown>) => Reflect.getPrototypeOf(of[Symbol.iterator]());
  return [
    Reflect.getPrototypeOf(function* () {}),
    Reflect.getPrototypeOf(async () => {}),
    Reflect.getPrototypeOf(async function* () {}),
    Reflect.getPrototypeOf(Int8Array),
    iterator([]),
    iterator(''),
    iterator(new Map()),
    iterator(new Set()),
    Reflect.getPrototypeOf('x'.matchAll(/x/g)),
    Reflect.getPrototypeOf((async function* () {})()),
    ...('Iterator' in globalThis
      ? [
          Reflect.getPrototypeOf([].values().map((x) => x)),
          Reflect.getPrototypeOf(Iterator.from({ next: () => ({ done: true, value: 0 }) })),
        ]
      : []),
  ];
}

/** Freezes a value and all that can be reached from it, prototypes included. What is frozen by this cannot be changed by anybody. */
export function harden<T>(root: T): T {
  const seen = new Set<unknown>();
  const queue: unknown[] = [root];
  while (queue.length > 0) {
    const at = queue.pop();
    if ((typeof at !== 'object' && typeof at !== 'function') || at === null || seen.has(at)) continue;
    seen.add(at);
    if (!ArrayBuffer.isView(at)) Object.freeze(at);
    queue.push(Reflect.getPrototypeOf(at));
    for (const key of Reflect.ownKeys(at)) {
      const property = Reflect.getOwnPropertyDescriptor(at, key)!;
      queue.push('value' in property ? property.value : property.get);
      queue.push(property.set);
    }
  }
  return root;
}

/**
 * A frozen prototype would forbid `error.name = …` on everything that inherits from it. These properties become accessors that let an
 * object have its own.
 */
function letInheritorsOverride(prototype: object): void {
  for (const key of Reflect.ownKeys(prototype)) {
    const property = Reflect.getOwnPropertyDescriptor(prototype, key)!;
    if (!('value' in property) || !property.configurable) continue;
    const { value } = property as { value: unknown };
    Reflect.defineProperty(prototype, key, {
      enumerable: false,
      configurable: false,
      get: () => value,
      set(this: unknown, own: unknown) {
        if (typeof this !== 'object' && typeof this !== 'function') return;
        if (
          this === null ||
          this === prototype ||
          !Reflect.defineProperty(this, key, { value: own, writable: true, enumerable: true, configurable: true })
        )
          throw new TypeError(`Cannot assign to ${String(key)}: what the language brings cannot be changed here`);
      },
    });
  }
}

/** Numbers that look drawn and are the same each time (mulberry32). */
function fixedChance(): () => number {
  let state = 0x6b696c6c;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A Date whose now is always the epoch. */
function stillDate(): DateConstructor {
  const Moving = Date;
  function Still(this: unknown, ...args: unknown[]): unknown {
    if (new.target === undefined) return new Moving(0).toString();
    return Reflect.construct(Moving, args.length === 0 ? [0] : args, new.target);
  }
  Object.defineProperties(Still, {
    name: { value: 'Date' },
    length: { value: 7 },
    prototype: { value: Moving.prototype },
    now: { value: () => 0 },
    parse: { value: Moving.parse },
    UTC: { value: Moving.UTC },
  });
  Reflect.defineProperty(Moving.prototype, 'constructor', { value: Still, writable: true, configurable: true });
  return Still as unknown as DateConstructor;
}

/** Takes away every global, own or inherited, that is not to stay. @throws when one cannot be taken away */
function removeGlobals(): void {
  const names: PropertyKey[] = [];
  for (let at: object | null = globalThis; at !== null && at !== Object.prototype; at = Reflect.getPrototypeOf(at)) {
    for (const key of Reflect.ownKeys(at)) {
      if (key === 'constructor' || (at === globalThis && KEPT.has(key))) {
        if (key === 'constructor') Reflect.deleteProperty(at, key);
        continue;
      }
      const property = Reflect.getOwnPropertyDescriptor(at, key)!;
      if (property.configurable) Reflect.deleteProperty(at, key);
      else if ('value' in property && typeof property.value !== 'object' && typeof property.value !== 'function')
        continue;
      else names.push(key);
    }
  }
  if (names.length > 0) throw new Error(`cannot take away ${names.map(String).join(', ')}`);
}

/**
 * Tames the realm this runs in, for good.
 * @param console what the reader's code finds under that name
 * @throws Error when something cannot be taken away or frozen: then no stranger's code may run
 */
export function tame(console: object): void {
  const roots = hidden();
  Error.stackTraceLimit = 30;
  globalThis.Date = stillDate();
  Math.random = fixedChance();
  removeGlobals();
  Reflect.defineProperty(globalThis, 'console', { value: console, enumerable: true });
  const errors = [Error, AggregateError, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError];
  for (const prototype of [Object.prototype, ...errors.map((of) => of.prototype as object)])
    letInheritorsOverride(prototype);
  for (const root of [...roots, globalThis]) harden(root);
  if (!Object.isFrozen(globalThis) || !Object.isFrozen(Array.prototype)) throw new Error('the realm cannot be frozen');
}
