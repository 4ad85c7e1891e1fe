/** Real inits in the place of the reader's: what they do, who does so, and what came of it in this exercise. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Verdict } from '@/exercises/index.ts';
import { attempt, ExaminerClient, type Which } from '@/grading/index.ts';
import type { CodeData, InitData } from './data.ts';
import { WatchRun } from './Watch.tsx';
import type { ExerciseWords } from './words.ts';

export interface BesideProps {
  data: CodeData;
  words: ExerciseWords;
  /** The verdict on the reader's program; undefined: there is none. */
  own: Verdict | undefined;
  /** The sandbox is needed for the reader's program. */
  blocked: boolean;
  /** It is needed for these. */
  onBusy: (busy: boolean) => void;
}

/** What came of one init: a verdict, or that there is none. */
type Came = Verdict | 'failed';

export function Beside({ data, words, own, blocked, onBusy }: BesideProps) {
  const { locale, cases, beside } = data;
  const [came, setCame] = useState<Readonly<Record<string, Came>>>({});
  const [running, setRunning] = useState(false);
  const [watched, setWatched] = useState<{ init: InitData; which: Which; attempt: number }>();
  const examiner = useRef<ExaminerClient>(undefined);
  const stop = useRef<AbortController>(undefined);
  const count = useRef(0);
  useEffect(
    () => () => {
      stop.current?.abort();
      examiner.current?.close();
    },
    [],
  );

  /** One init through the very way that the reader's program takes. */
  const judge = async ({ code }: InitData, control: AbortController): Promise<Came | undefined> => {
    examiner.current ??= new ExaminerClient();
    count.current += 1;
    const { signal } = control;
    const result = await attempt(examiner.current, code, cases, { locale, signal, onJudged: () => {} });
    if (result.is === 'stopped') return undefined;
    return result.is === 'graded' ? result.verdict : 'failed';
  };
  const guarded = async (work: (control: AbortController) => Promise<void>) => {
    if (running || blocked) return;
    const control = new AbortController();
    stop.current = control;
    setRunning(true);
    setWatched(undefined);
    onBusy(true);
    await work(control);
    setRunning(false);
    onBusy(false);
  };
  const runAll = () =>
    guarded(async (control) => {
      for (const init of beside) {
        const verdict = await judge(init, control);
        if (verdict === undefined) return;
        setCame((before) => ({ ...before, [init.slug]: verdict }));
      }
    });
  // The examiner keeps the runs of one program: to watch another's, that one runs once more.
  const watch = (init: InitData) =>
    guarded(async (control) => {
      const verdict = await judge(init, control);
      if (verdict === undefined || verdict === 'failed') return;
      const which = verdict.passed ? { schedule: 0 } : { failure: 0 };
      setWatched({ init, which, attempt: count.current });
    });

  const done = beside.filter(({ slug }) => came[slug] !== undefined).length;
  return (
    <details class="ex-beside">
      <summary>{words.beside}</summary>
      <p>{words.besideIntro}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.init}</th>
            <th scope="col">{words.as}</th>
            <th scope="col">{words.here}</th>
          </tr>
        </thead>
        <tbody>
          <tr class="own">
            <th scope="row">{words.yours}</th>
            <td />
            <td>{own ? <Outcome verdict={own} {...{ words, locale }} /> : words.yoursNotRun}</td>
          </tr>
          {beside.map((init) => (
            <tr key={init.slug}>
              <th scope="row">
                <b>{init.title}</b>
                <span dangerouslySetInnerHTML={{ __html: init.does }} />
                <details>
                  <summary>{words.readIt}</summary>
                  <pre lang="en">
                    <code>{init.code}</code>
                  </pre>
                </details>
              </th>
              <td>
                <ul>
                  {init.as.map(({ name, how, title, href }) => (
                    <li key={name}>
                      <b>{name}</b>
                      {locale === 'en' ? ': ' : '：'}
                      <span dangerouslySetInnerHTML={{ __html: how }} /> <a href={href}>{title}</a>
                    </li>
                  ))}
                </ul>
              </td>
              <td>
                {came[init.slug] === 'failed' ? (
                  words.besideFailed
                ) : came[init.slug] ? (
                  <>
                    <Outcome verdict={came[init.slug] as Verdict} {...{ words, locale }} />{' '}
                    <button type="button" class="ex-link" onClick={() => void watch(init)}>
                      {words.watch}
                    </button>
                  </>
                ) : (
                  ''
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <button
          type="button"
          class="btn"
          aria-disabled={running || blocked ? 'true' : undefined}
          onClick={() => void runAll()}
        >
          {running ? words.runningBeside(done, beside.length) : words.runBeside}
        </button>
      </p>
      {watched && examiner.current && (
        <WatchRun
          {...{ locale, words }}
          examiner={examiner.current}
          which={watched.which}
          attempt={watched.attempt}
          caseTitles={data.caseTitles.map((title) => `${watched.init.title}: ${title}`)}
          source={watched.init.code}
          onClose={() => setWatched(undefined)}
        />
      )}
    </details>
  );
}

/** The checks that failed, or that none did. */
function Outcome({ verdict, words, locale }: { verdict: Verdict; words: ExerciseWords; locale: CodeData['locale'] }) {
  const failed = verdict.checks.filter(({ passed, failed }) => !passed && failed.length > 0);
  if (verdict.passed) return <b>{words.passed(verdict.schedules)}</b>;
  if (failed.length === 0 && verdict.explored)
    return <span>{words.exploredFailed(verdict.explored.failed, verdict.explored.runs)}</span>;
  return (
    <ul>
      {failed.map(({ check, sentence }) => (
        <li key={check}>{sentence[locale]}</li>
      ))}
    </ul>
  );
}
