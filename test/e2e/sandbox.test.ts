// The sandbox in a real browser, and all we could think of to break it.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Ended, Plain } from '@/sandbox/index.ts';
import { launch } from './browser.ts';
import { bundle } from './sandbox/bundle.ts';

let browser: Browser;
let page: Page;
let evaluator: string;
let programs: string;

beforeAll(async () => {
  const [onPage, scenario, program] = await Promise.all([
    bundle('test/e2e/sandbox/page.ts'),
    bundle('src/lab/scenario.worker.ts'),
    bundle('test/e2e/sandbox/program.worker.ts'),
  ]);
  evaluator = scenario;
  programs = program;
  browser = await launch();
  page = await browser.newPage();
  await page.goto(`${inject('site')}/about/`);
  await page.addScriptTag({ content: onPage });
});
afterAll(async () => {
  await browser?.close();
});

interface Told {
  end: Ended<Plain>;
  /** Milliseconds from the first moment the reader's code could run; generous, since the start of the frame is in it. */
  took: number;
}

/** Runs a module of a reader's in the page, in a sandbox that the runs of this file share. */
async function run(code: string, options: { task?: string; input?: Plain; stopAfter?: number } = {}): Promise<Told> {
  const { task = evaluator, input = null, stopAfter } = options;
  // As text: the type of plain data is one that playwright's types cannot look through.
  const told = await page.evaluate(
    async ({ code, task, input, stopAfter }): Promise<string> => {
      const kept = globalThis as unknown as { kept?: Map<string, ReturnType<typeof sandboxes.create>> };
      kept.kept ??= new Map();
      const sandbox = kept.kept.get(task) ?? sandboxes.create(task);
      kept.kept.set(task, sandbox);
      const stripped = await sandboxes.strip(code);
      if (!stripped.ok) {
        const end = { is: 'mistake', mistake: stripped.mistake, console: [], dropped: 0 };
        return JSON.stringify({ end, took: 0 });
      }
      const stop = new AbortController();
      if (stopAfter !== undefined) setTimeout(() => stop.abort(), stopAfter);
      const start = performance.now();
      const end = await sandbox.run({
        code: stripped.code,
        file: 'scenario.ts',
        input: JSON.parse(input) as Plain,
        check: (value) => value,
        signal: stop.signal,
      });
      const took = performance.now() - start;
      return JSON.stringify({ end: end.is === 'refused' ? { ...end, error: String(end.error) } : end, took });
    },
    { code, task, input: JSON.stringify(input), stopAfter },
  );
  return JSON.parse(told) as Told;
}

/** The default export of a module, where all goes well. */
async function value(code: string): Promise<Plain> {
  const { end } = await run(code);
  if (end.is !== 'done') throw new Error(`${code}\nended: ${JSON.stringify(end)}`);
  return end.value;
}

/** The page still answers, and the sandbox still works. */
async function aliveAfter(): Promise<void> {
  expect(await page.evaluate(() => document.title.length)).toBeGreaterThan(0);
  expect(await value('export default 1 + 1;')).toBe(2);
}

describe('what the reader’s code can do', () => {
  it('gives back data, typed as TypeScript', async () => {
    expect(
      await value(`
        import { scenario } from 'why-sigkill';
        interface Named { name: string }
        const names: Named[] = ['init', 'worker'].map((name) => ({ name }));
        export default scenario({ id: 'x', tree: names, steps: [] as const, left: undefined });`),
    ).toEqual({ id: 'x', tree: [{ name: 'init' }, { name: 'worker' }], steps: [] });
  });

  it('awaits at the top level, and uses the language as it is', async () => {
    expect(
      await value(`
        class Mine extends Error { override name = 'Mine'; }
        const error = new Error('x');
        error.name = 'Renamed';
        const own: Record<string, unknown> = {};
        own.toString = () => 'own';
        own.constructor = 1;
        const drawn = await Promise.all([1, 2].map(async (n) => n * 2));
        export default [new Mine('y').name, String(error), String(own), drawn, [...'ab'].entries().toArray(), Date.now(), new Date(2026, 0).getFullYear()];`),
    ).toEqual([
      'Mine',
      'Renamed: x',
      'own',
      [2, 4],
      [
        [0, 'a'],
        [1, 'b'],
      ],
      0,
      2026,
    ]);
  });

  it('draws the same numbers each time', async () => {
    const drawn = await value('export default [Math.random(), Math.random()];');
    expect(await value('export default [Math.random(), Math.random()];')).toEqual(drawn);
  });

  it('writes to a console', async () => {
    const { end } = await run(`
      console.log('a', 1, { b: [true, null, undefined], get c() { throw 1 } }, new Map([[1, 'x']]), () => 1, 10n, Symbol('s'));
      console.error(new TypeError('no'));
      export default 0;`);
    expect(end.console).toEqual([
      {
        level: 'log',
        text: 'a 1 { b: [true, null, undefined], c: [getter] } Map { 1 => "x" } a function 10n Symbol(s)',
      },
      { level: 'error', text: 'TypeError: no' },
    ]);
    expect(end.dropped).toBe(0);
  });
});

describe('mistakes are told with their place', () => {
  const mistake = async (code: string) => {
    const { end } = await run(code);
    return end.is === 'mistake' ? end.mistake : end;
  };

  it('what TypeScript cannot read', async () => {
    expect(await mistake('const a = 1;\nconst b = [1, 2;\nexport default a;')).toEqual({
      kind: 'syntax',
      message: 'Unexpected token, expected ","',
      line: 2,
      column: 16,
    });
  });

  it('what only the engine finds', async () => {
    expect(await mistake('\n\nconst a: number = 1; const a = 2;\nexport default a;')).toMatchObject({
      kind: 'syntax',
      message: expect.stringContaining('already been declared') as string,
      line: 3,
    });
    expect(await mistake('let a = 1; let a = 2;')).toMatchObject({ kind: 'syntax', line: 1 });
  });

  it('what throws, at the innermost line that is the reader’s', async () => {
    expect(
      await mistake('interface A {\n  a: 1;\n}\nfunction f(): never {\n  throw new RangeError("far");\n}\nf();'),
    ).toEqual({
      kind: 'thrown',
      text: 'RangeError: far',
      line: 5,
      column: 9,
    });
    expect(await mistake('export default [1].map((x) => {\n  return (x as any).y.z;\n});')).toMatchObject({
      kind: 'thrown',
      line: 2,
    });
  });

  it.each(['fs', './other', 'https://example.com/x.js', 'why-sigkill/inside', '__proto__', 'constructor'])(
    'there is no module %s',
    async (name) => {
      expect(await mistake(`const a = 1;\nimport { x } from '${name}';\nexport default x + a;`)).toEqual({
        kind: 'module',
        name,
        known: ['why-sigkill'],
        line: 2,
      });
    },
  );

  it('a module without a default export, and values that are no data', async () => {
    expect(await mistake('export const a = 1;')).toEqual({ kind: 'no-export', name: 'default' });
    for (const [code, path, found] of [
      ['export default { steps: [1, () => 1] };', 'steps[1]', 'function'],
      ['export default { a: { get b() { return 1; } } };', 'a.b', 'a getter'],
      ['const a: any = { b: {} }; a.b.c = a; export default a;', 'b.c', 'a circle'],
      ['export default [NaN];', '[0]', 'NaN'],
      ['export default { a: 10n };', 'a', 'bigint'],
      ['export default new Map();', '', 'Map'],
      ['export default { a: new (class A {})() };', 'a', 'an object of a class'],
      ['export default JSON.parse(\'{"__proto__": {"a": 1}}\');', '', 'a key __proto__'],
      ['export default new Array(1e9);', '[0]', 'undefined'],
      ['export default { [Symbol("x")]: 1 };', '', 'a symbol for a key'],
      [
        'export default new Proxy({}, { ownKeys() { return ["a"]; }, getOwnPropertyDescriptor() { return { configurable: true, enumerable: true, value: () => 1 }; } });',
        'a',
        'function',
      ],
    ])
      expect(await mistake(code!), code).toEqual({ kind: 'not-data', path, found });
    let deep = '1';
    for (let i = 0; i < 70; i += 1) deep = `[${deep}]`;
    expect(await mistake(`export default ${deep};`)).toMatchObject({ kind: 'not-data' });
    expect(await mistake('export default "x".repeat(2_000_000);')).toEqual({ kind: 'too-large', limit: 1_000_000 });
    expect(await mistake('export default Array.from({ length: 400_000 }, () => 1);')).toMatchObject({
      kind: 'too-large',
    });
  });

  it.each([
    ['throw null', 'null'],
    ['throw undefined', 'undefined'],
    ['throw 7', '7'],
    ['throw "words"', 'words'],
    ['throw { get message() { throw 1 } }', '{ message: [getter] }'],
    [
      'throw new Proxy({}, { get() { throw 1 }, ownKeys() { throw 2 }, getPrototypeOf() { throw 3 } })',
      'an error that cannot be read',
    ],
    [
      'const e = new Error("x"); Object.defineProperty(e, "message", { get() { throw 1 } }); throw e',
      'an error that cannot be read',
    ],
    ['const e = new Error("x"); Object.defineProperty(e, "stack", { get() { throw 1 } }); throw e', 'Error: x'],
    ['const e = new Error("x"); (e as any).message = { toString() { throw 1 } }; throw e', 'Error'],
    ['throw Object.create(null)', '{}'],
  ])('%s', async (code, text) => {
    expect(await mistake(`${code};\nexport default 1;`)).toMatchObject({ kind: 'thrown', text });
    await aliveAfter();
  });

  it('a thrown string of a hundred megabytes is cut', async () => {
    const told = await mistake('throw new Error("x".repeat(1e8));');
    expect(told).toMatchObject({ kind: 'thrown' });
    expect((told as { text: string }).text.length).toBeLessThanOrEqual(2_000);
  });

  it('a stack that lies about its place harms nobody', async () => {
    expect(
      await mistake(
        'const e = new Error("x"); (e as any).stack = "scenario.ts:99999999999999:1 scenario.ts:-1:1"; throw e;',
      ),
    ).toEqual({ kind: 'thrown', text: 'Error: x' });
  });
});

describe('what does not end is ended', () => {
  it.each([
    ['an endless loop', 'for (;;);'],
    ['a loop that catches everything', 'for (;;) { try { throw 1; } catch {} finally { continue; } }'],
    ['a promise that nobody settles', 'await new Promise(() => {});\nexport default 1;'],
    ['a thenable that nobody settles', 'export default { then() {} };'],
    ['endless microtasks', 'const again = (): Promise<void> => Promise.resolve().then(again); await again();'],
    ['a regular expression that never finds out', '/^(a+)+$/.test("a".repeat(60) + "b");'],
    [
      'an endless iterator',
      'export default Array.from({ [Symbol.iterator]: () => ({ next: () => ({ done: false, value: 1 }) }) } as any);',
    ],
    ['an endless getter of the thrown', 'throw { get stack() { for (;;); } };'],
    ['objects until memory is full', 'const a: unknown[] = []; while (1) a.push({ a: [1, 2, 3] });'],
    ['arrays until memory is full', 'const a: unknown[] = []; while (1) a.push(new Array(1e6));'],
    ['filled arrays until memory is full', 'const a: unknown[] = []; while (1) a.push(new Array(1e6).fill(1.5));'],
    [
      'strings until memory is full',
      'const a: string[] = []; while (1) { const s = "x".repeat(2 ** 28) + a.length; s.charCodeAt(3); a.push(s); }',
    ],
    [
      'a gigabyte at a time, touched',
      'const a: unknown[] = []; for (;;) { try { const b = new Uint8Array(2 ** 30); for (let i = 0; i < b.length; i += 4096) b[i] = 1; a.push(b); } catch {} }',
    ],
  ])('%s', async (_, code) => {
    const { end, took } = await run(code);
    expect(['silent', 'gone']).toContain(end.is);
    // The limit is on silence, and the test is on what a reader waits for; what the machine needs to start a process is in it too.
    if (end.is === 'silent') expect(end.after).toBeLessThanOrEqual(2_000);
    expect(took).toBeLessThan(10_000);
    await aliveAfter();
  });

  it('a gigabyte that the browser refuses is an error like any other', async () => {
    const { end } = await run(
      'const a = []; for (let i = 0; i < 64; i += 1) a.push(new ArrayBuffer(2 ** 30));\nexport default a.length;',
    );
    expect(end).toMatchObject({
      is: 'mistake',
      mistake: { kind: 'thrown', text: expect.stringContaining('RangeError') as string },
    });
    await aliveAfter();
  });

  it('endless recursion is an error of its line', async () => {
    const { end } = await run('const f = (): unknown => [f()];\nexport default f();');
    expect(end).toMatchObject({
      is: 'mistake',
      mistake: { kind: 'thrown', text: expect.stringContaining('RangeError') as string, line: 1 },
    });
  });

  it('a run can be stopped at any time', async () => {
    expect((await run('for (;;);', { stopAfter: 300 })).end.is).toBe('stopped');
    await aliveAfter();
  });

  it('a second run stops the first', async () => {
    const ends = await page.evaluate(async (task) => {
      const sandbox = sandboxes.create(task);
      const check = (value: unknown) => value;
      const first = sandbox.run({ code: 'for (;;);', check });
      const second = sandbox.run({ code: 'exports.default = 2', check });
      return [(await first).is, await second];
    }, evaluator);
    expect(ends).toMatchObject(['stopped', { is: 'done', value: 2 }]);
  });

  it('a million lines: the first are kept, the others counted', async () => {
    const { end } = await run('for (let i = 0; i < 1e6; i += 1) console.log("line", i);\nexport default "after";');
    expect(end.is === 'done' && end.value).toBe('after');
    expect(end.console.length).toBe(200);
    expect(end.console[199]).toEqual({ level: 'log', text: 'line 199' });
    expect(end.dropped).toBe(999_800);
  });

  it('long lines are cut, and all together are bounded', async () => {
    const { end } = await run('for (let i = 0; i < 100; i += 1) console.log("x".repeat(1e7));\nexport default 1;');
    const total = end.console.reduce((sum, { text }) => sum + text.length, 0);
    expect(total).toBeLessThanOrEqual(40_000);
    expect(Math.max(...end.console.map(({ text }) => text.length))).toBeLessThanOrEqual(2_000);
  });

  it('what was written before an endless loop is shown', async () => {
    const { end } = await run('console.log("here");\nfor (;;);');
    expect(end).toMatchObject({ is: 'silent', console: [{ level: 'log', text: 'here' }] });
  });

  it('nothing of a dropped run is left in the page', async () => {
    expect(await page.evaluate(() => document.querySelectorAll('iframe').length)).toBeLessThanOrEqual(3);
  });
});

describe('what is out of reach', () => {
  const names = [
    'fetch',
    'XMLHttpRequest',
    'WebSocket',
    'WebTransport',
    'EventSource',
    'importScripts',
    'Worker',
    'SharedWorker',
    'BroadcastChannel',
    'MessageChannel',
    'MessagePort',
    'postMessage',
    'onmessage',
    'addEventListener',
    'dispatchEvent',
    'navigator',
    'location',
    'origin',
    'self',
    'parent',
    'top',
    'window',
    'document',
    'localStorage',
    'sessionStorage',
    'indexedDB',
    'caches',
    'crypto',
    'Blob',
    'URL',
    'FileReader',
    'Request',
    'Notification',
    'setTimeout',
    'setInterval',
    'queueMicrotask',
    'structuredClone',
    'reportError',
    'performance',
    'WebAssembly',
    'SharedArrayBuffer',
    'Atomics',
    'WeakRef',
    'FinalizationRegistry',
    'close',
    'OffscreenCanvas',
    'require.cache',
    'EventTarget',
    'WorkerGlobalScope',
    'DedicatedWorkerGlobalScope',
  ];

  it('no name leads to the page, the network or storage', async () => {
    const seen = await value(
      `export default [${names.map((name) => `typeof ${name.includes('.') ? `(${name} as any)` : name}`).join(', ')}];`.replace(
        'typeof (require.cache as any)',
        'typeof (require as any).cache',
      ),
    );
    expect(seen).toEqual(names.map(() => 'undefined'));
  });

  it('every name there is belongs to the language, but for console', async () => {
    const found = (await value(`
      const names: string[] = [];
      for (let at: any = globalThis; at; at = Object.getPrototypeOf(at)) if (at !== Object.prototype) names.push(...Reflect.ownKeys(at).map(String));
      export default names;`)) as string[];
    const language = await page.evaluate(() => Object.getOwnPropertyNames(window));
    expect(found).toContain('Array');
    expect(found).not.toContain('fetch');
    expect(
      found.filter((name) => !language.includes(name) && !/^Symbol\(|^(TEMPORARY|PERSISTENT)$/.test(name)),
    ).toEqual([]);
  });

  it.each([
    ['fetch', 'await fetch("/about/")'],
    ['XMLHttpRequest', 'new XMLHttpRequest()'],
    ['WebSocket', 'new WebSocket("ws://127.0.0.1:1")'],
    ['importScripts', 'importScripts("/x.js")'],
    ['parent.document', 'parent.document.title = "taken"'],
    ['top.location', 'top.location = "about:blank"'],
    ['localStorage', 'localStorage.setItem("a", "b")'],
    ['indexedDB', 'indexedDB.open("a")'],
    ['postMessage', 'postMessage({ is: "done", json: "1", dropped: 0 })'],
  ])('%s fails with a word about why', async (name, code) => {
    const { end } = await run(`// @ts-nocheck\n${code};\nexport default 1;`);
    expect(end).toMatchObject({
      is: 'mistake',
      mistake: { kind: 'thrown', line: 2, text: `ReferenceError: ${name.split('.')[0]} is not defined` },
    });
    await aliveAfter();
  });

  it.each([
    ['import() of an address', `import('${'/about/'}')`],
    ['import() by a function made of text', `new Function("return import('/about/')")()`],
    ['import() of data', `new Function("return import('data:text/javascript,export default 1')")()`],
    ['import() through eval', `(0, eval)("import('https://example.com/x.js')")`],
    ['import() of a blob', `new Function("return import('blob:null/1')")()`],
  ])('%s', async (_, code) => {
    expect(await value(`export default await ${code}.then(() => 'loaded', (error: unknown) => 'refused');`)).toBe(
      'refused',
    );
    await aliveAfter();
  });

  describe('a server hears nothing', () => {
    let server: Server;
    let at: string;
    const heard: string[] = [];
    beforeAll(async () => {
      server = createServer((request, response) => {
        heard.push(String(request.url));
        response.setHeader('Access-Control-Allow-Origin', '*');
        response.setHeader('Content-Type', 'text/javascript');
        response.end('export default 1');
      });
      server.on('upgrade', ({ url }, socket) => {
        heard.push(String(url));
        socket.end();
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      at = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterAll(() => {
      server.close();
    });

    it('from the reader’s code', async () => {
      for (const code of [
        `await import('http://${at}/import').catch(() => 0)`,
        `await new Function("return import('http://${at}/function')")().catch(() => 0)`,
        `await (0, eval)("import('http://${at}/eval')").catch(() => 0)`,
        `await new (Object.getPrototypeOf(async () => {}).constructor)("return import('http://${at}/async')")().catch(() => 0)`,
      ])
        await run(`export default [${code}].length;`);
      expect(heard).toEqual([]);
    });

    it('from a worker that was not tamed: the frame’s own policy holds as well', async () => {
      const told = await run('export default 1;', {
        task: `onmessage = async ({ ports: [port] }) => {
          const tried = [];
          const attempt = async (name, what) => { try { await what(); tried.push(name); } catch {} };
          await attempt('fetch', () => fetch('http://${at}/fetch'));
          await attempt('no-cors', () => fetch('http://${at}/no-cors', { mode: 'no-cors' }));
          await attempt('xhr', () => { const x = new XMLHttpRequest(); x.open('GET', 'http://${at}/xhr', false); x.send(); });
          await attempt('socket', () => new Promise((yes, no) => { const s = new WebSocket('ws://${at}/socket'); s.onopen = yes; s.onerror = no; }));
          await attempt('source', () => new Promise((yes, no) => { const s = new EventSource('http://${at}/source'); s.onopen = yes; s.onerror = no; }));
          await attempt('scripts', () => importScripts('http://${at}/scripts'));
          await attempt('import', () => import('http://${at}/import'));
          await attempt('indexedDB', () => indexedDB.open('x'));
          await attempt('caches', () => caches.open('x'));
          const inner = 'fetch("http://${at}/nested").then(() => postMessage("yes"), () => postMessage("no"))';
          await attempt('nested', () => new Promise((yes, no) => { const w = new Worker(URL.createObjectURL(new Blob([inner]))); w.onmessage = ({ data }) => (data === 'yes' ? yes() : no()); w.onerror = no; }));
          port.postMessage({ is: 'done', json: JSON.stringify(tried), dropped: 0 });
        };`,
      });
      expect(told.end).toMatchObject({ is: 'done', value: [] });
      expect(heard).toEqual([]);
    });

    it('and the server would have heard', async () => {
      await page.evaluate((url) => fetch(url).then((answer) => answer.text()), `http://${at}/heard`);
      expect(heard).toEqual(['/heard']);
    });
  });
});

describe('what cannot be faked', () => {
  it.each([
    ['Array.prototype.push', 'Array.prototype.push = () => 0'],
    ['Object.prototype', '(Object.prototype as any).is = "done"'],
    ['JSON.stringify', 'JSON.stringify = () => "1"'],
    ['Promise.prototype.then', 'Promise.prototype.then = (() => 0) as any'],
    ['Function.prototype.call', 'Function.prototype.call = (() => 0) as any'],
    ['Map.prototype.get', 'Map.prototype.get = () => 0'],
    ['Symbol.iterator of arrays', '(Array.prototype as any)[Symbol.iterator] = 0'],
    ['generators', 'Object.getPrototypeOf(function* () {}).prototype.next = 0'],
    ['the iterator of arrays', 'Object.getPrototypeOf([][Symbol.iterator]()).next = 0'],
    ['async functions', 'Object.getPrototypeOf(async () => {}).constructor = 0'],
    ['Error.prepareStackTrace', '(Error as any).prepareStackTrace = () => "x"'],
    ['Error.stackTraceLimit', '(Error as any).stackTraceLimit = 0'],
    ['a global', '(globalThis as any).Map = class {}'],
    ['a new global', '(globalThis as any).fetch = 1'],
    ['console.log', 'console.log = () => 0'],
    ['defineProperty', 'Object.defineProperty(Array.prototype, "map", { value: 0 })'],
    ['setPrototypeOf', 'Object.setPrototypeOf(Array.prototype, null)'],
    ['delete', 'delete (Array.prototype as any).map'],
    ['RegExp.prototype.exec', 'RegExp.prototype.exec = () => null'],
    ['Date', 'Date.now = () => 1'],
    ['the library', '(scenario as any).x = 1'],
  ])('%s cannot be changed', async (_, code) => {
    const { end } = await run(`import { scenario } from 'why-sigkill';\n${code};\nexport default scenario(1);`);
    expect(end).toMatchObject({
      is: 'mistake',
      mistake: { kind: 'thrown', text: expect.stringContaining('TypeError') as string, line: 2 },
    });
  });

  it('the modules the reader imports are frozen, and so is what throws for one that is not there', async () => {
    expect(
      await value(`
        import * as library from 'why-sigkill';
        let seen: any;
        try { (require as any)('fs'); } catch (error) { seen = error; }
        seen.mistake = { kind: 'forged' };
        seen.constructor = class {};
        export default [Object.isFrozen((require as any)('why-sigkill')), Object.isFrozen(library.scenario), seen.message.slice(0, 18)];`),
    ).toEqual([true, true, 'There is no module']);
  });

  it('exports are read once: a getter cannot show two faces', async () => {
    expect(
      await value(`
        let reads = 0;
        Object.defineProperty(exports, 'default', { enumerable: true, get: () => { reads += 1; return reads; } });`),
    ).toBe(1);
  });

  it('messages to the page’s window, or from the frame, are nobody’s', async () => {
    const before = await page.evaluate(() => {
      const heard: unknown[] = [];
      window.addEventListener('message', ({ data }) => heard.push(data));
      (globalThis as unknown as { heard: unknown[] }).heard = heard;
      return heard.length;
    });
    await run(
      '(0, eval)("try { self.postMessage(1) } catch {}; try { parent.postMessage(1, \'*\') } catch {}");\nexport default 1;',
    );
    expect(before).toBe(0);
    expect(await page.evaluate(() => (globalThis as unknown as { heard: unknown[] }).heard)).toEqual([]);
  });

  it('text that closes the function it is put into runs no sooner and sees no more', async () => {
    for (const code of [
      '}); globalThis.leak = 1; (async function () {',
      '\n})(); (async function (require) {',
      '*/ }) /*',
      '`',
    ]) {
      const { end } = await run(code);
      expect(end.is, code).toBe('mistake');
    }
  });

  it('the page takes nothing from a port that is not a message within its bounds', async () => {
    // A bundle that is not ours: it says whatever it likes over its port.
    for (const said of [
      '{ is: "done", json: "1" }',
      '{ is: "done", json: "x".repeat(2e6), dropped: 0 }',
      '{ is: "failed", mistake: { kind: "thrown", text: "x", line: "<img>" }, dropped: 0 }',
      '{ is: "failed", mistake: { kind: "other" }, dropped: 0 }',
      '{ is: "log", level: "html", text: "x" }',
      '"done"',
      'null',
    ]) {
      const { end } = await run('export default 1;', {
        task: `onmessage = (e) => { e.ports[0].postMessage(${said}); };`,
      });
      expect(end.is, said).toBe('broken');
    }
    const { end } = await run('export default 1;', {
      task: `onmessage = (e) => { for (let i = 0; i < 300; i += 1) e.ports[0].postMessage({ is: "log", level: "log", text: "x" }); };`,
    });
    expect(end).toMatchObject({ is: 'broken' });
    expect(end.console.length).toBe(200);
  });
});

describe('a task with a reader’s program', () => {
  const INIT = `
    export const init = function* (sys: any) {
      const app = yield* sys.fork(function* (sys: any) {
        yield* sys.sleep(1);
        return 3;
      });
      const death = yield* sys.wait(app);
      sys.log('the worker exited ' + death.exit);
      return death.exit;
    };`;

  it('runs on the model under many schedules; transcripts come back', async () => {
    const { end } = await run(INIT, { task: programs, input: { seeds: 40 } });
    if (end.is !== 'done') throw new Error(JSON.stringify(end));
    const transcripts = end.value as { seed: number; log: string[] }[];
    expect(transcripts.length).toBe(40);
    for (const { log } of transcripts) expect(log).toEqual(['2: the worker exited 3']);
  });

  it('an error in the reader’s generator is the reader’s, with its line', async () => {
    const { end } = await run('export const init = function* () {\n  yield* (undefined as any).x;\n};', {
      task: programs,
      input: { seeds: 1 },
    });
    expect(end).toMatchObject({ is: 'mistake', mistake: { kind: 'thrown', line: 2 } });
  });

  it('a program that loops without a system call is ended', async () => {
    const { end } = await run('export const init = function* () {\n  for (;;);\n};', {
      task: programs,
      input: { seeds: 1 },
    });
    expect(end.is).toBe('silent');
    await aliveAfter();
  });

  it('a module without the export it needs says which', async () => {
    const { end } = await run('export const init = 1;', { task: programs, input: { seeds: 1 } });
    expect(end).toMatchObject({ is: 'mistake', mistake: { kind: 'no-export', name: 'init' } });
  });
});
