/**
 * A code exercise as one value, and how each action makes the next one from it. No clock, no page, no worker in here.
 * @module
 */
import type { FailedRun, RunId, Verdict } from '@/exercises/index.ts';
import type { Attempted, Problem } from '@/grading/index.ts';

/** How one of the numbered schedules stands. */
export type Square = 'open' | 'passed' | 'failed';

export interface CodeState {
  /** What stands in the editor. */
  code: string;
  phase: 'idle' | 'running' | 'exploring' | 'judged';
  squares: Square[];
  /** Runs that have been judged, of each schedule. */
  judged: number[];
  /** What the last attempt came to; undefined while one is underway, and before. */
  result: Attempted | undefined;
  /** The text that the result is of. */
  ran: string;
}

export type CodeAction =
  | { do: 'edit'; code: string }
  | { do: 'run'; schedules: number }
  /** `cases`: how many runs each schedule has. */
  | { do: 'judged'; run: RunId; failed: boolean; cases: number }
  | { do: 'ended'; result: Attempted };

export const fresh = (code: string): CodeState => ({
  code,
  phase: 'idle',
  squares: [],
  judged: [],
  result: undefined,
  ran: '',
});

export function reduceCode(state: CodeState, action: CodeAction): CodeState {
  switch (action.do) {
    case 'edit':
      return { ...state, code: action.code };
    case 'run': {
      const { schedules } = action;
      return {
        ...state,
        phase: 'running',
        squares: Array.from({ length: schedules }, (): Square => 'open'),
        judged: Array.from({ length: schedules }, () => 0),
        result: undefined,
        ran: state.code,
      };
    }
    case 'judged': {
      const { schedule } = action.run;
      // What comes after the end belongs to an attempt that nobody waits for any more.
      if (state.phase !== 'running' && state.phase !== 'exploring') return state;
      if (schedule.kind === 'explored') return { ...state, phase: 'exploring' };
      const { index } = schedule;
      if (index >= state.squares.length) return state;
      const judged = state.judged.with(index, state.judged[index]! + 1);
      const square = action.failed
        ? 'failed'
        : state.squares[index] === 'open' && judged[index] === action.cases
          ? 'passed'
          : state.squares[index]!;
      return { ...state, judged, squares: state.squares.with(index, square) };
    }
    case 'ended': {
      const { result } = action;
      if (result.is === 'stopped') return { ...state, phase: 'judged', squares: [], judged: [], result };
      // The verdict itself is what counts, whatever came before it.
      const squares =
        result.is === 'graded'
          ? state.squares.map((_, i): Square => {
              const failed = result.verdict.failed[i];
              return failed === undefined ? 'open' : failed ? 'failed' : 'passed';
            })
          : [];
      return { ...state, phase: 'judged', squares, result };
    }
  }
}

/** How many schedules have been judged in all their cases, or have failed. */
export const judgedOf = ({ squares }: CodeState): number => squares.filter((square) => square !== 'open').length;

export const isRunning = ({ phase }: CodeState): boolean => phase === 'running' || phase === 'exploring';

/** The numbers of the failed schedules, ascending. */
export const failedOf = ({ failed }: Verdict): number[] => failed.flatMap((is, index) => (is ? [index] : []));

/**
 * What is wrong at a line of the reader's file, for the editor; nothing once the text is another.
 * @param told why a run failed, as plain text
 */
export function mistakesOf({ result, ran, code }: CodeState, told: (failed: FailedRun) => string): Problem[] {
  if (result === undefined || ran !== code) return [];
  if (result.is === 'problem') return [result.problem];
  if (result.is !== 'graded') return [];
  const [first] = result.verdict.failures;
  return first === undefined || first.failure.line === 0 ? [] : [{ line: first.failure.line, message: told(first) }];
}
