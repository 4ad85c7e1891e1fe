/** One step of the scenario: what is done, and the fields that belong to it. */
import type { JSX } from 'preact';
import {
  type BuilderAction,
  type Draft,
  FIELDS,
  type Field,
  isName,
  OPS,
  type Op,
  presentAt,
  REBOOT_COMMANDS,
} from '../../lab/index.ts';
import { offered } from './ActorForm.tsx';
import { CarefulInput, Check, type Choice, Select, TextInput } from './inputs.tsx';
import { RowButtons } from './RowButtons.tsx';
import { DispositionInput, isCode, signalChoices } from './Signals.tsx';
import type { LabWords } from './words.ts';

export interface StepFormProps {
  words: LabWords;
  draft: Draft;
  index: number;
  wrongAt: (at: string) => string | undefined;
  dispatch: (action: BuilderAction, said?: string, focus?: string) => void;
}

const MOST_MS = 600_000;

export function StepForm({ words, draft, index, wrongAt, dispatch }: StepFormProps): JSX.Element | null {
  const step = draft.steps[index];
  if (step === undefined) return null;
  const at = `steps[${index}]`;
  const what = words.step(index + 1);
  const values = step as Readonly<Record<string, unknown>>;
  const set = (change: Readonly<Record<string, unknown>>) => dispatch({ do: 'set-step', index, set: change });
  const extras = [
    step.nosettle ? 'nosettle' : '',
    step.timeout === undefined ? '' : `${step.timeout} ms`,
    step.note ?? '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
  return (
    <li>
      <fieldset class="lr">
        <legend class="sr">{what}</legend>
        <div class="lr-line">
          <span class="l-n" aria-hidden="true">
            {index + 1}
          </span>
          <Select
            label={words.op}
            at={`${at}.op`}
            wrong={wrongAt(`${at}.op`)}
            value={step.op}
            choices={OPS.map((op) => ({ value: op, text: `${op}: ${words.ops[op]}` }))}
            onChange={(op) => dispatch({ do: 'set-op', index, op: op as Op })}
          />
          {FIELDS[step.op].map((field) => (
            <StepField key={field.key} {...{ words, draft, index, field, wrongAt, set }} value={values[field.key]} />
          ))}
          <RowButtons
            {...{ words, what, at }}
            first={index === 0}
            last={index === draft.steps.length - 1}
            onMove={(by) =>
              dispatch(
                { do: 'move-step', index, by },
                words.moved(what),
                `steps[${index + by}].${by < 0 ? 'up' : 'down'}`,
              )
            }
            onCopy={() => dispatch({ do: 'copy-step', index }, words.copied(what), `steps[${index + 1}].op`)}
            onRemove={() =>
              dispatch({ do: 'remove-step', index }, words.removed(what), `steps[${Math.max(0, index - 1)}].remove`)
            }
          />
        </div>
        <details class="l-more">
          <summary>
            {extras === '' ? words.furtherMore : extras} <span class="sr-only">{words.ofWhom(what)}</span>
          </summary>
          <div class="l-inside">
            <div class="lr-line">
              <Check
                label={words.nosettle}
                at={`${at}.nosettle`}
                checked={step.nosettle === true}
                onChange={(on) => set({ nosettle: on ? true : undefined })}
              />
              <CarefulInput
                label={words.timeout}
                at={`${at}.timeout`}
                wrong={wrongAt(`${at}.timeout`)}
                numeric
                value={step.timeout === undefined ? '' : String(step.timeout)}
                judge={(text) =>
                  text === '' || (/^[1-9]\d{0,5}$/.test(text) && Number(text) <= MOST_MS) ? undefined : `1–${MOST_MS}`
                }
                onChange={(text) => set({ timeout: text === '' ? undefined : Number(text) })}
              />
              <TextInput
                label={words.note}
                at={`${at}.note`}
                wide
                value={step.note ?? ''}
                onChange={(note) => set({ note: note === '' ? undefined : note })}
              />
            </div>
          </div>
        </details>
      </fieldset>
    </li>
  );
}

interface StepFieldProps {
  words: LabWords;
  draft: Draft;
  index: number;
  field: Field;
  value: unknown;
  wrongAt: (at: string) => string | undefined;
  set: (change: Readonly<Record<string, unknown>>) => void;
}

function StepField({ words, draft, index, field: { key, kind }, value, wrongAt, set }: StepFieldProps): JSX.Element {
  const at = `steps[${index}].${key}`;
  const shared = { label: words.fieldLabel(key, kind), at, wrong: wrongAt(at) };
  const text = typeof value === 'string' ? value : '';
  const names = offered(presentAt(draft, index));
  const tasks: Choice[] = names.map((name) => ({ value: name, text: name }));
  const put = (of: unknown) => set({ [key]: of === '' ? undefined : of });
  switch (kind) {
    case 'task':
      return <Select {...shared} mono value={text} choices={tasks} missing={words.missing} onChange={put} />;
    case 'any-task':
      return (
        <Select
          {...shared}
          mono
          value={text}
          choices={[{ value: '', text: words.anybody }, ...tasks]}
          missing={words.missing}
          onChange={put}
        />
      );
    case 'own-group-or-task':
      return (
        <Select
          {...shared}
          mono
          value={text}
          choices={[
            { value: '', text: words.groups.own },
            ...tasks.map(({ value: of }) => ({ value: of, text: words.groups.of(of) })),
          ]}
          missing={words.missing}
          onChange={put}
        />
      );
    case 'target': {
      const groups = names
        .filter((name) => name !== 'sys')
        .map((name) => ({ value: `pgrp:${name}`, text: words.groupOf(name) }));
      return (
        <Select
          {...shared}
          mono
          value={text}
          choices={[...tasks, ...groups, { value: '-1', text: words.everybody }]}
          missing={(of) => words.missing(of.replace(/^pgrp:/, ''))}
          onChange={put}
        />
      );
    }
    case 'signal':
      return <Select {...shared} mono value={text} choices={signalChoices} onChange={put} />;
    case 'other-signal':
      return (
        <Select
          {...shared}
          mono
          value={text}
          choices={[{ value: '', text: words.chld }, ...signalChoices.filter(({ value: of }) => of !== 'CHLD')]}
          onChange={put}
        />
      );
    case 'disposition':
      return <DispositionInput words={words} {...shared} value={text} onChange={put} />;
    case 'reboot':
      return (
        <Select
          {...shared}
          mono
          value={text}
          choices={REBOOT_COMMANDS.map((of) => ({ value: of, text: of }))}
          onChange={put}
        />
      );
    case 'code':
      return (
        <CarefulInput
          {...shared}
          numeric
          value={String(value)}
          judge={(typed) => (isCode(typed) ? undefined : '0–255')}
          onChange={(typed) => set({ [key]: Number(typed) })}
        />
      );
    case 'new':
    case 'thread':
      return (
        <CarefulInput
          {...shared}
          value={text}
          judge={(typed) =>
            typed === 'sys'
              ? words.wrong({ at, kind: 'sys' })
              : isName(kind === 'thread' ? typed.replace(/\.\d+$/, '') : typed)
                ? undefined
                : words.wrong({ at, kind: 'bad-name', name: typed })
          }
          onChange={put}
        />
      );
    case 'flag':
      return (
        <Check
          label={words.flags[key as keyof LabWords['flags']] ?? key}
          at={at}
          checked={value === true}
          onChange={(on) => set({ [key]: on ? true : undefined })}
        />
      );
    case 'off':
      return (
        <Check
          label={words.off}
          at={at}
          checked={value === '0'}
          onChange={(on) => set({ [key]: on ? '0' : undefined })}
        />
      );
  }
}
