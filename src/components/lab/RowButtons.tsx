/** Up, down, copy, remove: the buttons at the end of a row. Each says of which row it is. */
import type { JSX } from 'preact';
import type { LabWords } from './words.ts';

export interface RowButtonsProps {
  words: LabWords;
  /** The row, in words. */
  what: string;
  /** Where focus is led by name, after the row has moved: `steps[1]`. */
  at: string;
  first: boolean;
  last: boolean;
  onMove: (by: -1 | 1) => void;
  onCopy?: (() => void) | undefined;
  onRemove: () => void;
}

export function RowButtons({ words, what, at, first, last, onMove, onCopy, onRemove }: RowButtonsProps): JSX.Element {
  return (
    <div class="lr-buttons">
      <button
        type="button"
        class="plain"
        aria-label={words.up(what)}
        aria-disabled={first}
        data-at={`${at}.up`}
        onClick={() => !first && onMove(-1)}
      >
        ↑
      </button>
      <button
        type="button"
        class="plain"
        aria-label={words.down(what)}
        aria-disabled={last}
        data-at={`${at}.down`}
        onClick={() => !last && onMove(1)}
      >
        ↓
      </button>
      {onCopy && (
        <button type="button" class="plain" aria-label={words.copy(what)} onClick={onCopy}>
          {words.copyShort}
        </button>
      )}
      <button type="button" class="plain" aria-label={words.remove(what)} data-at={`${at}.remove`} onClick={onRemove}>
        ×
      </button>
    </div>
  );
}
