/** What is played, where in it one is, and what real kernels made of it. */
import type { Comparison, Film } from '@/player/index.ts';
import { comparisonLine } from '@/player/index.ts';
import type { PlayerData } from './data.ts';
import { pure } from './pure.ts';
import { Says } from './Says.tsx';
import { stopsOf } from './stops.ts';
import type { PlayerWords } from './words.ts';

export interface HeadProps {
  data: PlayerData;
  words: PlayerWords;
  film: Film;
  /** The number of the step. */
  step: number;
  /** The scenario is not the page's own. */
  varied: boolean;
  compared: Comparison[];
  number: (n: number) => string;
}

export const Head = pure(({ data, words, film, step, varied, compared, number }: HeadProps) => (
  <div class="p-head">
    <b>{data.title}</b>
    {data.slug && (
      <span>
        {words.scenarioLabel} <code>{data.slug}</code>
      </span>
    )}
    <span class="r">
      {words.stepOf(number(step), number(stopsOf(film).length))}
      {!data.fixed && (data.locale === 'en' ? ', ' : '，')}
      {!data.fixed && <Says said={comparisonLine(data.locale, compared, varied)} />}
    </span>
  </div>
));
