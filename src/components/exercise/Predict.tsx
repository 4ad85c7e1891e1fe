/**
 * A prediction: the tree before it goes on, and questions whose answers are chosen in the tree or in a list. Drawn at build as it is at
 * first; what Check finds comes out of the model's run.
 */
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Glyph } from '@/components/player/Glyph.tsx';
import type { ProgressKeeper } from '@/progress/index.ts';
import { type Answers, type Checked, checkPrediction, choicesFrom, choose } from './answers.ts';
import type { PredictAsked, PredictData } from './data.ts';
import { today } from './keep.ts';
import { WatchScenario } from './Watch.tsx';
import { exerciseWords } from './words.ts';

export interface PredictProps {
  data: PredictData;
  /** The tree's picture, as SVG of our own making. */
  tree: string;
  /** By name: which plate of the picture it is. */
  plates: Readonly<Record<string, number>>;
  /** Undefined at build: nothing can be chosen. */
  keeper: ProgressKeeper | undefined;
}

function kept({ slug, questions }: PredictData, keeper: ProgressKeeper | undefined): Answers {
  const answers = keeper?.get(slug).answers ?? {};
  return Object.fromEntries(
    questions.flatMap((question) => {
      const chosen = choicesFrom(question, answers[question.id]);
      return chosen === undefined ? [] : [[question.id, chosen]];
    }),
  );
}

export function Predict({ data, tree, plates, keeper }: PredictProps) {
  const { questions, slug, locale } = data;
  const words = exerciseWords[locale];
  const id = useId();
  const [answers, setAnswers] = useState<Answers>(() => kept(data, keeper));
  const [checked, setChecked] = useState<Readonly<Record<string, Checked>>>();
  const [says, setSays] = useState('');
  const [watched, setWatched] = useState<number | 'start'>();
  const inTree = questions.filter((question) => question.inTree);
  const [current, setCurrent] = useState(inTree[0]?.id);
  const asked = inTree.find((question) => question.id === current);

  const answer = (question: PredictAsked, chosen: readonly string[]) => {
    const next = { ...answers, [question.id]: chosen };
    setAnswers(next);
    setChecked(undefined);
    setSays('');
    setWatched(undefined);
    keeper?.set(slug, {
      answers: Object.fromEntries(Object.entries(next).map(([name, of]) => [name, [...of]])),
    });
  };
  const check = () => {
    if (questions.some((question) => answers[question.id] === undefined)) {
      setSays(words.unanswered);
      return;
    }
    const found = questions.map((question) => ({
      question,
      result: checkPrediction(question, answers[question.id]!),
    }));
    const right = found.filter(({ result }) => result.right).length;
    const all = found.length;
    setChecked(Object.fromEntries(found.map(({ question, result }) => [question.id, result])));
    if (right === all) {
      keeper?.set(slug, { passed: today() });
      setSays(words.allRight(all));
      return;
    }
    setSays(words.someRight(right, all));
    const wrong = found.filter(({ result }) => !result.right);
    setCurrent((wrong.find(({ question }) => question.inTree) ?? wrong[0])?.question.id ?? current);
    const first = Math.min(...wrong.map(({ result }) => result.at ?? Number.POSITIVE_INFINITY));
    setWatched(Number.isFinite(first) ? first : 'start');
  };
  const again = () => {
    setAnswers({});
    setChecked(undefined);
    setSays('');
    setWatched(undefined);
    keeper?.set(slug, { answers: undefined });
  };

  return (
    <>
      <Picture
        label={`${words.tree}${locale === 'en' ? '. ' : '。'}`}
        help={keeper && inTree.length > 0 ? words.chooseTree : ''}
        {...{ tree, plates }}
        chosen={(asked && answers[asked.id]) ?? []}
        marks={(asked && checked?.[asked.id]?.marks) ?? {}}
        onChoose={keeper && asked ? (name) => answer(asked, choose(asked, answers[asked.id], name)) : undefined}
      />
      <div class="ex-w">
        <div class="ex-asks">
          {questions.map((question) => (
            <Question
              key={question.id}
              {...{ question, words }}
              name={`${id}-${question.id}`}
              current={inTree.length > 1 && question.id === current}
              chosen={answers[question.id]}
              result={checked?.[question.id]}
              live={keeper !== undefined}
              onCurrent={() => question.inTree && setCurrent(question.id)}
              onChoose={(chosen) => answer(question, chosen)}
            />
          ))}
        </div>
        <div class="ed-bar">
          <button type="button" class="btn main" disabled={!keeper} onClick={check}>
            {words.check}
          </button>
          <button type="button" class="btn" disabled={!keeper || Object.keys(answers).length === 0} onClick={again}>
            {words.startOver}
          </button>
        </div>
      </div>
      <div class="ex-out">
        <div class={says === '' ? undefined : 'verdict'} role="status">
          {says !== '' && <p class="ex-head">{says}</p>}
          {checked && (
            <div>
              {typeof watched === 'number' && <p>{words.whereWrong}</p>}
              {says === words.allRight(questions.length) && <p dangerouslySetInnerHTML={{ __html: data.why }} />}
              {watched === undefined && (
                <p>
                  <button type="button" class="ex-link" onClick={() => setWatched('start')}>
                    {words.seeRun}
                  </button>
                </p>
              )}
            </div>
          )}
        </div>
        {watched !== undefined && (
          <WatchScenario
            words={words}
            given={data.scenario}
            at={watched === 'start' ? undefined : watched}
            onClose={() => setWatched(undefined)}
          />
        )}
      </div>
    </>
  );
}

interface PictureProps {
  label: string;
  help: string;
  tree: string;
  plates: Readonly<Record<string, number>>;
  chosen: readonly string[];
  marks: Readonly<Record<string, string>>;
  onChoose: ((name: string) => void) | undefined;
}

/** The tree: a click on a plate is a choice. The lists beside it say the same to keyboards and screen readers. */
function Picture({ label, help, tree, plates, chosen, marks, onChoose }: PictureProps) {
  const place = useRef<HTMLDivElement>(null);
  const names = new Map(Object.entries(plates).map(([name, plate]) => [plate, name]));
  useLayoutEffect(() => {
    for (const plate of place.current!.querySelectorAll<SVGGElement>('.pl[data-task]')) {
      const name = names.get(Number(plate.dataset['task'])) ?? '';
      plate.toggleAttribute('data-chosen', chosen.includes(name));
      if (marks[name] === undefined) delete plate.dataset['mark'];
      else plate.dataset['mark'] = marks[name];
    }
  });
  return (
    <figure class="ex-tree" data-live={onChoose ? '' : undefined}>
      <figcaption>
        {label}
        {help}
      </figcaption>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the lists are for keyboards */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the lists are for keyboards */}
      <div
        ref={place}
        onClick={(event) => {
          const plate = (event.target as Element).closest<SVGGElement>('.pl[data-task]');
          const name = plate && names.get(Number(plate.dataset['task']));
          if (name) onChoose?.(name);
        }}
        dangerouslySetInnerHTML={{ __html: tree }}
      />
    </figure>
  );
}

interface QuestionProps {
  question: PredictAsked;
  words: (typeof exerciseWords)['en'];
  /** Of its inputs, one a page. */
  name: string;
  /** What is clicked in the tree answers this one. */
  current: boolean;
  chosen: readonly string[] | undefined;
  result: Checked | undefined;
  live: boolean;
  onCurrent: () => void;
  onChoose: (chosen: string[]) => void;
}

function Question({ question, words, name, current, chosen, result, live, onCurrent, onChoose }: QuestionProps) {
  const { text, many, options } = question;
  const box = useRef<HTMLFieldSetElement>(null);
  // Whoever comes here by keyboard or pointer means this question.
  useEffect(() => {
    const element = box.current!;
    const come = () => onCurrent();
    element.addEventListener('focusin', come);
    element.addEventListener('pointerdown', come);
    return () => {
      element.removeEventListener('focusin', come);
      element.removeEventListener('pointerdown', come);
    };
  });
  const marked = { right: words.right, wrong: words.wrong, missed: words.missed };
  return (
    <fieldset ref={box} class={`ex-ask${current ? ' now' : ''}`}>
      <legend dangerouslySetInnerHTML={{ __html: text }} />
      <div class="ex-options">
        {options.map(({ value, name: shown }) => {
          const mark = result?.marks[value];
          return (
            <label key={value} class="ex-option" data-mark={mark}>
              <input
                type={many ? 'checkbox' : 'radio'}
                name={name}
                disabled={!live}
                checked={chosen?.includes(value) ?? false}
                onChange={() => onChoose(choose(question, chosen, value))}
              />
              <span dangerouslySetInnerHTML={{ __html: shown }} />
              {mark && (
                <small>
                  <Glyph name={mark === 'right' ? 'ok' : 'refused'} />
                  {marked[mark]}
                </small>
              )}
            </label>
          );
        })}
        {many && (
          <label class="ex-option">
            <input
              type="checkbox"
              name={name}
              disabled={!live}
              checked={chosen?.length === 0}
              onChange={() => onChoose([])}
            />
            <span>{words.nobody}</span>
          </label>
        )}
      </div>
    </fieldset>
  );
}
