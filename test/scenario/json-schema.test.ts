// The published JSON Schema says what the reader says, as far as JSON Schema can.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { GET, getStaticPaths } from '@/pages/schemas/[name].json.ts';
import { readScenario, runScenario, Scenario } from '@/scenario/index.ts';

/** The schema as it is served, turned back into a validator by its JSON alone. */
async function served(name: string): Promise<{ json: Record<string, unknown>; validator: z.ZodType }> {
  const response = await GET({ params: { name } } as unknown as Parameters<typeof GET>[0]);
  const json = JSON.parse(await response.text()) as Record<string, unknown>;
  return { json, validator: z.fromJSONSchema(json) };
}

const filesIn = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, name));
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

const scenario = await served('scenario');
const site = await served('site-scenario');
const recording = await served('recording');

it('there is a page for each', () => {
  expect(getStaticPaths().map(({ params }) => params.name)).toEqual(['scenario', 'site-scenario', 'recording']);
});

describe.each(filesIn('content/scenarios'))('%s', (file) => {
  it('is valid by both schemas, and says where they are', () => {
    expect(scenario.validator.safeParse(read(file)).error).toBeUndefined();
    expect(site.validator.safeParse(read(file)).error).toBeUndefined();
    expect(read(file)).toHaveProperty('$schema', '../../dist/schemas/site-scenario.json');
  });
});

it.each(filesIn('content/recordings'))('%s is valid', (file) => {
  expect(recording.validator.safeParse(read(file)).error).toBeUndefined();
});

it('the example in the README is valid, and its init dies of the second SIGKILL only', () => {
  const readme = readFileSync('content/scenarios/README.md', 'utf8');
  const [, example = ''] = /```json\n([\s\S]*?)```/.exec(readme) ?? [];
  expect(scenario.validator.safeParse(JSON.parse(example)).error).toBeUndefined();
  const { outcome } = runScenario(readScenario('README.md', example, Scenario));
  expect(outcome.steps.map(({ state }) => state?.['init'])).toEqual(['alive ppid=sys', undefined, 'gone', undefined]);
});

it('the README names every operation and no other', () => {
  const readme = readFileSync('content/scenarios/README.md', 'utf8');
  const table = readme.slice(readme.indexOf('## What can be done'), readme.indexOf('## What comes out'));
  const named = [...table.matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`(\w+)`/g)].map(([, op]) => op),
  );
  const also = [...table.matchAll(/`(rescue)`/g)].map(([, op]) => op);
  const ops = (
    scenario.json['properties'] as {
      steps: { items: { oneOf: { properties: { op: { const?: string; enum?: string[] } } }[] } };
    }
  ).steps.items.oneOf.flatMap(({ properties: { op } }) => op.enum ?? [op.const]);
  expect([...named, ...also].toSorted()).toEqual(ops.toSorted());
});

describe('the schema of scenarios', () => {
  const good = {
    $schema: 'scenario.json',
    id: 'one',
    title: 'One',
    tree: [{ name: 'init', newpid: true, sig: { TERM: 'exit:0' } }],
    steps: [{ op: 'kill', from: 'sys', to: 'init', sig: 'TERM' }],
  };

  it('is of draft 7, which editors know', () => {
    expect(scenario.json).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#', type: 'object' });
    expect(scenario.json['required']).toEqual(['id', 'title', 'tree', 'steps']);
  });

  it('lets a good one through', () => {
    expect(scenario.validator.safeParse(good).success).toBe(true);
  });

  it.each<[string, object]>([
    ['a signal that does not exist', { steps: [{ op: 'kill', from: 'sys', to: 'init', sig: 'TREM' }] }],
    ['an operation that does not exist', { steps: [{ op: 'kil', who: 'init' }] }],
    ['an operation without what it needs', { steps: [{ op: 'kill', from: 'sys', to: 'init' }] }],
    ['an exit code beyond a byte', { steps: [{ op: 'exit', who: 'init', code: 256 }] }],
    ['an unknown key of an actor', { tree: [{ name: 'init', perent: 'sys' }] }],
    ['a handler’s exit code beyond a byte', { tree: [{ name: 'init', sig: { TERM: 'exit:256' } }] }],
    ['a billion threads', { tree: [{ name: 'init', threads: 1e9 }] }],
    ['no steps', { steps: [] }],
  ])('refuses %s', (_, change) => {
    expect(scenario.validator.safeParse({ ...good, ...change }).success).toBe(false);
  });
});
