/** One process of the scenario: its name, its parent, and behind a fold all else it can be given. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type BuilderAction, before, type Cast, type Draft, isName, takenNames } from '../../lab/index.ts';
import type { Actor, Sig } from '../../scenario/index.ts';
import { CarefulInput, Check, Select } from './inputs.tsx';
import { RowButtons } from './RowButtons.tsx';
import { Signals, signalChoices } from './Signals.tsx';
import type { LabWords } from './words.ts';

export interface ActorFormProps {
  words: LabWords;
  draft: Draft;
  cast: Cast;
  index: number;
  wrongAt: (at: string) => string | undefined;
  /** Something of it is wrong: every field must be there to be led to. */
  troubled: boolean;
  dispatch: (action: BuilderAction, said?: string, focus?: string) => void;
}

/** So many threads of one process are offered, and so many names in all; the others can be named in the TypeScript. */
const MOST_OFFERED = 12;
const MOST_NAMES = 60;
/** What a reader may leave open, as an optional value. */
const orNone = (value: string) => (value === '' ? undefined : value);
const MOST_THREADS = 1000;

export const offered = (names: readonly string[]): string[] =>
  names.filter((name) => Number(/\.(\d+)$/.exec(name)?.[1] ?? 0) < MOST_OFFERED).slice(0, MOST_NAMES);

/** What is set behind the fold, in a few words, for when it is closed. */
function summary({ sig, block, reap, subreaper, setsid, setpgid, pdeath, exitsig, vfork, cloneparent }: Actor): string {
  return [
    ...Object.entries(sig ?? {}).map(([name, to]) => `${name} ${to}`),
    block?.length ? `blocks ${block.join(' ')}` : '',
    reap === undefined ? '' : `reap ${reap}`,
    subreaper ? 'subreaper' : '',
    setsid ? 'setsid' : '',
    setpgid === undefined ? '' : setpgid === true ? 'setpgid' : `setpgid ${setpgid}`,
    pdeath === undefined ? '' : `pdeath ${pdeath}`,
    exitsig === undefined ? '' : `exitsig ${exitsig}`,
    vfork ? 'vfork' : '',
    cloneparent ? 'cloneparent' : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

export function ActorForm({
  words,
  draft,
  cast,
  index,
  wrongAt,
  troubled,
  dispatch,
}: ActorFormProps): JSX.Element | null {
  // Two hundred processes have thousands of fields: what is behind a fold is made when it is opened.
  const [open, setOpen] = useState(false);
  const list = draft[cast] ?? [];
  const actor = list[index];
  if (actor === undefined) return null;
  const at = `${cast}[${index}]`;
  const what = words.process(actor.name);
  const set = (change: Extract<BuilderAction, { do: 'set-actor' }>['set']) =>
    dispatch({ do: 'set-actor', cast, index, set: change });
  const others = offered(before(draft, cast === 'tree' ? index : draft.tree.length));
  const named = (name: string) => ({ value: name, text: name === 'sys' ? words.outside : name });
  const taken = takenNames(draft);
  const given = summary(actor);
  return (
    <li>
      <fieldset class="lr">
        <legend class="sr">{what}</legend>
        <div class="lr-line">
          <CarefulInput
            label={words.name}
            at={`${at}.name`}
            wrong={wrongAt(`${at}.name`)}
            value={actor.name}
            judge={(text) => {
              if (text === actor.name) return undefined;
              if (text === 'sys') return words.wrong({ at, kind: 'sys' });
              if (!isName(text)) return words.wrong({ at, kind: 'bad-name', name: text });
              return taken.has(text) ? words.wrong({ at, kind: 'twice', name: text }) : undefined;
            }}
            onChange={(to) => dispatch({ do: 'rename', from: actor.name, to })}
          />
          {cast === 'tree' && (
            <Select
              label={words.parent}
              at={`${at}.parent`}
              wrong={wrongAt(`${at}.parent`)}
              mono
              value={actor.parent ?? 'sys'}
              choices={others.map(named)}
              missing={words.missing}
              onChange={(parent) => set({ parent: parent === 'sys' ? undefined : parent })}
            />
          )}
          <CarefulInput
            label={words.threads}
            at={`${at}.threads`}
            wrong={wrongAt(`${at}.threads`)}
            numeric
            value={String(actor.threads ?? 1)}
            judge={(text) =>
              /^[1-9]\d{0,3}$/.test(text) && Number(text) <= MOST_THREADS ? undefined : `1–${MOST_THREADS}`
            }
            onChange={(text) => set({ threads: text === '1' ? undefined : Number(text) })}
          />
          {cast === 'tree' && (
            <Check
              label={words.newpid}
              at={`${at}.newpid`}
              checked={actor.newpid === true}
              onChange={(on) => set({ newpid: on ? true : undefined })}
            />
          )}
          <RowButtons
            {...{ words, what, at }}
            first={index === 0}
            last={index === list.length - 1}
            onMove={(by) =>
              dispatch(
                { do: 'move-actor', cast, index, by },
                words.moved(what),
                `${cast}[${index + by}].${by < 0 ? 'up' : 'down'}`,
              )
            }
            onRemove={() =>
              dispatch(
                { do: 'remove-actor', cast, index },
                words.removed(what),
                `${cast}[${Math.max(0, index - 1)}].remove`,
              )
            }
          />
        </div>
        <details class="l-more" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary>
            {given === '' ? words.nothingMore : <code>{given}</code>} <span class="sr-only">{words.ofWhom(what)}</span>
          </summary>
          {(open || troubled) && (
            <div class="l-inside">
              <Signals {...{ words, actor, at, wrongAt }} onChange={set} />
              <div class="lr-line">
                <Select
                  label={words.reap}
                  at={`${at}.reap`}
                  value={actor.reap ?? ''}
                  choices={[
                    { value: '', text: words.reaps.none },
                    ...(['auto', 'ignore', 'nocldwait'] as const).map((value) => ({ value, text: words.reaps[value] })),
                  ]}
                  onChange={(value) => set({ reap: orNone(value) as Actor['reap'] })}
                />
                <Select
                  label={words.group}
                  at={`${at}.setpgid`}
                  wrong={wrongAt(`${at}.setpgid`)}
                  value={actor.setpgid === true ? '.own' : (actor.setpgid ?? '')}
                  choices={[
                    { value: '', text: words.groups.inherited },
                    { value: '.own', text: words.groups.own },
                    ...others
                      .filter((name) => name !== 'sys')
                      .map((name) => ({ value: name, text: words.groups.of(name) })),
                  ]}
                  missing={words.missing}
                  onChange={(value) => set({ setpgid: value === '.own' ? true : orNone(value) })}
                />
                <Select
                  label={words.pdeath}
                  at={`${at}.pdeath`}
                  mono
                  value={actor.pdeath ?? ''}
                  choices={[{ value: '', text: words.none }, ...signalChoices]}
                  onChange={(value) => set({ pdeath: orNone(value) as Sig | undefined })}
                />
                <Select
                  label={words.exitsig}
                  at={`${at}.exitsig`}
                  mono
                  value={actor.exitsig ?? ''}
                  choices={[{ value: '', text: words.chld }, ...signalChoices.filter(({ value }) => value !== 'CHLD')]}
                  onChange={(value) => set({ exitsig: orNone(value) as Sig | undefined })}
                />
              </div>
              <div class="lr-line">
                {(['subreaper', 'setsid', 'vfork', 'cloneparent'] as const).map((key) => (
                  <Check
                    key={key}
                    label={words[key]}
                    at={`${at}.${key}`}
                    checked={actor[key] === true}
                    onChange={(on) => set({ [key]: on ? true : undefined })}
                  />
                ))}
              </div>
            </div>
          )}
        </details>
      </fieldset>
    </li>
  );
}
