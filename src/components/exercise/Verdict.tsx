/** What came of an attempt: the number first, the schedules, the first failure with the reader's line, and every check. */
import { Glyph } from '@/components/player/Glyph.tsx';
import type { Verdict as Judgement } from '@/exercises/index.ts';
import type { Locale } from '@/i18n/index.ts';
import { type CodeState, failedOf, isRunning, judgedOf } from './attempts.ts';
import type { CodeData } from './data.ts';
import { LineButton } from './LineButton.tsx';
import { Squares } from './Squares.tsx';
import { Ticks } from './Ticks.tsx';
import type { ExerciseWords } from './words.ts';

export interface VerdictProps {
  data: CodeData;
  words: ExerciseWords;
  state: CodeState;
  /** What is being watched: the n-th failure, or a schedule. */
  watched: { failure: number } | { schedule: number } | undefined;
  onLine: (line: number) => void;
  onWatch: (which: { failure: number } | { schedule: number }) => void;
}

export function Verdict(props: VerdictProps) {
  const { words, state } = props;
  const { result, squares } = state;
  if (isRunning(state))
    return (
      <div class="verdict">
        <div>
          <p class="ex-head">
            {state.phase === 'exploring' ? words.exploring : words.running(judgedOf(state), squares.length)}
          </p>
        </div>
        <div>
          <Squares words={words} squares={squares} running onOpen={undefined} />
        </div>
      </div>
    );
  if (result === undefined) return null;
  if (result.is === 'stopped')
    return (
      <div class="verdict">
        <p role="status">{words.stopped}</p>
      </div>
    );
  if (result.is === 'problem') {
    const { message, line } = result.problem;
    return (
      <div class="verdict">
        <div role="status">
          <p class="ex-head">{words.notRun}</p>
        </div>
        <div>
          <p>{message}</p>
          {line !== undefined && (
            <p>
              <LineButton words={words} line={line} source={state.ran} onLine={props.onLine} />
            </p>
          )}
        </div>
      </div>
    );
  }
  return <Judged {...props} verdict={result.verdict} />;
}

function Judged({ data, words, state, verdict, watched, onLine, onWatch }: VerdictProps & { verdict: Judgement }) {
  const { locale } = data;
  const failed = failedOf(verdict);
  const [first] = verdict.failures;
  const { explored } = verdict;
  const numbered = first?.run.schedule.kind === 'numbered' ? first.run.schedule.index : undefined;
  return (
    <div class="verdict">
      <div>
        <p class="ex-head" role="status">
          {headline(verdict, words, locale)}
        </p>
        {first ? (
          <p>
            {numbered === undefined ? words.firstExplored : words.first(numbered + 1)}{' '}
            <button
              type="button"
              class="ex-link"
              aria-pressed={watched !== undefined && 'failure' in watched && watched.failure === 0}
              onClick={() => onWatch({ failure: 0 })}
            >
              {words.stepThrough}
            </button>
          </p>
        ) : (
          <p>
            <button type="button" class="ex-link" onClick={() => onWatch({ schedule: 0 })}>
              {words.watch}
            </button>
          </p>
        )}
        {failed.length > 1 && (
          <label class="ex-other">
            {words.another}{' '}
            <select
              value={watched !== undefined && 'schedule' in watched ? String(watched.schedule) : ''}
              onChange={({ currentTarget }) => {
                if (currentTarget.value !== '') onWatch({ schedule: Number(currentTarget.value) });
              }}
            >
              <option value="">…</option>
              {failed.map((index) => (
                <option key={index} value={index}>
                  {words.scheduleN(index + 1)}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <div>
        <Squares words={words} squares={state.squares} running={false} onOpen={(schedule) => onWatch({ schedule })} />
        {verdict.tried < verdict.schedules && <p>{words.cut(verdict.tried, verdict.schedules)}</p>}
        {explored && explored.failed === 0 && verdict.passed && (
          <p>{words.explored(explored.runs, explored.complete)}</p>
        )}
        {first && (
          <p class="ex-why">
            <Ticks text={first.explained[locale]} />
            {data.cases.length > 1 && <small> ({data.caseTitles[first.run.case]})</small>}
          </p>
        )}
        {first && first.failure.line > 0 && (
          <p>
            <LineButton words={words} line={first.failure.line} source={state.ran} onLine={onLine} />
          </p>
        )}
        <Checks verdict={verdict} words={words} locale={locale} />
      </div>
    </div>
  );
}

function headline(verdict: Judgement, words: ExerciseWords, locale: Locale): string {
  if (verdict.passed) return words.passed(verdict.schedules);
  const { explored } = verdict;
  if (explored && explored.failed > 0) return words.exploredFailed(explored.failed, explored.runs);
  const first = verdict.checks.find(({ check }) => check === verdict.failures[0]?.check);
  return first?.sentence[locale] ?? '';
}

/** Each check in a line, failed ones first as they come; a check that failed says how often. */
function Checks({ verdict, words, locale }: { verdict: Judgement; words: ExerciseWords; locale: Locale }) {
  return (
    <ul class="ex-checks" aria-label={words.checks}>
      {verdict.checks.map(({ check, passed, failed, sentence }) => (
        <li key={check} class={passed ? 'ok' : 'bad'}>
          <Glyph name={passed ? 'ok' : 'refused'} />
          <span class="sr-only">{passed ? words.ok : words.notOk}: </span>
          {failed.length === 0 && !passed
            ? words.exploredFailed(verdict.explored!.failed, verdict.explored!.runs)
            : sentence[locale]}
        </li>
      ))}
    </ul>
  );
}
