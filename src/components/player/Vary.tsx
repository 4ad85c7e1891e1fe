/** What if: changes to the scenario that a reader can switch on, and what else can be done with it. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Locale } from '@/i18n/index.ts';
import type { Variation } from '@/player/index.ts';
import type { PlayerWords } from './words.ts';

export interface VaryProps {
  words: PlayerWords;
  locale: Locale;
  offered: readonly { variation: Variation; on: boolean }[];
  /** The run is not under the order that the machine takes by itself. */
  otherSchedule: boolean;
  /** The scenario is not the page's own. */
  edited: boolean;
  onToggle: (id: string) => void;
  /** Back to the scenario as it was, in the order the machine takes. */
  onOriginal: () => void;
  /** There is room for the chips without asking. */
  roomy: boolean;
  /** Further tools: buttons at the end of the row. */
  children: ComponentChildren;
}

export function Vary(props: VaryProps) {
  const { words, locale, offered, otherSchedule, edited, roomy } = props;
  const [open, setOpen] = useState(roomy);
  const changed = edited || otherSchedule || offered.some(({ on }) => on);
  return (
    <div class="p-vary">
      {offered.length > 0 && (
        <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>
            {words.vary} <small>{words.changes(offered.length)}</small>
          </summary>
          {/* biome-ignore lint/a11y/useSemanticElements: chips in a row, not a form */}
          <div class="chips" role="group" aria-label={words.varyHelp}>
            {offered.map(({ variation, on }) => (
              <button
                key={variation.id}
                type="button"
                class="chip"
                aria-pressed={on}
                data-variation={variation.id}
                onClick={() => props.onToggle(variation.id)}
              >
                {variation.name[locale]}
              </button>
            ))}
          </div>
        </details>
      )}
      <div class="p-tools">
        {changed && (
          <button type="button" class="btn b-original" onClick={props.onOriginal}>
            {words.original}
          </button>
        )}
        {props.children}
      </div>
    </div>
  );
}
