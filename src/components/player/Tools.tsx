/** All schedules, and the link to this moment. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PlayerWords } from './words.ts';

export interface ToolsProps {
  words: PlayerWords;
  /** The address of this moment. @throws RangeError when the reader's text is too long for one */
  addressOf: () => Promise<string>;
  editing: boolean;
  exploring: boolean;
  onEdit: () => void;
  onExplore: () => void;
}

/** How long a button says what it has done, in ms. */
const SAID = 2500;

export function Tools({ words, addressOf, editing, exploring, onEdit, onExplore }: ToolsProps) {
  const [said, setSaid] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const share = async () => {
    let says: string;
    try {
      const address = await addressOf();
      try {
        await navigator.clipboard.writeText(address);
        says = words.shared;
      } catch {
        // No clipboard, or not allowed: the address bar does.
        history.replaceState(history.state, '', address);
        says = words.shareFailed;
      }
    } catch {
      says = words.shareLong;
    }
    setSaid(says);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setSaid(''), SAID);
  };
  return (
    <>
      <button type="button" class="btn b-edit" aria-expanded={editing} onClick={onEdit}>
        {words.edit}
      </button>
      <button
        type="button"
        class="btn b-schedules"
        title={words.schedulesHelp}
        aria-disabled={exploring ? 'true' : undefined}
        onClick={() => {
          if (!exploring) onExplore();
        }}
      >
        {words.schedules}
      </button>
      <button type="button" class="btn b-share" onClick={() => void share()}>
        {said || words.share}
      </button>
      <span class="sr-only" role="status">
        {said}
      </span>
    </>
  );
}
