/**
 * A scenario as TypeScript: the editor, Run and Stop, what the code wrote, what is wrong. Nothing runs until the reader says so, and then only in the
 * sandbox. Used by the lab and by every player's Edit.
 */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { CodeEditor, type CodeProblem, Console } from '@/editor/index.ts';
import type { Locale } from '@/i18n/index.ts';
import { type Draft, type Evaluated, evaluateScenario, warmUp } from '@/lab/index.ts';
import { scenarioTypings } from '@/scenario/index.ts';
import { Glyph } from '../player/Glyph.tsx';
import { labWords } from './words.ts';

export interface ScenarioCodeProps {
  locale: Locale;
  code: string;
  onCode: (code: string) => void;
  /** What "Start over" goes back to. */
  original?: string | undefined;
  /** The reader ran the code, and it gave a scenario that the format takes. */
  onScenario: (scenario: Draft, code: string) => void;
  /** Said above the editor: where the code came from. */
  notice?: string | undefined;
  /** Makes the sandbox ready before the first run. Off for code from a link. */
  warm?: boolean | undefined;
  /** The module's name; unlike that of other editors on the page. */
  file?: string | undefined;
}

const typings = { 'why-sigkill.d.ts': scenarioTypings() };
const NOTHING: CodeProblem[] = [];

export function ScenarioCode(props: ScenarioCodeProps): JSX.Element {
  const { locale, code, original, notice, warm = true, file = 'scenario.ts' } = props;
  const words = labWords(locale);
  const [end, setEnd] = useState<Evaluated>();
  const [running, setRunning] = useState<AbortController>();
  /** The text that the last run was of: what it found is shown for as long as that is the text. */
  const [ranOf, setRanOf] = useState<string>();
  const latest = useRef(props);
  latest.current = props;
  const going = useRef<AbortController>(undefined);

  useEffect(() => {
    if (warm) warmUp();
    return () => going.current?.abort();
  }, [warm]);

  const run = async () => {
    if (going.current) return;
    const stop = new AbortController();
    going.current = stop;
    setRunning(stop);
    const text = latest.current.code;
    const found = await evaluateScenario(text, file, locale, stop.signal);
    going.current = undefined;
    setRunning(undefined);
    setEnd(found);
    setRanOf(text);
    if (found.scenario !== undefined) latest.current.onScenario(found.scenario, text);
  };

  const current = end !== undefined && ranOf === code ? end : undefined;
  return (
    <div class="l-code" data-running={running === undefined ? undefined : ''}>
      {notice !== undefined && <p class="l-notice">{notice}</p>}
      <CodeEditor
        {...{ locale, file, typings, original }}
        label={words.codeLabel}
        value={code}
        onChange={props.onCode}
        mistakes={current?.problems ?? NOTHING}
        onRun={() => void run()}
      >
        {running === undefined ? (
          <button type="button" class="btn main b-run" onClick={() => void run()}>
            <Glyph name="run" />
            {words.run}
          </button>
        ) : (
          <button type="button" class="btn b-stop" onClick={() => running.abort()}>
            {words.stop}
          </button>
        )}
      </CodeEditor>
      <p class="l-said" role="status">
        {running !== undefined
          ? words.running2
          : current?.stopped
            ? words.stopped
            : current?.scenario
              ? words.tookOver
              : ''}
      </p>
      {end !== undefined && <Console locale={locale} lines={end.console} dropped={end.dropped} />}
    </div>
  );
}
