// An exercise's folder is checked at the door.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ExerciseError, readExercise, readExercises, readInits } from '@/exercise-files/index.ts';

let top: string;
let folder: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'why-sigkill-exercises-'));
  folder = join(top, 'forward-sigterm');
  cpSync('content/exercises/forward-sigterm', folder, { recursive: true });
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

const edit = (change: (text: string) => string) => {
  const file = join(folder, 'exercise.yaml');
  const text = readFileSync(file, 'utf8');
  expect(change(text)).not.toBe(text);
  writeFileSync(file, change(text));
};

describe('a folder that is not right', () => {
  it('is taken when it is right', () => {
    expect(readExercise(folder)).toMatchObject({ slug: 'forward-sigterm', kind: 'code', chapter: 1 });
  });

  it.each<[string, () => void, RegExp]>([
    ['YAML is broken', () => edit((text) => `${text}\n: [`), /not YAML/],
    ['a kind is unknown', () => edit((text) => text.replace('kind: code', 'kind: quiz')), /exercise\.yaml:\d+: kind/],
    [
      'a check is unknown',
      () => edit((text) => text.replace('check: nobody-killed', 'check: all-well')),
      /exercise\.yaml:\d+: checks\.0/,
    ],
    ['a signal is none', () => edit((text) => text.replaceAll('SIGTERM', 'TERM')), /exercise\.yaml:\d+/],
    ['a text lacks its Chinese', () => edit((text) => text.replace(/^ {2}zh-cn: 把.*$/m, '')), /title\.zh-cn/],
    ['a check speaks of a stranger', () => edit((text) => text.replace('who: [app]', 'who: [apb]')), /speaks of apb/],
    [
      'a program that is not there is described',
      () => edit((text) => text.replace('  app:\n    en:', '  apb:\n    en:')),
      /images\.apb/,
    ],
    [
      'a program forks a stranger',
      () => edit((text) => text.replace('    - on: SIGTERM', '    - fork: nobody\n    - on: SIGTERM')),
      /forks nobody/,
    ],
    ['a key is unknown', () => edit((text) => `${text}\nstars: 5\n`), /stars/],
    [
      'there is one wrong answer',
      () => edit((text) => text.replace(/wrong:[\s\S]*?hints:/, 'wrong: []\nhints:')),
      /wrong/,
    ],
    ['a file is missing', () => rmSync(join(folder, 'starter.ts')), /starter\.ts: there is no such file/],
    ['a prompt is missing', () => rmSync(join(folder, 'prompt.zh-cn.md')), /prompt\.zh-cn\.md: there is no such file/],
    ['a file is empty', () => writeFileSync(join(folder, 'solution.ts'), '\n'), /solution\.ts: the file is empty/],
    [
      'a file is nobody’s',
      () => writeFileSync(join(folder, 'wrong-other.ts'), 'x'),
      /wrong-other\.ts: nothing speaks of this file/,
    ],
  ])('is refused when %s, with the place', (_, spoil, message) => {
    spoil();
    expect(() => readExercise(folder)).toThrow(ExerciseError);
    expect(() => readExercise(folder)).toThrow(message);
  });

  it('is refused when two exercises have one place', () => {
    cpSync(folder, join(top, 'another'), { recursive: true });
    expect(() => readExercises(top)).toThrow(/another and forward-sigterm are both number 2 of chapter 1/);
  });

  it('is refused when an init has no source', () => {
    cpSync('content/inits/shell', join(top, 'inits/shell'), { recursive: true });
    const file = join(top, 'inits/shell/init.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/href: .*/, 'href: nowhere'));
    expect(() => readInits(join(top, 'inits'))).toThrow(/href/);
  });
});
