/**
 * The tree before and after, drawn at build for those who read without script: by the very component that moves in the player.
 * @module
 */
import { h } from 'preact';
import { render } from 'preact-render-to-string';
import { shownAs, wordOf } from '../appearance.ts';
import type { CastMember } from '../cast.ts';
import { lookAt, type Stage } from '../stage.ts';
import type { PlayerWords } from '../words.ts';
import { arrange, NARROW, ROOMY } from './arrange.ts';
import { longestName } from './Namespace.tsx';
import { Tree } from './Tree.tsx';

export interface StillProps {
  stage: Stage;
  cast: readonly CastMember[];
  words: PlayerWords;
  namespaces: Readonly<Record<string, string>>;
}

/** @returns both pictures as SVG, and how high the picture is in the player, with large and with small plates */
export function still({ stage, cast, words, namespaces }: StillProps): {
  before: string;
  after: string;
  heights: { roomy: number; narrow: number };
} {
  const { film } = stage;
  const width = (namespace: number) => longestName(film, namespace, namespaces, words);
  const narrow = arrange(film, NARROW, width);
  const picture = (at: number) => {
    const label = film.tasks.flatMap((_, task) => {
      const { state, adopted, signal, unborn } = lookAt(stage, task, at);
      return unborn
        ? []
        : [words.plate(cast[task]!.name, wordOf(words, shownAs(state, adopted), signal), cast[task]!.pid)];
    });
    return render(
      h(Tree, {
        stage,
        arrangement: narrow,
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
        label: words.treeAt(label.join('; ')),
      }),
    );
  };
  return {
    before: picture(Math.max(0, film.start - 1)),
    after: picture(stage.last),
    heights: { roomy: arrange(film, ROOMY, width).height, narrow: narrow.height },
  };
}
