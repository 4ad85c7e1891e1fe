/** Who, now, in the end; and what a real kernel did with the same scenario. */
import type { ComparedTask, EventIndex, LifeState, Said, TaskIndex } from '@/player/index.ts';
import { colourOf, glyphOf, shownAs, wordOf } from './appearance.ts';
import { Glyph } from './Glyph.tsx';
import { pure } from './pure.ts';
import { Says } from './Says.tsx';
import { lookAt, type Stage } from './stage.ts';
import type { PlayerWords } from './words.ts';

export interface Fate {
  task: TaskIndex;
  name: string;
  role: string;
  /** In the end, in the model. */
  end: Said;
  /** In the end, on the real kernel; undefined: it has no such process, or there is no recording. */
  real: string | undefined;
  verdict: ComparedTask['verdict'] | undefined;
  /** Why that kernel is known to do otherwise. */
  because: string | undefined;
}

export interface FatesProps {
  words: PlayerWords;
  fates: readonly Fate[];
  stage: Stage;
  /** The position whose looks are shown. */
  at: EventIndex;
  /** `6.0.0`, of the recording beside which it stands; undefined when there is none to compare. */
  kernel: string | undefined;
  onChoose: (task: TaskIndex, from: Element) => void;
}

export const Fates = pure(({ words, fates, stage, at, kernel, onChoose }: FatesProps) => {
  return (
    <section class="p-fates" aria-label={words.fates}>
      <h3 class="p-h">{words.fates}</h3>
      <div class="p-fates-pane">
        <table class="fates">
          <thead>
            <tr>
              <th scope="col">{words.who}</th>
              <th scope="col">{words.now}</th>
              <th scope="col">{words.end}</th>
              {kernel && <th scope="col">{words.realHead(kernel)}</th>}
            </tr>
          </thead>
          <tbody>
            {fates.map((fate) => {
              const { state, adopted, signal, unborn } = lookAt(stage, fate.task, at);
              return (
                <Row
                  key={fate.task}
                  {...{ words, fate, state, adopted, signal, unborn, onChoose }}
                  compared={!!kernel}
                />
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
});

interface RowProps extends Pick<FatesProps, 'words' | 'onChoose'> {
  fate: Fate;
  state: LifeState;
  adopted: boolean;
  signal: string | undefined;
  unborn: boolean;
  compared: boolean;
}

const Row = pure(({ words, fate, state, adopted, signal, unborn, compared, onChoose }: RowProps) => {
  const shown = shownAs(state, adopted);
  return (
    <tr data-task={fate.task}>
      <th scope="row">
        <button type="button" aria-haspopup="dialog" onClick={(event) => onChoose(fate.task, event.currentTarget)}>
          <code>{fate.name}</code>
        </button>{' '}
        {fate.role && <small>{fate.role}</small>}
      </th>
      <td>
        {unborn ? (
          words.notBorn
        ) : (
          <span class={`st s-${colourOf(shown)}`}>
            <Glyph name={glyphOf(shown)} />
            {wordOf(words, shown, signal)}
          </span>
        )}
      </td>
      <td class="end">
        <Says said={fate.end} />
      </td>
      {compared && (
        <td>
          {fate.real === undefined || fate.verdict === undefined ? (
            words.noRecording
          ) : (
            <span class={`v-${fate.verdict}`}>
              {fate.verdict === 'same' ? <Glyph name="ok" /> : <b>{words.verdicts[fate.verdict]}: </b>}
              {fate.verdict === 'same' && <span class="sr-only">{words.verdicts.same}: </span>}
              <span class="real">{fate.real}</span>
              {fate.because && <small> {fate.because}</small>}
            </span>
          )}
        </td>
      )}
    </tr>
  );
});
