import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { casesOf, loadProgram, readExercises, readInits } from '@/exercise-files/index.ts';
import { type callNames, type Reader, readerModule, typings } from '@/exercises/index.ts';
import type { ErrnoName, SignalName } from '@/model/index.ts';
import { complaints } from './type-check.ts';

const FOLDER = join(import.meta.dirname, '../../src/exercises');

const code = readExercises().filter((exercise) => exercise.kind === 'code');
const app = typings([{ name: 'app', doc: 'The application.' }]);
const wrap = (body: string) =>
  `import { app, errno, type Program, signum } from 'why-sigkill';\nvoid [app, errno, signum];\nexport const init: Program = function* (sys) {\n${body}\n};\n`;

describe('the typings', () => {
  it('are the text of interface.ts', async () => {
    const text = readFileSync(join(FOLDER, 'interface.ts'), 'utf8')
      .replace(/^\/\*\*[\s\S]*?\*\/\n\n/, '')
      .replace(/^\s*\/\/ biome-ignore.*\n/gm, '');
    if (process.env['UPDATE_GOLDEN'])
      writeFileSync(
        join(FOLDER, 'interface-text.ts'),
        `/** The declarations of interface.ts. Written by test/exercises/typings.test.ts with UPDATE_GOLDEN=1. */\nexport const INTERFACE = ${JSON.stringify(text)};\n`,
      );
    const { INTERFACE } = await import('../../src/exercises/interface-text.ts');
    expect(INTERFACE, 'interface.ts has changed: run this test with UPDATE_GOLDEN=1').toBe(text);
  });

  it('have the signals and errors of the model', () => {
    expectTypeOf<Reader.Signal>().toEqualTypeOf<`SIG${SignalName}`>();
    expectTypeOf<Exclude<ErrnoName, 'ENOENT' | 'EIO' | 'ENOSPC'>>().toEqualTypeOf<Reader.Errno>();
    expectTypeOf<(typeof callNames)[number]>().toEqualTypeOf<keyof Reader.Sys>();
  });

  it('declare what the module gives, and nothing else', () => {
    const world = { programs: { app: [], init: [] }, entry: 'init', outside: [] };
    const declared = [...app.matchAll(/export (?:const|function) (\w+)/g)].map(([, name]) => name);
    expect(Object.keys(readerModule(world)).toSorted()).toEqual(declared.toSorted());
  });

  it.each([
    ['a call that the model lacks', 'yield* sys.ptrace();'],
    ['a signal that there is not', "yield* sys.kill(2, 'TERM');"],
    ['yield without the star', "yield sys.kill(2, 'SIGTERM');"],
    ['something else that is yielded', 'yield 1;'],
    ['a status that is no number', "return 'done';"],
    ['a program in the place of a child', 'yield* sys.fork(app);'],
    ['a function in the place of an image', 'yield* sys.execve(function* () {});'],
    ['a status that may be absent', "const { pid } = yield* sys.waitpid(-1, ['WNOHANG']); return pid;"],
    ['an option that the model lacks', "yield* sys.prctl('PR_SET_NAME', 1);"],
    ['an async handler', "yield* sys.signal('SIGTERM', async () => {});"],
    ['a browser’s API', 'fetch("x");'],
    ['Node’s API', 'process.exit(0);'],
  ])('make %s a type error', (_, body) => {
    expect(complaints(app, wrap(body))).not.toEqual([]);
  });

  it('let pass what a program may do', () => {
    expect(
      complaints(
        app,
        wrap(`
  const child = yield* sys.fork(function* () {
    yield* sys.sigprocmask('SIG_SETMASK', []);
    yield* sys.execve(app);
  });
  yield* sys.sigaction('SIGCHLD', { sa_handler: 'SIG_IGN', sa_flags: ['SA_NOCLDWAIT'] });
  yield* sys.signal('SIGTERM', function* ({ si_pid }) {
    yield* sys.kill(child, si_pid === 0 ? 'SIGTERM' : 0);
  });
  yield* sys.signal('SIGINT', () => console.log('INT'));
  try {
    const status = yield* sys.waitpid(child, ['WNOHANG']);
    return status?.signal ? 128 + signum(status.signal) : status?.exit;
  } catch (error) {
    if (errno(error) === 'ECHILD') return 0;
    throw error;
  }`),
      ),
    ).toEqual([]);
  });
});

describe.each(code.map((exercise) => [exercise.slug, exercise] as const))('the files of %s', (_, exercise) => {
  const own = typings(Object.entries(exercise.images).map(([name, { en }]) => ({ name, doc: en })));
  it.each([
    ['starter.ts', exercise.starter],
    ['solution.ts', exercise.solution],
    ...Object.entries(exercise.wrongCode),
  ])('%s has no type error', (_file, source) => {
    expect(complaints(own, source)).toEqual([]);
  });

  it('speak of every program that a reader can exec', () => {
    for (const { world } of casesOf(exercise)) {
      const { errno, signum, ...images } = readerModule(world);
      const described = new Set(Object.keys(exercise.images));
      for (const name of described) expect(Object.keys(images)).toContain(name);
    }
  });

  it('begin from a starter that can be run', () => {
    expect(() => loadProgram('starter.ts', exercise.starter).load(casesOf(exercise)[0]!.world)).not.toThrow();
  });
});

describe.each(readInits().map((init) => [init.slug, init] as const))('the init %s', (_, init) => {
  it('has no type error', () => {
    expect(complaints(app, init.code)).toEqual([]);
  });
});
