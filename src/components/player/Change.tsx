/** Another run: changes to the scenario, its text as TypeScript, all schedules, and the link to this one. */
import { useState } from 'preact/hooks';
import type { FilmTeller } from '@/player/index.ts';
import type { PlayerData } from './data.ts';
import { Edit } from './Edit.tsx';
import type { Model } from './model.ts';
import { endInWords } from './narration.ts';
import { memo } from './pure.ts';
import { offeredFor, type Reel, reelOf, toggled } from './reel.ts';
import { Schedules } from './Schedules.tsx';
import { Tools } from './Tools.tsx';
import { Vary } from './Vary.tsx';
import type { PlayerWords } from './words.ts';

export interface ChangeProps {
  data: PlayerData;
  words: PlayerWords;
  reel: Reel;
  teller: FilmTeller;
  model: Pick<Model, 'exploration' | 'load' | 'explore' | 'stopExploring' | 'forgetExploration'>;
  /** A text that came with a link: it is shown, and not run. */
  edited: Reel['edited'];
  number: (n: number) => string;
  /** The address of this moment. @throws RangeError when the reader's text is too long for one */
  addressOf: () => Promise<string>;
}

export const Change = memo(({ data, words, reel, teller, model, edited, number, addressOf }: ChangeProps) => {
  const { locale } = data;
  const [editing, setEditing] = useState(edited !== undefined);
  // Another scenario has other schedules: what was found of them goes.
  const load = (next: Reel) => {
    model.forgetExploration();
    model.load(next);
  };
  return (
    <>
      {!data.fixed && (
        <Vary
          {...{ words, locale }}
          offered={offeredFor(reel)}
          otherSchedule={reel.schedule.kind !== 'order'}
          edited={reel.base !== data.scenario}
          roomy={matchMedia('(min-width: 50rem)').matches}
          onToggle={(id) => load(toggled(reel, id))}
          onOriginal={() => load(reelOf(data.scenario))}
        >
          <Tools
            {...{ words, editing, addressOf }}
            onEdit={() => setEditing(!editing)}
            exploring={model.exploration?.running ?? false}
            onExplore={() => model.explore(reel.scenario)}
          />
        </Vary>
      )}
      {editing && (
        <Edit
          {...{ locale, words }}
          scenario={reel.scenario}
          from={edited}
          onScenario={(scenario, from) => load(reelOf(scenario, { edited: from }))}
          onClose={() => setEditing(false)}
        />
      )}
      <Schedules
        {...{ words, number }}
        exploration={model.exploration}
        shown={reel.schedule.kind === 'replay' ? reel.schedule.keys : undefined}
        endingOf={(ended, last) => endInWords(teller, ended, last)}
        nameOf={(name) => teller.name(name).text}
        onStop={model.stopExploring}
        onOpen={(keys) => model.load({ ...reel, schedule: { kind: 'replay', keys } })}
      />
    </>
  );
});
