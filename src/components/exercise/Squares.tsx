/** The schedules, a square each; one that failed is a diamond. */
import type { Square } from './attempts.ts';
import type { ExerciseWords } from './words.ts';

export interface SquaresProps {
  words: ExerciseWords;
  squares: readonly Square[];
  running: boolean;
  /** A failed one can be opened by a click; the list beside the verdict does the same for everybody. */
  onOpen: ((schedule: number) => void) | undefined;
}

export function Squares({ words, squares, running, onOpen }: SquaresProps) {
  const failed = squares.flatMap((square, index) => (square === 'failed' ? [index] : []));
  const all = squares.length;
  const done = squares.filter((square) => square !== 'open').length;
  const label = running
    ? words.progressOf(done, all)
    : failed.length > 0
      ? words.failedSchedules(failed.map((index) => index + 1).join(', '), all)
      : words.noneFailed(all);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list of schedules beside it is for keyboards
    <div
      class={`runs${onOpen ? ' runs-open' : ''}`}
      role="img"
      aria-label={label}
      onClick={(event) => {
        const index = (event.target as HTMLElement).dataset['schedule'];
        if (index !== undefined && squares[Number(index)] === 'failed') onOpen?.(Number(index));
      }}
    >
      {squares.map((square, index) => (
        <i key={index} class={square} data-schedule={index} title={words.the(index + 1)} />
      ))}
    </div>
  );
}
