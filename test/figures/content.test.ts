// The figures of the site's own content: every scenario can be drawn and told, every graph of a chapter can be read.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { layOutGraph } from '@/figures/graph/index.ts';
import { labelledRoom, layOutLanes, namesWidth, placeMoments, tell, weigh } from '@/figures/lanes/index.ts';
import { sansWidth, wrapSans } from '@/figures/metrics.ts';
import { callSlice } from '@/site/graph.ts';
import { recordingOf, scenarioOfRun, scenarioSlugs, siteScenario } from '@/site/scenarios.ts';
import { symbols } from '@/site/symbols.ts';
import { outside, overlaps } from './overlaps.ts';

const locales = ['en', 'zh-cn'] as const;

/** The scenarios that pages show: they need labels, and must have been recorded on 6.0.0 itself. */
const shown = new Set(
  ['content/docs', 'src/components'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(mdx|astro)$/.test(name))
      .flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(/<Lanes\s[^>]*?\bscenario="([^"]+)"/g)])
      .map(([, slug]) => slug!),
  ),
);

/** What lanes cannot draw, each with what they say of it. */
const NOT_DRAWN: Record<string, RegExp> = {
  'kill-child': /init died, and the recording does not say of what/,
  'mt-init-exec': /init\.1 died, and the recording does not say of what/,
  'orphaned-group': /B took SIGCONT, and no step sent the signal/,
  'pdeath-thread': /B took SIGUSR1, and no step sent the signal/,
  'reboot-inside': /init died, and the recording does not say of what/,
};

describe.each(Object.entries(NOT_DRAWN))('scenario %s', (slug, reason) => {
  it('is refused by lanes, which say why, and shown by no page', () => {
    expect(() => layOutLanes(siteScenario(slug), recordingOf(slug).outcome)).toThrow(reason);
    expect(shown).not.toContain(slug);
  });
});

describe('the scenarios that pages show', () => {
  it('are found, and exist', () => {
    expect(shown.size).toBeGreaterThanOrEqual(3);
    for (const slug of shown) expect(scenarioSlugs()).toContain(slug);
  });

  it.each([...shown])(
    '%s was recorded on 6.0, or on a later kernel that does the same, and all runs agreed',
    (slug) => {
      const { kernel, runs, varied, differs } = recordingOf(slug);
      if (!kernel.startsWith('6.0.')) expect(differs).toBeUndefined();
      expect(runs).toBeGreaterThan(1);
      expect(varied).toEqual([]);
      expect(siteScenario(slug).moments.length).toBeGreaterThan(0);
    },
  );
});

describe.each(scenarioSlugs().filter((slug) => !(slug in NOT_DRAWN)))('scenario %s', (slug) => {
  const scenario = siteScenario(slug);
  const { outcome } = recordingOf(slug);
  const figure = layOutLanes(scenario, outcome);

  it('ends each lane in the state that was recorded last', () => {
    for (const { task, segments } of figure.lanes.filter((lane) => lane.task !== 'sys')) {
      const last = outcome.final[task]!.last.split(/[ (]/)[0]!;
      const drawn = segments.at(-1)!.state;
      expect(`${task} ${drawn === 'reaped' ? 'gone' : drawn === 'adopted' ? 'alive' : drawn}`).toBe(`${task} ${last}`);
    }
  });

  it('names only actors it has', () => {
    const tasks = figure.lanes.map((lane) => lane.task);
    for (const task of [...Object.keys(scenario.actors), ...Object.keys(scenario.namespaces)])
      expect(tasks).toContain(task);
  });

  it.each(locales)('has room for its labels and words for all that happens, in %s', (locale) => {
    const labels = placeMoments(
      slug,
      figure,
      scenario.moments.map(({ step, when, [locale]: text }) => ({ step, when, text })),
    );
    const role = (task: string) => scenario.actors[task]?.[locale] ?? '';
    const room = labelledRoom(
      namesWidth(
        figure.lanes.map(({ task, pids }) => ({ name: task, small: `${role(task)}, pid ${pids.join(', outer ')}` })),
      ),
    );
    const { columns, lines } = weigh(slug, figure, labels, room);
    expect(lines).toBeLessThanOrEqual(6);
    const unit = room / columns.reduce((a, b) => a + b, 0);
    for (const label of labels) {
      const width = columns.slice(label.column, label.until).reduce((a, b) => a + b, 0) * unit - 12;
      for (const line of wrapSans(`${label.number}\u00a0${label.text}`, 13, width + 1))
        expect(sansWidth(line, 13)).toBeLessThanOrEqual(width + 1);
    }
    const told = tell(figure, locale, (task) => task);
    expect(new Set(told.map(({ column }) => column)).size).toBe(new Set(figure.happenings.map((h) => h.column)).size);
    expect(told.flatMap(({ sentences }) => sentences).join()).not.toMatch(/undefined|null/);
  });
});

describe('a signal to a process group', () => {
  it('reaches the members of the group, and nobody else', () => {
    const { outcome } = recordingOf('forwarding-to-group');
    const { happenings } = layOutLanes(siteScenario('forwarding-to-group'), outcome);
    const second = happenings.filter(({ step, kind }) => step === 2 && kind === 'signal');
    expect(second).toMatchObject([
      { lane: 'app', sig: 'TERM', from: 'init', fate: 'handled' },
      { lane: 'helper', sig: 'TERM', from: 'init', fate: 'handled' },
    ]);
  });
});

describe('the recordings', () => {
  it('are found by the names notes cite', () => {
    expect(scenarioOfRun('a02')?.slug).toBe('docker-stop');
    expect(scenarioOfRun('c11')?.slug).toBe('outer-sigchld');
    expect(scenarioOfRun('a0')).toBeUndefined();
  });

  it('name the nearest scenarios when one is asked for that is not there, and all where none is near', () => {
    expect(() => siteScenario('docker-stopp')).toThrow(
      /There is no scenario "docker-stopp" .*The nearest names: docker-stop[.,]/,
    );
    expect(() => siteScenario('docker-stopp')).not.toThrow(/outer-sigchld/);
    expect(() => siteScenario('something-quite-different')).toThrow(/There are: .*outer-sigchld/);
  });
});

/** The `<CallGraph>` elements of all chapters, with their properties as the pages write them. */
const graphs = readdirSync('content/docs', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.mdx'))
  .flatMap((name) => {
    const text = readFileSync(join('content/docs', name), 'utf8');
    return [...text.matchAll(/<CallGraph\b([\s\S]*?)(?:\/>|>)/g)].map(([, props = '']) => {
      const list = (key: string) =>
        [...(new RegExp(`${key}=\\{\\[([^\\]]*)\\]`).exec(props)?.[1] ?? '').matchAll(/['"]([^'"]+)['"]/g)].map(
          ([, one]) => one!,
        );
      const one = (key: string) => new RegExp(`\\b${key}="([^"]+)"`).exec(props)?.[1] ?? '';
      return { page: name, from: one('from'), to: one('to'), path: list('path'), also: list('also') };
    });
  });

describe.skipIf(symbols().length === 0 || graphs.length === 0)('the call graphs of the chapters', () => {
  it.each(graphs)('$page: $from to $to can be read at every width', ({ page, ...asked }) => {
    const { slice, whole } = callSlice(page, asked, 'en')!;
    for (const [shown, locale] of [slice, ...(whole ? [whole.slice] : [])].flatMap((each) =>
      locales.map((locale) => [each, locale] as const),
    ))
      for (const limits of [[328, 344, 358, 372], [480]]) {
        const laid = layOutGraph(shown, limits, locale);
        expect(overlaps(laid)).toEqual([]);
        expect(outside(laid)).toEqual([]);
        expect(laid.size).toBeGreaterThanOrEqual(11.5);
      }
  });
});
