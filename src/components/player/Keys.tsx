/** The list of keys, in a dialog over everything. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { KEY_LIST } from './keys.ts';
import type { PlayerWords } from './words.ts';

export function Keys({ words, onClose }: { words: PlayerWords; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    // What had the focus gets it back when a modal dialog closes: the browser sees to that.
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      ref={dialog}
      class="p-dialog card"
      aria-labelledby="player-keys"
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
    >
      <div class="p-dialog-head">
        <h3 id="player-keys">{words.keysTitle}</h3>
        <button type="button" class="btn" onClick={() => dialog.current?.close()}>
          {words.keysClose}
        </button>
      </div>
      <p>{words.keysIntro}</p>
      <dl class="p-keys">
        {KEY_LIST.map(({ keys, action }) => (
          <div key={action}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{words.keyNames[action]}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
