// The typings and the schema must say the same: what one takes the other takes, what one refuses the other refuses.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { createLanguage, type Language } from '@/editor/language/service.ts';
import { readScenario, Scenario, ScenarioError, scenarioTypings } from '@/scenario/index.ts';

const lib = 'node_modules/typescript/lib';
const libs = new Map(
  readdirSync(lib)
    .filter((name) => /^lib\.(es5|es20(1[5-9]|2[0-3])(\.[a-z.]+)?|decorators(\.legacy)?)\.d\.ts$/.test(name))
    .map((name) => [name, readFileSync(join(lib, name), 'utf8')]),
);

let language: Language;
beforeAll(() => {
  language = createLanguage(ts, libs, { 'why-sigkill.d.ts': scenarioTypings() });
});

type Raw = Record<string, unknown> & { tree: Record<string, unknown>[]; steps: Record<string, unknown>[] };
const folder = 'content/scenarios';
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const scenarios = files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Raw);

const IMPORT = "import { scenario } from 'why-sigkill';\n";

/** Which of these the types refuse, by one module with a call of each. */
function refusedByTypes(values: readonly unknown[]): boolean[] {
  let text = IMPORT;
  const ends: number[] = [];
  for (const value of values) {
    text += `scenario(${JSON.stringify(value)});\n`;
    ends.push(text.length);
  }
  const problems = language.problems('many.ts', text);
  return ends.map((end, i) => {
    const start = ends[i - 1] ?? IMPORT.length;
    return problems.some(({ from }) => from >= start && from < end);
  });
}

function refusedBySchema(value: unknown): boolean {
  try {
    readScenario('x.json', JSON.stringify(value), Scenario);
    return false;
  } catch (error) {
    if (error instanceof ScenarioError) return true;
    throw error;
  }
}

describe('the typings of scenario()', () => {
  it('take every scenario of the site', () => {
    expect(scenarios.length).toBeGreaterThan(50);
    const refused = refusedByTypes(scenarios);
    expect(files.filter((_, i) => refused[i])).toEqual([]);
  });

  it('refuse what the schema refuses, and take what it takes', () => {
    // A wrong word, key or kind of value somewhere in a right scenario. Ranges and order, which types cannot say, are left alone.
    const wrong = fc.oneof(
      fc.constantFrom('TREM', 'kil', 'nobody', 'exit', 'default', '', 'log', 'TERM', 'exit:0', 'init', 'sys', 'A'),
      fc.constantFrom<unknown>(true, false, null, 0, 1, [], {}, ['TERM'], { TERM: 'log' }),
    );
    const KEYS = [
      'op',
      'from',
      'to',
      'who',
      'by',
      'sig',
      'code',
      'mode',
      'cmd',
      'newpid',
      'parent',
      'reap',
      'block',
      'setsid',
      'setpgid',
      'subreaper',
      'nohang',
      'nosettle',
      'timeout',
      'note',
      'frm',
      'Sig',
      'pdeath',
      'vfork',
      'on',
    ];
    const mutation = fc.record({
      of: fc.nat(scenarios.length - 1),
      where: fc.constantFrom('tree' as const, 'steps' as const),
      index: fc.nat(20),
      key: fc.constantFrom(...KEYS),
      change: fc.oneof(fc.record({ put: wrong }), fc.constant('remove' as const)),
    });
    const BATCH = 40;
    let refused = 0;
    fc.assert(
      fc.property(fc.array(mutation, { minLength: BATCH, maxLength: BATCH }), (mutations) => {
        const values = mutations.map(({ of, where, index, key, change }) => {
          const value = structuredClone(scenarios[of]!);
          const list = value[where];
          const part = list[index % list.length]!;
          if (change === 'remove') delete part[key];
          else part[key] = change.put;
          return value;
        });
        const comparable = values.filter((value) => !beyondTypes(value));
        const byTypes = refusedByTypes(comparable);
        comparable.forEach((value, i) => {
          const bySchema = refusedBySchema(value);
          if (bySchema) refused += 1;
          if (bySchema !== byTypes[i])
            throw new Error(
              `${bySchema ? 'the schema' : 'the types'} alone refuse ${JSON.stringify({ tree: value.tree, steps: value.steps })}`,
            );
        });
      }),
      { numRuns: 12 },
    );
    expect(refused).toBeGreaterThan(50);
  });

  /** What is wrong in a way that types do not tell: a range, an order, an own name twice. */
  function beyondTypes(value: Raw): boolean {
    try {
      readScenario('x.json', JSON.stringify(value), Scenario);
      return false;
    } catch (error) {
      return /is made after|go round in a circle|not made yet|a second actor|declared\. Choose|can choose what|must be greater|to be >|to be <|Too (small|big)|Too (few|many)/.test(
        (error as Error).message,
      );
    }
  }

  it('a wrong op, signal, key, disposition or name is an error at its place', () => {
    const head = `${IMPORT}export default scenario({ id: 'x', title: 'x', tree: [{ name: 'init', newpid: true }, { name: 'w', parent: 'init' }], steps: [`;
    const at = (step: string) => {
      const text = `${head}${step}] });`;
      return language
        .problems('one.ts', text)
        .map(({ from, to, message }) => [text.slice(from, to), message.split('\n')[0]]);
    };
    expect(at("{ op: 'kill', from: 'sys', to: 'w', sig: 'TERM' }")).toEqual([]);
    expect(at("{ op: 'kil', from: 'sys', to: 'w', sig: 'TERM' }")[0]).toEqual([
      'op',
      expect.stringContaining('Did you mean \'"kill"\'') as string,
    ]);
    expect(at("{ op: 'kill', from: 'sys', to: 'w', sig: 'TREM' }")[0]?.[0]).toBe('sig');
    expect(at("{ op: 'kill', from: 'sys', to: 'wo', sig: 'TERM' }")[0]?.[0]).toBe('to');
    expect(at("{ op: 'sig', who: 'w', sig: 'TERM', mode: 'lgo' }")[0]?.[0]).toBe('mode');
    expect(at("{ op: 'sig', who: 'w', sig: 'TERM', mode: 'exit:3' }")).toEqual([]);
    expect(at("{ op: 'exit', who: 'w', code: 1, cod: 2 }")[0]?.[0]).toBe('cod');
    expect(at("{ op: 'exit', who: 'w' }")[0]?.[1]).toContain('not assignable');
  });

  it('completion offers operations, signals, dispositions, names, keys', () => {
    const offered = (step: string) => {
      const text = `${IMPORT}export default scenario({ id: 'x', title: 'x', tree: [{ name: 'init', sig: { TERM: 'log' } }, { name: 'w', parent: 'init' }], steps: [${step}`;
      const at = text.indexOf('|');
      const found = language.complete('one.ts', text.replace('|', ''), at);
      return found?.options.map(({ label }) => label) ?? [];
    };
    expect(offered("{ op: '|' }] });")).toEqual(expect.arrayContaining(['kill', 'exit', 'spawn', 'wait', 'rescue']));
    expect(offered("{ op: 'kill', from: 'sys', to: 'init', sig: '|' }] });")).toEqual(
      expect.arrayContaining(['TERM', 'KILL', 'CHLD']),
    );
    expect(offered("{ op: 'kill', from: '|', to: 'init', sig: 'TERM' }] });")).toEqual(
      expect.arrayContaining(['init', 'w', 'sys']),
    );
    expect(offered("{ op: 'sig', who: 'w', sig: 'TERM', mode: '|' }] });")).toEqual(
      expect.arrayContaining(['default', 'ignore', 'log', 'log-nocldwait']),
    );
    expect(offered("{ op: 'wait', who: 'init', | }] });")).toEqual(expect.arrayContaining(['nohang', 'wall', 'to']));
  });
});
