import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { shoot } from '@/film/index.ts';
import type { Film, PlaySchedule } from '@/player/index.ts';
import type { Run, Scenario } from '@/scenario/index.ts';

/** A scenario file as it is, with what the site adds. */
export type ScenarioFile = Scenario & { actors?: Record<string, { en: string; 'zh-cn': string }> };

export const slugs = readdirSync('content/scenarios')
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace('.json', ''));

export const scenarioOf = (slug: string): ScenarioFile =>
  JSON.parse(readFileSync(`content/scenarios/${slug}.json`, 'utf8')) as ScenarioFile;

const kept = new Map<string, { run: Run; film: Film }>();

/** The film of a scenario of the site, in the machine's own order. */
export function filmed(slug: string): { run: Run; film: Film } {
  const known = kept.get(slug) ?? shoot(scenarioOf(slug));
  kept.set(slug, known);
  return known;
}

export const filmOf = (slug: string, schedule: PlaySchedule): Film => shoot(scenarioOf(slug), schedule).film;

/** A film of the site, and a position in it. */
export const anyPlace = fc
  .constantFrom(...slugs)
  .chain((slug) => fc.tuple(fc.constant(slug), fc.nat(filmed(slug).film.length - 1)));

/** A namespace of so many processes that all die with their init. */
export function crowd(processes: number): Scenario {
  const workers = Array.from({ length: processes }, (_, i) => ({
    name: `w${i}`,
    parent: i % 10 === 0 || i < 10 ? 'init' : `w${i - (i % 10)}`,
    sig: { TERM: 'log' as const },
  }));
  return {
    id: 'crowd',
    title: 'a crowd',
    tree: [{ name: 'init', newpid: true }, ...workers],
    steps: [
      { op: 'kill', from: 'sys', to: 'init', sig: 'TERM' },
      { op: 'kill', from: 'sys', to: 'init', sig: 'KILL' },
    ],
  };
}
