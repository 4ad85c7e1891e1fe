/**
 * The site's scenarios and their recordings: read from `content/`, checked at the door, each recording held against the
 * scenario it says it is of.
 */
import { z } from 'zod';
import type { Locale } from '../figures/locale.ts';
import {
  checkRecordingIsOf,
  type Recording,
  readRecording,
  readScenario,
  Scenario,
  ScenarioError,
} from '../scenario/index.ts';
import { nearestOf } from './nearest.ts';

const text = z.strictObject({ en: z.string().min(1), 'zh-cn': z.string().min(1) });

/** What the site adds to a scenario, in keys of its own: its texts, in both languages. */
export const SiteScenario = Scenario.extend({
  text: z.strictObject({
    title: text,
    /** Stands under the figure. */
    caption: text,
  }),
  /** What an actor is, in a word or two, beside its name; of `sys`, the name it goes by. */
  actors: z.record(z.string(), text).default({}),
  /** What a namespace is called, by the name of its init. */
  namespaces: z.record(z.string(), text).default({}),
  /**
   * The numbered labels above the lanes: the step, and, where it matters, the moment in it when a task's state begins
   * (`"init zombie"`); without, the beginning of the step.
   */
  moments: z.array(text.extend({ step: z.int().min(0), when: z.string().optional() })).default([]),
});
export type SiteScenario = z.infer<typeof SiteScenario>;

// Vite reads the options where they stand: they cannot be shared through a constant.
const scenarioFiles = import.meta.glob<string>('/content/scenarios/*.json', {
  eager: true,
  query: '?raw',
  import: 'default',
});
const recordingFiles = import.meta.glob<string>('/content/recordings/*.json', {
  eager: true,
  query: '?raw',
  import: 'default',
});

const slugs = (files: Record<string, string>) => Object.keys(files).map((path) => path.replace(/^.*\/|\.json$/g, ''));

/** The slugs of all scenarios the site has, sorted. */
export function scenarioSlugs(): string[] {
  return slugs(scenarioFiles).toSorted();
}

/**
 * @param slug the file's name without `.json`, as in `<Lanes scenario="docker-stop" />`
 * @throws ScenarioError when there is no such scenario (naming those most like it, or all), or its file is wrong
 */
export function siteScenario(slug: string): SiteScenario {
  const path = `content/scenarios/${slug}.json`;
  const file = scenarioFiles[`/${path}`];
  if (file === undefined)
    throw new ScenarioError(
      `There is no scenario ${JSON.stringify(slug)} (${path}).${nearestOf(slug, scenarioSlugs()) || ` There are: ${scenarioSlugs().join(', ')}.`}`,
    );
  const scenario = readScenario(path, file, SiteScenario);
  if (scenario.id !== slug)
    throw new ScenarioError(
      `${path}: id: expected ${JSON.stringify(slug)}, as the file is named; it is ${JSON.stringify(scenario.id)}.`,
    );
  return scenario;
}

/**
 * What a real kernel did with a scenario.
 * @throws ScenarioError when there is no recording, when its file is wrong, or when it records another scenario
 */
export function recordingOf(slug: string): Recording {
  const path = `content/recordings/${slug}.json`;
  const file = recordingFiles[`/${path}`];
  if (file === undefined)
    throw new ScenarioError(
      `Scenario ${slug} has no recording (${path}); recorded are: ${slugs(recordingFiles).toSorted().join(', ')}.`,
    );
  const recording = readRecording(path, file);
  checkRecordingIsOf(path, recording, `content/scenarios/${slug}.json`, siteScenario(slug));
  return recording;
}

/** The scenario that was run under a name such as `a02`, as notes cite it; undefined when the site has none of it. */
export function scenarioOfRun(run: string): { slug: string; recording: Recording } | undefined {
  for (const slug of slugs(recordingFiles)) {
    const recording = recordingOf(slug);
    if (recording.run === run || recording.run.startsWith(`${run}-`)) return { slug, recording };
  }
  return undefined;
}

/** A text in the reader's language. */
export const inLocale = (said: z.infer<typeof text>, locale: Locale): string => said[locale];
