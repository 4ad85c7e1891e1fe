/**
 * The page's own keeper of progress.
 * @module
 */
import { ProgressKeeper } from '@/progress/index.ts';

let kept: ProgressKeeper | undefined;

/** One for the page: all its exercises write through it, and what another tab has written is taken over. */
export function keeper(): ProgressKeeper {
  if (kept !== undefined) return kept;
  const made = new ProgressKeeper(() => window.localStorage);
  addEventListener('storage', () => made.refresh());
  kept = made;
  return made;
}

/** Today, as progress writes it; of the reader's own calendar. */
export function today(now = new Date()): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
