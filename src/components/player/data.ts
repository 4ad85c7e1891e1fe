/**
 * What a player is given: by a page's build, or by whoever puts one on a page of their own.
 * @module
 */
import type { Locale } from '@/i18n/index.ts';
import type { FilmLine, Recorded } from '@/player/index.ts';
import type { RoleTexts } from './cast.ts';

/** Where a line of the model stands in the kernel's text. */
export interface LinePlace {
  /** The id by which its function's text is fetched; undefined where the site has none. */
  id: string | undefined;
  /** The line's number in v6.0. */
  number: number | undefined;
}

export interface PlayerData {
  locale: Locale;
  /** The site's name for the scenario; undefined for one that somebody made. */
  slug: string | undefined;
  title: string;
  /** The core that the worker takes. */
  scenario: unknown;
  /** What actors are, by name, in both languages. */
  actors: RoleTexts;
  /** What namespaces are called, by their init's name, in this edition. */
  namespaces: Readonly<Record<string, string>>;
  /** What real kernels did with the very same scenario; the first of them stands beside the fates. */
  recordings: readonly Recorded[];
  placeOf: (line: FilmLine) => LinePlace | undefined;
  /** It shows one run of something else than a scenario: there is nothing to vary, to explore, or to link to. */
  fixed?: true;
}
