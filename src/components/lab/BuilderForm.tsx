/** The scenario as a form: processes, those made later, steps. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type BuilderAction, type Draft, isId, OPS, type Op, type Wrong } from '../../lab/index.ts';
import { ActorForm } from './ActorForm.tsx';
import { CarefulInput, Select, TextInput } from './inputs.tsx';
import { StepForm } from './StepForm.tsx';
import type { LabWords } from './words.ts';

export interface BuilderFormProps {
  words: LabWords;
  draft: Draft;
  wrong: readonly Wrong[];
  /** `said` is announced; `focus` names the field that is to have the focus afterwards. */
  dispatch: (action: BuilderAction, said?: string, focus?: string) => void;
}

export function BuilderForm({ words, draft, wrong, dispatch }: BuilderFormProps): JSX.Element {
  const [op, setOp] = useState<Op>('kill');
  const wrongAt = (at: string) => {
    const found = wrong.find((of) => of.at === at);
    return found && words.wrong(found);
  };
  const troubled = (at: string) => wrong.some((of) => of.at.startsWith(`${at}.`));
  const later = draft.later ?? [];
  const whole = (at: 'tree' | 'steps') => wrongAt(at) !== undefined && <p class="lf-wrong">{wrongAt(at)}</p>;
  return (
    <div class="l-form">
      <div class="lr-line">
        <TextInput
          label={words.scenarioTitle}
          at="title"
          wrong={wrongAt('title')}
          wide
          value={draft.title}
          onChange={(title) => dispatch({ do: 'title', title })}
        />
        <CarefulInput
          label={words.id}
          at="id"
          wrong={wrongAt('id')}
          value={draft.id}
          judge={(text) => (isId(text) ? undefined : words.wrong({ at: 'id', kind: 'bad-id' }))}
          onChange={(id) => dispatch({ do: 'id', id })}
        />
      </div>
      <section aria-labelledby="l-processes">
        <h2 id="l-processes">{words.processes}</h2>
        <p class="tell">{words.processesHelp}</p>
        <ol class="l-rows">
          {draft.tree.map((_, index) => (
            // Rows have no other name than their place: names change, and must not cost the focus.
            <ActorForm
              key={`tree${index}`}
              cast="tree"
              {...{ words, draft, index, wrongAt, dispatch }}
              troubled={troubled(`tree[${index}]`)}
            />
          ))}
        </ol>
        {whole('tree')}
        <button
          type="button"
          class="btn"
          data-at="tree.add"
          onClick={() => dispatch({ do: 'add-actor', cast: 'tree' }, undefined, `tree[${draft.tree.length}].name`)}
        >
          {words.addProcess}
        </button>
      </section>
      <section aria-labelledby="l-steps">
        <h2 id="l-steps">{words.steps}</h2>
        <p class="tell">{words.stepsHelp}</p>
        <ol class="l-rows">
          {draft.steps.map((_, index) => (
            <StepForm key={`step${index}`} {...{ words, draft, index, wrongAt, dispatch }} />
          ))}
        </ol>
        {whole('steps')}
        <div class="lr-line l-add">
          <Select
            label={words.op}
            at="steps.add.op"
            value={op}
            choices={OPS.map((of) => ({ value: of, text: `${of}: ${words.ops[of]}` }))}
            onChange={(of) => setOp(of as Op)}
          />
          <button
            type="button"
            class="btn"
            data-at="steps.add"
            onClick={() =>
              dispatch(
                { do: 'add-step', op },
                words.added(words.step(draft.steps.length + 1)),
                `steps[${draft.steps.length}].op`,
              )
            }
          >
            {words.addStep}
          </button>
        </div>
      </section>
      {(later.length > 0 || draft.steps.some((step) => step.op === 'spawn')) && (
        <section aria-labelledby="l-later">
          <h2 id="l-later">{words.later}</h2>
          <p class="tell">{words.laterHelp}</p>
          <ol class="l-rows">
            {later.map((_, index) => (
              <ActorForm
                key={`later${index}`}
                cast="later"
                {...{ words, draft, index, wrongAt, dispatch }}
                troubled={troubled(`later[${index}]`)}
              />
            ))}
          </ol>
          <button
            type="button"
            class="btn"
            onClick={() => dispatch({ do: 'add-actor', cast: 'later' }, undefined, `later[${later.length}].name`)}
          >
            {words.addLater}
          </button>
        </section>
      )}
    </div>
  );
}
