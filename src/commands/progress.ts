import type { Progress } from '../kernel-text/obtain/progress.ts';

/** Steps shorter than this are not timed. */
const WORTH_TIMING_MS = 1000;
/** Where lines cannot be rewritten, a step says how far it is this often. */
const EVERY_MS = 5000;

/** Where progress is written: standard error, so that a command's result can be piped. */
export interface Screen {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

/** Progress for a person: on a terminal one line that is rewritten, elsewhere plain lines. */
export function showProgress(screen: Screen = process.stderr, now: () => number = Date.now): Progress {
  let current: { what: string; began: number; said: number } | undefined;
  const line = (text: string) => screen.write(`${text}\n`);
  const rewrite = (text: string) => screen.write(`\r\x1b[K${text.slice(0, (screen.columns ?? 80) - 1)}`);
  const end = () => {
    if (!current) return;
    const took = now() - current.began;
    const time = took >= WORTH_TIMING_MS ? `, ${(took / 1000).toFixed(1)} s` : '';
    if (screen.isTTY) screen.write(`\r\x1b[K• ${current.what}${time}\n`);
    else if (time) line(`  done in ${(took / 1000).toFixed(1)} s`);
    current = undefined;
  };
  return {
    step(what) {
      end();
      current = { what, began: now(), said: now() };
      if (screen.isTTY) rewrite(`• ${what} …`);
      else line(`• ${what} …`);
    },
    update(how) {
      if (!current) return;
      if (screen.isTTY) rewrite(`• ${current.what} … ${how}`);
      else if (now() - current.said >= EVERY_MS) {
        current.said = now();
        line(`  ${how}`);
      }
    },
    done: end,
    note(what) {
      if (screen.isTTY && current) screen.write('\r\x1b[K');
      current = undefined;
      line(`  ${what}`);
    },
  };
}
