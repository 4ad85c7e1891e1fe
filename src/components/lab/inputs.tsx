/** Fields of the builder: each with its label, and what is wrong with it at its side. */
import type { ComponentChildren, JSX } from 'preact';
import { useId, useState } from 'preact/hooks';

export interface FieldProps {
  label: string;
  /** The place in the draft it shows: `steps[1].sig`. Problems are looked up by it, and lead to it. */
  at: string;
  /** What is wrong here. */
  wrong?: string | undefined;
}

interface Wired {
  id: string;
  'aria-invalid'?: 'true';
  'aria-describedby'?: string;
  'data-at': string;
}

/** Label above, control, and the problem below, tied together. */
function Field({
  label,
  at,
  wrong,
  wide,
  children,
}: FieldProps & { wide?: boolean; children: (wired: Wired) => ComponentChildren }): JSX.Element {
  const id = useId();
  return (
    <div class={wide ? 'lf wide' : 'lf'}>
      <label for={id}>{label}</label>
      {children({
        id,
        'data-at': at,
        ...(wrong === undefined ? {} : { 'aria-invalid': 'true', 'aria-describedby': `${id}-wrong` }),
      })}
      {wrong !== undefined && (
        <p class="lf-wrong" id={`${id}-wrong`}>
          {wrong}
        </p>
      )}
    </div>
  );
}

export interface Choice {
  value: string;
  text: string;
}

/** @param props.choices a value that is none of them is added, as `missing` says it */
export function Select({
  value,
  choices,
  missing,
  onChange,
  mono = false,
  ...field
}: FieldProps & {
  value: string;
  choices: readonly Choice[];
  missing?: (value: string) => string;
  onChange: (value: string) => void;
  mono?: boolean;
}): JSX.Element {
  const known = choices.some((choice) => choice.value === value);
  return (
    <Field {...field}>
      {(wired) => (
        <select
          {...wired}
          class={mono ? 'mono' : undefined}
          value={value}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        >
          {!known && <option value={value}>{missing?.(value) ?? value}</option>}
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function TextInput({
  value,
  onChange,
  mono = false,
  wide = false,
  ...field
}: FieldProps & { value: string; onChange: (value: string) => void; mono?: boolean; wide?: boolean }): JSX.Element {
  return (
    <Field {...field} wide={wide}>
      {(wired) => (
        <input
          {...wired}
          type="text"
          class={mono ? 'mono' : undefined}
          value={value}
          maxLength={200}
          spellcheck={!mono}
          autocomplete="off"
          onInput={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )}
    </Field>
  );
}

/**
 * A text that must have a form before it is taken: what is typed stays in the field, and goes to the draft when it is right. What is not right is
 * said, and left behind when the field is left.
 */
export function CarefulInput({
  value,
  judge,
  onChange,
  numeric = false,
  ...field
}: FieldProps & {
  value: string;
  /** @returns what is wrong with it; undefined: it is taken */
  judge: (text: string) => string | undefined;
  onChange: (value: string) => void;
  numeric?: boolean;
}): JSX.Element {
  const [typed, setTyped] = useState<string>();
  const wrong = typed === undefined ? field.wrong : judge(typed);
  return (
    <Field {...field} wrong={wrong}>
      {(wired) => (
        <input
          {...wired}
          type="text"
          class="mono"
          inputMode={numeric ? 'numeric' : 'text'}
          size={numeric ? 5 : 12}
          maxLength={64}
          spellcheck={false}
          autocapitalize="off"
          autocomplete="off"
          value={typed ?? value}
          onInput={({ currentTarget }) => {
            const text = currentTarget.value;
            setTyped(text);
            if (judge(text) === undefined) onChange(text);
          }}
          onBlur={() => setTyped(undefined)}
        />
      )}
    </Field>
  );
}

export function Check({
  label,
  at,
  checked,
  onChange,
}: {
  label: string;
  at: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}): JSX.Element {
  return (
    <label class="lc">
      <input
        type="checkbox"
        data-at={at}
        checked={checked}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
  );
}
