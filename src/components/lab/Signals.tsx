/** What an actor does with signals: dispositions, one a line, and the signals it blocks. */
import type { JSX } from 'preact';
import { DISPOSITIONS } from '../../lab/index.ts';
import { type Actor, type Disposition, Sig } from '../../scenario/index.ts';
import { CarefulInput, type Choice, Select } from './inputs.tsx';
import type { LabWords } from './words.ts';

export const signalChoices: readonly Choice[] = Sig.options.map((sig) => ({ value: sig, text: sig }));
/** No process can choose what these two do, or block them. */
const choosable = signalChoices.filter(({ value }) => value !== 'KILL' && value !== 'STOP');

export const isCode = (text: string): boolean => /^\d{1,3}$/.test(text) && Number(text) <= 255;

const EXIT = 'exit:';

/** A disposition: its kind, and the code where it exits. */
export function DispositionInput({
  words,
  at,
  label,
  value,
  wrong,
  onChange,
}: {
  words: LabWords;
  at: string;
  label: string;
  value: string;
  wrong?: string | undefined;
  onChange: (value: Disposition) => void;
}): JSX.Element {
  const exits = value.startsWith(EXIT);
  const kinds = DISPOSITIONS.map((of) =>
    of.startsWith(EXIT) ? { value: EXIT, text: 'exit' } : { value: of, text: of },
  );
  return (
    <>
      <Select
        {...{ label, at, wrong }}
        mono
        value={exits ? EXIT : value}
        choices={kinds}
        onChange={(kind) => onChange(kind === EXIT ? 'exit:0' : (kind as Disposition))}
      />
      {exits && (
        <CarefulInput
          label={words.exitCode}
          at={`${at}.code`}
          numeric
          value={value.slice(EXIT.length)}
          judge={(text) => (isCode(text) ? undefined : '0–255')}
          onChange={(code) => onChange(`${EXIT}${Number(code)}`)}
        />
      )}
    </>
  );
}

export interface SignalsProps {
  words: LabWords;
  actor: Actor;
  /** `tree[1]` */
  at: string;
  wrongAt: (at: string) => string | undefined;
  onChange: (set: Pick<{ [K in keyof Actor]?: Actor[K] | undefined }, 'sig' | 'block'>) => void;
}

export function Signals({ words, actor, at, wrongAt, onChange }: SignalsProps): JSX.Element {
  const sig = actor.sig ?? {};
  const set = (next: Actor['sig'] & object) => onChange({ sig: Object.keys(next).length === 0 ? undefined : next });
  const free = choosable.filter(({ value }) => !(value in sig));
  const blocked = actor.block ?? [];
  const unblocked = choosable.filter(({ value }) => !(blocked as string[]).includes(value));
  const first = free.find(({ value }) => value === 'TERM') ?? free[0];
  return (
    <>
      <fieldset class="ls">
        <legend>{words.dispositions}</legend>
        {Object.entries(sig).map(([name, value]) => (
          <div class="lr-line" key={name}>
            <Select
              label={words.signal}
              at={`${at}.sig.${name}`}
              wrong={wrongAt(`${at}.sig.${name}`)}
              mono
              value={name}
              choices={choosable.filter((choice) => choice.value === name || !(choice.value in sig))}
              onChange={(other) =>
                // In its place, so that the line stays where it is.
                set(Object.fromEntries(Object.entries(sig).map(([of, to]) => [of === name ? other : of, to])))
              }
            />
            <DispositionInput
              words={words}
              at={`${at}.sig.${name}.to`}
              label={words.disposition}
              value={value}
              onChange={(to) => set({ ...sig, [name]: to })}
            />
            <button
              type="button"
              class="plain"
              aria-label={words.remove(name)}
              onClick={() => set(Object.fromEntries(Object.entries(sig).filter(([of]) => of !== name)))}
            >
              ×
            </button>
          </div>
        ))}
        {first !== undefined && (
          <button type="button" class="btn" onClick={() => set({ ...sig, [first.value]: 'log' })}>
            {words.addDisposition}
          </button>
        )}
      </fieldset>
      <fieldset class="ls">
        <legend>{words.blocked}</legend>
        <div class="lr-line">
          {blocked.map((name) => (
            <button
              type="button"
              class="l-chip"
              key={name}
              aria-label={words.remove(name)}
              onClick={() => {
                const rest = blocked.filter((of) => of !== name);
                onChange({ block: rest.length === 0 ? undefined : rest });
              }}
            >
              {name} ×
            </button>
          ))}
          <Select
            label={words.addBlocked}
            at={`${at}.block`}
            wrong={wrongAt(`${at}.block`)}
            mono
            value=""
            choices={[{ value: '', text: '—' }, ...unblocked]}
            onChange={(name) => name !== '' && onChange({ block: [...blocked, name as Sig] })}
          />
        </div>
      </fieldset>
    </>
  );
}
