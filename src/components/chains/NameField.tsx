/**
 * A field for functions' names that completes as one types: a combobox with a list (APG: list autocomplete with manual selection; what is
 * not yet a function's name has its best completion marked, and Enter takes it). For one name, or for several as chips.
 */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Completion } from '@/callgraph/index.ts';
import { LONGEST, MOST, shortFile } from '@/chains/index.ts';
import { ask } from './engine.ts';
import type { ChainsWords } from './words/types.ts';

interface Props {
  /** The address' key for it: the form can be sent before the page's script has come. */
  name: string;
  label: string;
  values: readonly string[];
  multiple?: boolean;
  placeholder: string;
  words: ChainsWords;
  invalid?: boolean;
  onChange(values: string[]): void;
}

const OFFERED = 12;

export function NameField({
  name,
  label,
  values,
  multiple = false,
  placeholder,
  words,
  invalid = false,
  onChange,
}: Props) {
  const id = useId();
  const [typing, setTyping] = useState('');
  const [offers, setOffers] = useState<Completion[]>([]);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [say, setSay] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const asked = useRef('');
  // The text that the offers complete: a fast typist is ahead of them.
  const offered = useRef('');
  // Enter was pressed ahead of the offers: their best is taken when they come.
  const hasty = useRef(false);
  const text = multiple ? typing : (values[0] ?? '');

  /** Whether an offer is marked that belongs to what stands in the field now. */
  const marked = () => open && active >= 0 && offered.current === input.current!.value;

  function close(): void {
    hasty.current = false;
    setOpen(false);
    setActive(-1);
  }

  async function offer(typed: string): Promise<void> {
    asked.current = typed;
    hasty.current = false;
    if (typed.trim() === '' || typed.length > LONGEST) return close();
    const found = await ask('complete', { typed, count: OFFERED }).catch(() => []);
    if (asked.current !== typed || document.activeElement !== input.current) return;
    const exact = found[0]?.name === typed.trim();
    offered.current = typed;
    if (hasty.current && found[0]) return take(found[0].name);
    hasty.current = false;
    setOffers(found);
    setOpen(found.length > 0);
    setActive(found.length > 0 && !exact ? 0 : -1);
    setSay(found.length > 0 ? words.offers(found.length, found[0]!.name) : words.noOffer);
  }

  function type(typed: string): void {
    // A comma, or blank after a whole name, ends a name where there may be several.
    if (multiple && /[,;，、]\s*$/.test(typed)) add(typed.replace(/[,;，、]\s*$/, ''));
    else {
      if (multiple) setTyping(typed);
      else onChange(typed === '' ? [] : [typed]);
      offer(typed);
    }
  }

  function add(name: string): void {
    const wanted = name.trim();
    setTyping('');
    asked.current = '';
    close();
    if (wanted === '' || values.includes(wanted) || values.length >= MOST) return;
    onChange([...values, wanted]);
    setSay(words.added(wanted));
  }

  function take(name: string): void {
    if (multiple) add(name);
    else {
      asked.current = name;
      onChange([name]);
      close();
    }
  }

  function remove(name: string): void {
    onChange(values.filter((value) => value !== name));
    setSay(words.removed(name));
    input.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const last = offers.length - 1;
    switch (event.key) {
      case 'ArrowDown':
        if (!open) offer(text);
        else if (!event.altKey) setActive(active >= last ? 0 : active + 1);
        break;
      case 'ArrowUp':
        if (!open) return;
        if (event.altKey) close();
        else setActive(active <= 0 ? last : active - 1);
        break;
      case 'Enter':
        if (marked()) take(offers[active]!.name);
        else if (open && asked.current === input.current!.value && asked.current !== offered.current)
          hasty.current = true;
        else if (multiple && typing.trim() !== '') add(typing);
        else {
          close();
          return;
        }
        break;
      case 'Escape':
        if (open) close();
        else if (text !== '') type('');
        else return;
        break;
      case 'Tab':
        if (marked()) take(offers[active]!.name);
        else if (multiple) add(typing);
        return;
      case 'Backspace':
        if (!multiple || typing !== '' || values.length === 0) return;
        remove(values.at(-1)!);
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  // The marked offer is brought into the list's view.
  useEffect(() => {
    if (active >= 0) document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  return (
    <div class="nf">
      <label for={id}>{label}</label>
      <div class="fld">
        {multiple &&
          values.map((name) => (
            <span key={name} class="chip">
              {name}
              <button type="button" aria-label={words.remove(name)} onClick={() => remove(name)}>
                <svg class="g" viewBox="0 0 16 16" aria-hidden="true">
                  <path d="m3.5 3.5 9 9m0-9-9 9" />
                </svg>
              </button>
            </span>
          ))}
        <input
          ref={input}
          id={id}
          name={name}
          type="text"
          role="combobox"
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={open && active >= 0 ? `${id}-${active}` : undefined}
          aria-describedby={`${id}-help`}
          aria-invalid={invalid || undefined}
          autocomplete="off"
          autocapitalize="off"
          autocorrect="off"
          spellcheck={false}
          enterkeyhint="search"
          maxLength={4 * LONGEST}
          placeholder={values.length > 0 && multiple ? '' : placeholder}
          value={text}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={() => {
            close();
            if (multiple) add(typing);
          }}
        />
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={`${label}: ${words.suggestions}`} hidden={!open}>
        {open &&
          offers.map(({ name, file, matched }, i) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, aria-activedescendant points here
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's
            <div
              key={name}
              id={`${id}-${i}`}
              role="option"
              aria-selected={i === active}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(name)}
            >
              <code>{emphasised(name, matched)}</code>
              {file && <small>{shortFile(file)}</small>}
            </div>
          ))}
      </div>
      <span id={`${id}-help`} class="sr-only">
        {words.fieldHelp}
      </span>
      <span class="sr-only" role="status">
        {say}
      </span>
    </div>
  );
}

/** The name with what was typed in bold. */
function emphasised(name: string, matched: readonly (readonly [number, number])[]) {
  const parts = [];
  let at = 0;
  for (const [from, to] of matched) {
    parts.push(name.slice(at, from), <b key={from}>{name.slice(from, to)}</b>);
    at = to;
  }
  return [...parts, name.slice(at)];
}
