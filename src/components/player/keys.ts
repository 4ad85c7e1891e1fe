/**
 * The player's keys: which key does what while the focus is inside it, and when a key is somebody else's.
 * @module
 */
import type { Move } from '@/player/index.ts';
import type { KeyAction } from './words.ts';

/** What a key asks for: a way of stepping, or something else. */
export type KeyCommand = { move: Move } | { act: 'play' | 'follow' | 'keys' };

const COMMANDS: Readonly<Record<string, KeyCommand>> = {
  ArrowRight: { move: 'over' },
  ArrowLeft: { move: 'back' },
  ArrowDown: { move: 'into' },
  ArrowUp: { move: 'out' },
  PageDown: { move: 'nextHappening' },
  PageUp: { move: 'previousHappening' },
  ']': { move: 'nextHappening' },
  '[': { move: 'previousHappening' },
  Home: { move: 'start' },
  End: { move: 'end' },
  p: { act: 'play' },
  f: { act: 'follow' },
  '?': { act: 'keys' },
};

/** What the list of keys shows, in its order. */
export const KEY_LIST: readonly { keys: readonly string[]; action: KeyAction }[] = [
  { keys: ['→'], action: 'step' },
  { keys: ['←'], action: 'back' },
  { keys: ['↓'], action: 'into' },
  { keys: ['↑'], action: 'out' },
  { keys: [']', 'PgDn'], action: 'next-mark' },
  { keys: ['[', 'PgUp'], action: 'previous-mark' },
  { keys: ['p'], action: 'play' },
  { keys: ['Home'], action: 'reset' },
  { keys: ['End'], action: 'end' },
  { keys: ['f'], action: 'follow' },
  { keys: ['Shift ← ↑ → ↓'], action: 'plates' },
  { keys: ['Enter'], action: 'details' },
  { keys: ['Esc'], action: 'close' },
  { keys: ['?'], action: 'keys' },
];

/** Where letters and arrows are typed, they are nobody's command. */
const TYPING = 'textarea, select, [contenteditable], .cm-editor, input:not([type=range])';

/** @returns undefined when the key is not the player's here */
export function commandOf(event: KeyboardEvent): KeyCommand | undefined {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return undefined;
  const target = event.target instanceof Element ? event.target : undefined;
  if (target?.closest(TYPING) || target?.closest('[popover]')) return undefined;
  if (event.shiftKey && event.key !== '?') return undefined;
  return COMMANDS[event.key];
}
