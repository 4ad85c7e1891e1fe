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

describe.each(scenarioSlugs())('scenario %s', (slug) => {
  const scenario = siteScenario(slug);
  const { outcome, kernel, runs, varied } = recordingOf(slug);
  const figure = layOutLanes(scenario, outcome);

  it('is drawn from a recording of 6.0.0 in which all runs agreed', () => {
    expect(kernel).toBe('6.0.0');
    expect(runs).toBeGreaterThan(1);
    expect(varied).toEqual([]);
  });

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
    expect(labels.length).toBeGreaterThan(0);
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
