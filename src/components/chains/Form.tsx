/** The question: four fields, and the conditions behind a fold that says what is in force. */
import { useId } from 'preact/hooks';
import type { CallKind, QueryField } from '@/callgraph/index.ts';
import { DEEPEST, KINDS, LONGEST, type Query } from '@/chains/index.ts';
import { NameField } from './NameField.tsx';
import type { ChainsWords } from './words/types.ts';

interface Props {
  query: Query;
  words: ChainsWords;
  /** The field in which something is wrong, if one is. */
  wrong?: QueryField | undefined;
  onChange(query: Query): void;
  onSubmit(): void;
}

export function Form({ query, words, wrong, onChange, onSubmit }: Props) {
  const id = useId();
  const set = (part: Partial<Query>) => onChange({ ...query, ...part });
  const one = ([value = '']: string[]) => value;
  const wrongEnd = wrong === 'of' ? (query.from ? 'from' : 'to') : wrong;
  const toggle = (kind: CallKind) => {
    const kinds = KINDS.filter((each) => (each === kind ? !query.kinds.includes(each) : query.kinds.includes(each)));
    if (kinds.length > 0) set({ kinds });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a form is needed, and older browsers do not know <search>
    <form
      class="q"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <NameField
        name="from"
        label={words.from}
        placeholder={words.anywhere}
        values={query.from ? [query.from] : []}
        words={words}
        invalid={wrongEnd === 'from'}
        onChange={(values) => set({ from: one(values) })}
      />
      <NameField
        name="to"
        label={words.to}
        placeholder={words.anywhere}
        values={query.to ? [query.to] : []}
        words={words}
        invalid={wrongEnd === 'to'}
        onChange={(values) => set({ to: one(values) })}
      />
      <NameField
        name="through"
        label={words.through}
        multiple
        placeholder={words.nothing}
        values={query.through}
        words={words}
        invalid={wrongEnd === 'through'}
        onChange={(through) => set({ through })}
      />
      <NameField
        name="avoid"
        label={words.avoid}
        multiple
        placeholder={words.nothing}
        values={query.avoid}
        words={words}
        invalid={wrongEnd === 'avoid'}
        onChange={(avoid) => set({ avoid })}
      />
      <button type="submit" class="btn main">
        {words.find}
      </button>
      <details class="opts">
        <summary>
          <span>{words.options}</span> <small>{words.inForce(query)}</small>
        </summary>
        <div>
          <fieldset>
            <legend>{words.kinds}</legend>
            {KINDS.map((kind) => (
              <label key={kind}>
                <input type="checkbox" checked={query.kinds.includes(kind)} onChange={() => toggle(kind)} />
                <span>
                  {words.kind[kind]} <small>{words.kindHint[kind]}</small>
                </span>
              </label>
            ))}
          </fieldset>
          <div class="opt">
            <label for={`${id}-in`}>{words.files}</label>
            <input
              id={`${id}-in`}
              type="text"
              class="mono"
              autocomplete="off"
              autocapitalize="off"
              spellcheck={false}
              maxLength={LONGEST}
              placeholder={words.filesPlaceholder}
              aria-describedby={`${id}-in-hint`}
              aria-invalid={wrong === 'in' || undefined}
              value={query.files}
              onInput={(event) => set({ files: event.currentTarget.value })}
            />
            <small id={`${id}-in-hint`}>{words.filesHint}</small>
          </div>
          <div class="opt">
            <label for={`${id}-depth`}>{words.depth}</label>
            <input
              id={`${id}-depth`}
              type="number"
              min={1}
              max={DEEPEST}
              inputMode="numeric"
              aria-describedby={`${id}-depth-hint`}
              value={query.depth ?? ''}
              onInput={(event) => {
                const depth = event.currentTarget.valueAsNumber;
                set({ depth: Number.isInteger(depth) && depth > 0 ? Math.min(depth, DEEPEST) : undefined });
              }}
            />
            <small id={`${id}-depth-hint`}>{words.depthHint}</small>
          </div>
          <fieldset>
            <legend class="sr-only">{words.options}</legend>
            <label>
              <input type="checkbox" checked={query.anyConfig} onChange={() => set({ anyConfig: !query.anyConfig })} />
              <span>{words.anyConfig}</span>
            </label>
            <label>
              <input type="checkbox" checked={query.near} onChange={() => set({ near: !query.near })} />
              <span>{words.near}</span>
            </label>
          </fieldset>
        </div>
      </details>
    </form>
  );
}
