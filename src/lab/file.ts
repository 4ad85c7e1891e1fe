/**
 * Scenarios as files: what a reader uploads, and what they can take with them.
 * @module
 */
import { readScenario, Scenario, ScenarioError } from '../scenario/index.ts';
import type { Draft } from './draft.ts';
import { checkExcess } from './size.ts';

/** Largest file that is read, in bytes. */
export const LARGEST_FILE = 256 * 1024;

/** Keys of the site's own scenarios that speak of particular steps and actors: they would be wrong after any change. */
const OF_THE_SITE = ['$schema', 'text', 'actors', 'namespaces', 'moments'];

/**
 * Reads a file of a reader's.
 * @param file its name, for errors
 * @throws ScenarioError naming what is wrong and where
 */
export function readUpload(file: string, text: string): Draft {
  if (text.length > LARGEST_FILE)
    throw new ScenarioError(
      `${file}: larger than ${LARGEST_FILE / 1024} kB. A scenario is far smaller: is this the right file?`,
    );
  return readText(file, text);
}

/** Reads a scenario from text that anybody may have written. @throws ScenarioError */
export function readText(name: string, text: string): Draft {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // What is no JSON is told below, with its place.
  }
  checkExcess(name, value);
  return coreOf(readScenario(name, text, Scenario));
}

/** A scenario without what is only true of it as it is. */
export function coreOf(scenario: Scenario): Draft {
  return Object.fromEntries(
    Object.entries(scenario).filter(([key]) => !OF_THE_SITE.includes(key) && key !== '__proto__'),
  ) as Draft;
}

/** The text of the file that `why-sigkill real` and `why-sigkill simulate` take. */
export const fileOf = (draft: Draft): string => `${JSON.stringify(draft, null, 2)}\n`;
