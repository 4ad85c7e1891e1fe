/** A line of the reader's: its number leads to it in the editor, and its text stands beside it. */
import type { ExerciseWords } from './words.ts';

export interface LineButtonProps {
  words: ExerciseWords;
  line: number;
  /** The text that was run. */
  source: string;
  onLine: (line: number) => void;
}

export function LineButton({ words, line, source, onLine }: LineButtonProps) {
  const text = source.split('\n')[line - 1]?.trim() ?? '';
  return (
    <span class="ex-line">
      <button type="button" class="ex-link" title={words.goToLine(line)} onClick={() => onLine(line)}>
        {words.yourLine(line)}
      </button>{' '}
      <code>{text}</code>
    </span>
  );
}
