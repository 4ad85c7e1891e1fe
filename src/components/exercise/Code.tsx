/** A code exercise: the editor, the attempt, its verdict, and the run to watch. */
import { useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import { Glyph } from '@/components/player/Glyph.tsx';
import { CodeEditor, type CodeProblem, Console } from '@/editor/index.ts';
import { attempt, ExaminerClient, type Which, warmUp } from '@/grading/index.ts';
import type { ProgressKeeper } from '@/progress/index.ts';
import { fresh, isRunning, mistakesOf, reduceCode } from './attempts.ts';
import { Beside } from './Beside.tsx';
import type { CodeData } from './data.ts';
import { today } from './keep.ts';
import { plainTicks } from './Ticks.tsx';
import { Verdict } from './Verdict.tsx';
import { WatchRun } from './Watch.tsx';
import { exerciseWords } from './words.ts';

export interface CodeProps {
  data: CodeData;
  keeper: ProgressKeeper;
  /** What the reader has written before the editor was there. */
  written: string | undefined;
  /** The exercise's element: the page around it says there that the solution is wanted. */
  host: HTMLElement;
}

/** The name of the event by which the page asks for the solution in the editor. */
export const USE_SOLUTION = 'use-solution';

/** How long after the last change a draft is kept, in ms. */
const KEEP_AFTER = 300;
const SCHEDULES = 64;

export function Code({ data, keeper, written, host }: CodeProps) {
  const { locale, slug, starter, cases } = data;
  const words = exerciseWords[locale];
  const [state, dispatch] = useReducer(reduceCode, undefined, () => fresh(written ?? keeper.get(slug).code ?? starter));
  const [watched, setWatched] = useState<Which>();
  const [attempts, setAttempts] = useState(0);
  const [types, setTypes] = useState<CodeProblem[]>();
  const [busy, setBusy] = useState(false);
  const examiner = useRef<ExaminerClient>(undefined);
  const stop = useRef<AbortController>(undefined);
  const editor = useRef<HTMLDivElement>(null);
  const [line, setLine] = useState<{ line: number; asked: number }>();
  useDraft(keeper, slug, state.code, starter);
  useEffect(
    () => () => {
      stop.current?.abort();
      examiner.current?.close();
    },
    [],
  );
  useEffect(() => {
    const use = () => dispatch({ do: 'edit', code: data.solution });
    host.addEventListener(USE_SOLUTION, use);
    return () => host.removeEventListener(USE_SOLUTION, use);
  }, [data, host]);

  const running = isRunning(state);
  const run = async () => {
    if (running || busy) return;
    const { code } = state;
    const control = new AbortController();
    stop.current = control;
    examiner.current ??= new ExaminerClient();
    setWatched(undefined);
    setAttempts((n) => n + 1);
    dispatch({ do: 'run', schedules: SCHEDULES });
    const result = await attempt(examiner.current, code, cases, {
      locale,
      signal: control.signal,
      onJudged: (run, failed) => dispatch({ do: 'judged', run, failed, cases: cases.length }),
    });
    if (stop.current !== control) return;
    dispatch({ do: 'ended', result });
    if (result.is !== 'graded') return;
    if (result.verdict.passed) keeper.set(slug, { passed: today(), code: code === starter ? undefined : code });
    else setWatched({ failure: 0 });
  };

  const mistakes = useMemo(
    () =>
      mistakesOf(state, ({ explained }) => plainTicks(explained[locale])).map((problem) => ({
        ...problem,
        severity: 'error' as const,
      })),
    [state.result, state.ran === state.code],
  );
  const typings = useMemo(() => ({ 'why-sigkill.d.ts': data.typings }), [data]);
  const goTo = (to: number) => setLine((before) => ({ line: to, asked: (before?.asked ?? 0) + 1 }));
  const { result } = state;
  const typed = types?.filter(({ severity }) => severity === 'error').length ?? 0;
  const own = result?.is === 'graded' ? result.verdict : undefined;

  return (
    <>
      <div class="ex-w" ref={editor}>
        <CodeEditor
          locale={locale}
          label={words.program(data.title)}
          file={`${slug}.ts`}
          typings={typings}
          value={state.code}
          onChange={(code) => dispatch({ do: 'edit', code })}
          original={starter}
          mistakes={mistakes}
          onRun={() => void run()}
          onProblems={setTypes}
          rows={Math.max(8, starter.split('\n').length + 1)}
          patient
          barBelow
          goTo={line}
        >
          {running ? (
            <button type="button" class="btn main" onClick={() => stop.current?.abort()}>
              {words.stop}
            </button>
          ) : (
            <button
              type="button"
              class="btn main"
              aria-disabled={busy ? 'true' : undefined}
              onPointerEnter={warmUp}
              onClick={() => void run()}
            >
              <Glyph name="run" />
              {words.run(SCHEDULES)}
            </button>
          )}
        </CodeEditor>
      </div>
      <div class="ex-out">
        <Verdict {...{ data, words, state, watched }} onLine={goTo} onWatch={setWatched} />
        {result !== undefined && typed > 0 && <p class="ex-types">{words.typeProblems(typed)}</p>}
        {result !== undefined && result.console.length > 0 && (
          <div class="ex-console">
            <h4>{words.output}</h4>
            <Console locale={locale} lines={result.console} dropped={result.dropped} />
          </div>
        )}
        {watched && examiner.current && own && (
          <WatchRun
            {...{ locale, words }}
            examiner={examiner.current}
            which={watched}
            attempt={attempts}
            caseTitles={data.caseTitles}
            source={state.ran}
            onLine={goTo}
            onClose={() => setWatched(undefined)}
          />
        )}
        {data.beside.length > 0 && result !== undefined && (
          <Beside {...{ data, words }} own={own} blocked={running} onBusy={setBusy} />
        )}
      </div>
    </>
  );
}

/** Keeps the draft a moment after each change, and at once when the page is left. */
function useDraft(keeper: ProgressKeeper, slug: string, code: string, starter: string): void {
  const latest = useRef(code);
  latest.current = code;
  const kept = useRef(keeper.get(slug).code ?? starter);
  useEffect(() => {
    const keep = () => {
      if (kept.current === latest.current) return;
      kept.current = latest.current;
      keeper.set(slug, { code: latest.current === starter ? undefined : latest.current });
    };
    const timer = setTimeout(keep, KEEP_AFTER);
    addEventListener('pagehide', keep);
    return () => {
      clearTimeout(timer);
      removeEventListener('pagehide', keep);
    };
  }, [code]);
}
