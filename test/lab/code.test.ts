import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeInCode } from '@/editor/locate.ts';
import { codeOf } from '@/lab/code.ts';
import { BEGINNING, type Draft } from '@/lab/draft.ts';
import { coreOf, fileOf, readUpload } from '@/lab/file.ts';
import { stripTypes } from '@/sandbox/index.ts';
import { readScenario, Scenario } from '@/scenario/index.ts';

const scenarios = readdirSync('content/scenarios')
  .filter((name) => name.endsWith('.json'))
  .map((name) => readScenario(name, readFileSync(join('content/scenarios', name), 'utf8'), Scenario));

/** What a module exports. Not the sandbox: only for text that this project wrote. */
async function exported(code: string): Promise<unknown> {
  const stripped = await stripTypes(code);
  if (!stripped.ok) throw new Error(JSON.stringify(stripped.mistake));
  const exports: Record<string, unknown> = {};
  runInNewContext(stripped.code, { exports, require: () => ({ scenario: (of: unknown) => of }) });
  return JSON.parse(JSON.stringify(exports['default']));
}

describe('a scenario as TypeScript', () => {
  it('is written a line an actor, a line a step', () => {
    expect(codeOf(BEGINNING)).toBe(`import { scenario } from 'why-sigkill';

export default scenario({
	id: 'my-scenario',
	title: 'docker stop, and a PID 1 without a handler',
	tree: [
		{ name: 'init', newpid: true },
		{ name: 'worker', parent: 'init', sig: { TERM: 'exit:0' } },
	],
	steps: [
		{ op: 'kill', from: 'sys', to: 'init', sig: 'TERM' },
		{ op: 'kill', from: 'sys', to: 'init', sig: 'KILL' },
	],
});
`);
  });

  it('comes back as it was, for each of the site’s scenarios', async () => {
    for (const scenario of scenarios) {
      const core = coreOf(scenario);
      expect(await exported(codeOf(core)), scenario.id).toEqual(core);
    }
  });

  it('comes back as it was, whatever its texts are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string(), async (title, own) => {
        const draft = { ...BEGINNING, title, [`x${own}`]: [own, { [`k${title}`]: null }] } as Draft;
        expect(await exported(codeOf(draft))).toEqual(JSON.parse(JSON.stringify(draft)));
      }),
      { numRuns: 100 },
    );
  });

  it('every part of it can be found in its text', () => {
    const lines = codeOf(BEGINNING).split('\n');
    const found = (path: string) => {
      const place = placeInCode(codeOf(BEGINNING), path);
      return place && lines[place.line - 1]!.slice(place.column - 1);
    };
    expect(found('')).toBe('{');
    expect(found('title')).toMatch(/^'docker stop/);
    expect(found('tree[1]')).toMatch(/^\{ name: 'worker'/);
    expect(found('tree[1].sig.TERM')).toMatch(/^'exit:0'/);
    expect(found('steps[1].sig')).toMatch(/^'KILL'/);
    // What is not written stands at what would hold it.
    expect(found('steps[1].nosettle')).toMatch(/^\{ op: 'kill'/);
    expect(found('steps[7].sig')).toBe('[');
    expect(placeInCode('export default {};', 'tree')).toBeUndefined();
  });

  it('a part of it is found in other ways of writing', () => {
    const code = `const names = ['a'];\nexport default scenario({\n\ttitle,\n\ttree: [{ 'name': "a" }] as const,\n\tsteps: [...names, { op: 'nop' }] });`;
    expect(placeInCode(code, 'tree[0].name')).toEqual({ line: 4, column: 19 });
    expect(placeInCode(code, 'title')).toEqual({ line: 3, column: 2 });
    // After a spread nobody knows which element it is: the list stands for it.
    expect(placeInCode(code, 'steps[1].who')).toEqual({ line: 5, column: 9 });
  });
});

describe('files', () => {
  it('what is downloaded can be uploaded', () => {
    for (const scenario of scenarios) {
      const core = coreOf(scenario);
      expect(readUpload('x.json', fileOf(core))).toEqual(core);
    }
  });

  it.each([
    ['not JSON', '{', /x\.json: not JSON/],
    ['another thing', '[]', /x\.json is not what the scenario format asks for/],
    [
      'a wrong signal',
      JSON.stringify({ ...BEGINNING, steps: [{ op: 'kill', from: 'sys', to: 'init', sig: 'TREM' }] }),
      /steps\[0\]\.sig/,
    ],
    ['a large file', ' '.repeat(300_000), /larger than 256 kB/],
    ['a prototype', '{"__proto__": {"tree": []}, "id": "x"}', /title/],
  ])('%s is refused, naming what is wrong', (_, text, message) => {
    expect(() => readUpload('x.json', text)).toThrow(message);
  });

  it('keys that would be prototypes go no further', () => {
    const draft = readUpload('x.json', JSON.stringify(BEGINNING).replace('{', '{"__proto__": {"polluted": 1},'));
    expect(Object.hasOwn(draft, '__proto__')).toBe(false);
    expect((draft as unknown as { polluted?: number }).polluted).toBeUndefined();
    expect(fileOf(draft)).not.toContain('polluted');
  });
});
