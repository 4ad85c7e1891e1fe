/**
 * The place of the editor: fetched when it is opened, and not before. What the reader's code gives is a scenario like any other; the code itself
 * runs in the sandbox alone, and only when the reader says so.
 */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Locale } from '@/i18n/index.ts';
import type { Edited } from './reel.ts';
import type { PlayerWords } from './words.ts';

export interface EditProps {
  locale: Locale;
  words: PlayerWords;
  /** The scenario that is shown: what the editor begins with. */
  scenario: unknown;
  /** A text that came with a link: it is shown, and not run. */
  from: Edited | undefined;
  /** The reader ran the text, and this came of it. */
  onScenario: (scenario: unknown, from: Edited) => void;
  onClose: () => void;
}

interface Loaded {
  ScenarioCode: ComponentType<{
    locale: Locale;
    code: string;
    onCode: (code: string) => void;
    original?: string | undefined;
    onScenario: (scenario: unknown, code: string) => void;
    notice?: string | undefined;
    warm?: boolean | undefined;
  }>;
  /** The text to begin with. */
  code: string;
}

async function load(scenario: unknown, from: Edited | undefined): Promise<Loaded> {
  const [{ ScenarioCode }, { codeOf }] = await Promise.all([
    import('../lab/ScenarioCode.tsx'),
    import('@/lab/index.ts'),
  ]);
  const written = from?.language === 'ts' ? from.text : codeOf((from ? parsed(from.text) : scenario) as never);
  return { ScenarioCode: ScenarioCode as Loaded['ScenarioCode'], code: written };
}

/** @throws SyntaxError where a link's JSON is none */
const parsed = (text: string): unknown => JSON.parse(text);

export function Edit({ locale, words, scenario, from, onScenario, onClose }: EditProps) {
  const [loaded, setLoaded] = useState<Loaded | 'failed'>();
  const [code, setCode] = useState('');
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let gone = false;
    setLoaded(undefined);
    load(scenario, from).then(
      (came) => {
        if (gone) return;
        setCode(came.code);
        setLoaded(came);
      },
      () => {
        if (!gone) setLoaded('failed');
      },
    );
    return () => {
      gone = true;
    };
    // Begun with what was shown when it was opened: a scenario that runs must not take the text away under the reader's hands.
  }, [from, tries]);
  return (
    <section class="p-edit" aria-label={words.edit}>
      <div class="p-edit-head">
        <h3 class="p-h">{words.edit}</h3>
        <button type="button" class="btn" onClick={onClose}>
          {words.editClose}
        </button>
      </div>
      {loaded === undefined && <p class="p-none">{words.editLoading}</p>}
      {loaded === 'failed' && (
        <p class="p-none" role="alert">
          {words.editFailed}
          <button type="button" class="btn" onClick={() => setTries(tries + 1)}>
            {words.retry}
          </button>
        </p>
      )}
      {loaded !== undefined && loaded !== 'failed' && (
        <loaded.ScenarioCode
          locale={locale}
          code={code}
          onCode={setCode}
          original={loaded.code}
          onScenario={(made, text) => onScenario(made, { language: 'ts', text })}
          {...(from ? { notice: words.sharedRun, warm: false } : {})}
        />
      )}
    </section>
  );
}
