/**
 * The tree of a prediction, drawn at build: everybody before it goes on.
 * @module
 */
import { h } from 'preact';
import { render } from 'preact-render-to-string';
import { stillOf } from '@/site/player.ts';
import { shownAs, wordOf } from '../player/appearance.ts';
import { castOf } from '../player/cast.ts';
import { lookAt, stageOf } from '../player/stage.ts';
import { arrange, NARROW } from '../player/tree/arrange.ts';
import { longestName } from '../player/tree/Namespace.tsx';
import { Tree } from '../player/tree/Tree.tsx';
import { playerWords } from '../player/words.ts';
import type { PredictData } from './data.ts';

/**
 * @param step the step before which the scenario stands, from 1
 * @returns the picture, and by name which plate of it is whose
 */
export function picture(
  { scenario, locale }: PredictData,
  step: number,
): { svg: string; plates: Record<string, number> } {
  const { film } = stillOf(scenario.slug);
  const words = playerWords[locale];
  const stage = stageOf(film);
  const cast = castOf(film, scenario.actors, locale);
  const at = Math.max(0, (film.steps[step - 1] ?? film.start) - 1);
  const { namespaces } = scenario;
  const there = film.tasks.flatMap((task, index) => {
    const { state, adopted, signal, unborn } = lookAt(stage, index, at);
    return unborn
      ? []
      : [
          {
            name: task.name,
            index,
            says: words.plate(cast[index]!.name, wordOf(words, shownAs(state, adopted), signal), cast[index]!.pid),
          },
        ];
  });
  const svg = render(
    h(Tree, {
      stage,
      arrangement: arrange(film, NARROW, (namespace) => longestName(film, namespace, namespaces, words)),
      cast,
      words,
      at,
      namespaces,
      signals: [],
      moving: false,
      adopted: [],
      running: undefined,
      stop: undefined,
      onChoose: undefined,
      label: words.treeAt(there.map(({ says }) => says).join('; ')),
    }),
  );
  return { svg, plates: Object.fromEntries(there.map(({ name, index }) => [name, index])) };
}
