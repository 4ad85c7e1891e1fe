/** All schedules: one button, how far it is, and the different ends, each of which can be opened and stepped through. */
import type { FoundEnd } from '@/player/index.ts';
import type { PlayerWords } from './words.ts';

export interface Exploration {
  running: boolean;
  runs: number;
  complete: boolean;
  ends: readonly FoundEnd[];
  message: string;
}

export interface SchedulesProps {
  words: PlayerWords;
  exploration: Exploration | undefined;
  /** The schedule that is shown now; undefined for the order the machine takes by itself. */
  shown: string | undefined;
  /** `exit 3`, `signal KILL` and the last state, in words. */
  endingOf: (ended: string | undefined, last: string) => string;
  nameOf: (name: string) => string;
  number: (n: number) => string;
  onStop: () => void;
  onOpen: (keys: string) => void;
}

/** Beyond so many different ends the list is no help: the commonest are shown. */
const MOST = 40;

export function Schedules(props: SchedulesProps) {
  const { words, exploration, shown, endingOf, nameOf, number } = props;
  if (!exploration) return null;
  const { running, runs, complete, ends, message } = exploration;
  const differing = namesThatDiffer(ends);
  return (
    <section class="p-schedules" aria-label={words.schedules}>
      <p role="status">
        {message ||
          (running
            ? words.schedulesRunning(number(runs))
            : complete
              ? words.schedulesDone(number(runs), ends.length)
              : words.schedulesOpen(number(runs), ends.length))}
        {running && (
          <button type="button" class="btn" onClick={props.onStop}>
            {words.schedulesStop}
          </button>
        )}
      </p>
      <ol class="ends">
        {ends.slice(0, MOST).map((end, index) => (
          <li key={end.keys} class={end.keys === shown ? 'on' : undefined}>
            <span class="n">{words.scheduleOf(index + 1)}</span>
            <span class="t">
              {end.ends
                .filter(({ name }) => differing.size === 0 || differing.has(name))
                .map(({ name, ended, last }) => `${nameOf(name)}: ${endingOf(ended, last)}`)
                .join('; ')}
            </span>
            <span class="runs">{words.scheduleRuns(number(end.runs))}</span>
            {end.keys === shown ? (
              <b>{words.scheduleShown}</b>
            ) : (
              <button type="button" class="btn" onClick={() => props.onOpen(end.keys)}>
                {words.scheduleOpen}
              </button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Those whose end is not the same in all: only they tell ends apart. */
function namesThatDiffer(ends: readonly FoundEnd[]): Set<string> {
  const seen = new Map<string, Set<string>>();
  for (const { ends: each } of ends)
    for (const { name, ended, last } of each) {
      const known = seen.get(name) ?? new Set<string>();
      known.add(`${ended} ${last}`);
      seen.set(name, known);
    }
  return new Set([...seen].filter(([, known]) => known.size > 1).map(([name]) => name));
}
