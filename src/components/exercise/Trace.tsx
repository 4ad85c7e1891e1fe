/** Questions about the way a run goes: calls to be put in order, and a line to be found. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Glyph } from '@/components/player/Glyph.tsx';
import type { ProgressKeeper } from '@/progress/index.ts';
import { checkOrder, moved, type Order, orderFrom } from './answers.ts';
import type { TraceAsked, TraceData } from './data.ts';
import { today } from './keep.ts';
import { type LineAsked, Lines } from './Lines.tsx';
import { WatchScenario } from './Watch.tsx';
import { exerciseWords } from './words.ts';

export interface TraceProps {
  data: TraceData;
  /** Undefined at build: nothing can be moved or chosen. */
  keeper: ProgressKeeper | undefined;
}

type Given = Readonly<Record<string, readonly string[] | number | undefined>>;

/** What the reader has answered before, as far as it fits the questions. */
function kept({ slug, questions }: TraceData, keeper: ProgressKeeper | undefined): Given {
  const answers = keeper?.get(slug).answers ?? {};
  return Object.fromEntries(
    questions.map((question) => {
      if (question.ask === 'order') return [question.id, orderFrom(question, answers[question.id])];
      const line = Number(answers[question.id]);
      return [question.id, question.ask === 'line' && Number.isInteger(line) && line > 0 ? line : undefined];
    }),
  );
}

const isRight = (question: TraceAsked, given: Given[string]): boolean => {
  if (question.ask === 'order') return checkOrder(question, given as readonly string[]).right;
  return question.ask === 'nothing' || given === question.answer;
};

/** Where there is something to see of a wrong answer. */
function lookAt(question: TraceAsked, given: Given[string]): { scenario: string; at: number } | undefined {
  if (question.ask === 'line') return { scenario: question.scenario, at: question.at };
  if (question.ask !== 'order' || question.reached === undefined) return undefined;
  const { first } = checkOrder(question, given as readonly string[]);
  const { scenario, at } = question.reached;
  const fn = question.answer[Math.max(0, first)]!;
  return at[fn] === undefined ? undefined : { scenario, at: at[fn] };
}

export function Trace({ data, keeper }: TraceProps) {
  const { questions, slug, locale, scenarios } = data;
  const words = exerciseWords[locale];
  const [given, setGiven] = useState<Given>(() => kept(data, keeper));
  const [checked, setChecked] = useState(false);
  const [says, setSays] = useState('');
  const [watched, setWatched] = useState<{ scenario: string; at: number }>();
  const [told, setTold] = useState('');

  const answer = (id: string, value: readonly string[] | number) => {
    const next = { ...given, [id]: value };
    setGiven(next);
    setChecked(false);
    setSays('');
    setWatched(undefined);
    keeper?.set(slug, {
      answers: Object.fromEntries(
        Object.entries(next).flatMap(([name, of]) =>
          of === undefined ? [] : [[name, typeof of === 'number' ? String(of) : [...of]]],
        ),
      ),
    });
  };
  const check = () => {
    if (questions.some((question) => question.ask === 'line' && given[question.id] === undefined)) {
      setSays(words.unanswered);
      return;
    }
    const wrong = questions.filter((question) => !isRight(question, given[question.id]));
    setChecked(true);
    if (wrong.length === 0) {
      keeper?.set(slug, { passed: today() });
      setSays(words.allRight(questions.length));
      return;
    }
    setSays(words.someRight(questions.length - wrong.length, questions.length));
    setWatched(lookAt(wrong[0]!, given[wrong[0]!.id]));
  };
  const again = () => {
    keeper?.set(slug, { answers: undefined });
    setGiven(kept({ ...data }, undefined));
    setChecked(false);
    setSays('');
    setWatched(undefined);
  };
  const right = says !== '' && says === words.allRight(questions.length);
  const scene = questions.map((question) => lookAt(question, given[question.id])).find((place) => place !== undefined);

  return (
    <>
      <div class="ex-w">
        <div class="ex-asks">
          {questions.map((question) => (
            <section key={question.id} class="ex-ask">
              <p class="ex-q" dangerouslySetInnerHTML={{ __html: question.text }} />
              {question.ask === 'order' && (
                <OrderList
                  {...{ question, words, checked }}
                  items={given[question.id] as readonly string[]}
                  live={keeper !== undefined}
                  onMove={(items, name) => {
                    answer(question.id, items);
                    setTold(words.place(name, items.indexOf(name) + 1, items.length));
                  }}
                />
              )}
              {question.ask === 'line' && (
                <Lines
                  question={question as LineAsked}
                  {...{ words, locale, checked }}
                  chosen={given[question.id] as number | undefined}
                  live={keeper !== undefined}
                  onChoose={(line) => answer(question.id, line)}
                />
              )}
              {question.ask === 'nothing' && <p class="tell">{words.noText}</p>}
            </section>
          ))}
        </div>
        <p class="sr-only" role="status">
          {told}
        </p>
        <div class="ed-bar">
          <button type="button" class="btn main" disabled={!keeper} onClick={check}>
            {words.check}
          </button>
          <button type="button" class="btn" disabled={!keeper} onClick={again}>
            {words.startOver}
          </button>
        </div>
      </div>
      <div class="ex-out">
        <div class={says === '' ? undefined : 'verdict'} role="status">
          {says !== '' && <p class="ex-head">{says}</p>}
          {checked && (
            <div>
              {watched !== undefined && !right && <p>{words.whereWrong}</p>}
              {right && <p dangerouslySetInnerHTML={{ __html: data.why }} />}
              {watched === undefined && right && scene && (
                <p>
                  <button type="button" class="ex-link" onClick={() => setWatched(scene)}>
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
            given={scenarios[watched.scenario]!}
            at={watched.at}
            onClose={() => setWatched(undefined)}
          />
        )}
      </div>
    </>
  );
}

interface OrderListProps {
  question: Order;
  words: (typeof exerciseWords)['en'];
  items: readonly string[];
  checked: boolean;
  live: boolean;
  onMove: (items: string[], name: string) => void;
}

/** Things in an order that the reader makes: by buttons, or by dragging a line. */
function OrderList({ question, words, items, checked, live, onMove }: OrderListProps) {
  const list = useRef<HTMLOListElement>(null);
  const dragged = useRef<string>(undefined);
  /** The button that was pressed goes with its line; the focus stays on it. */
  const focus = useRef<{ name: string; way: 'up' | 'down' }>(undefined);
  useLayoutEffect(() => {
    if (focus.current === undefined) return;
    const { name, way } = focus.current;
    focus.current = undefined;
    const row = list.current!.querySelector(`li[data-name="${CSS.escape(name)}"]`);
    const button = row?.querySelector<HTMLButtonElement>(`button.${way}:not(:disabled)`);
    (button ?? row?.querySelector<HTMLButtonElement>('button:not(:disabled)'))?.focus();
  }, [items]);
  const { places } = checkOrder(question, items);
  const move = (name: string, by: -1 | 1) => {
    focus.current = { name, way: by < 0 ? 'up' : 'down' };
    const from = items.indexOf(name);
    onMove(moved(items, from, from + by), name);
  };
  return (
    <>
      {live && <p class="ex-help">{words.orderHelp}</p>}
      <ol class="ex-order" ref={list}>
        {items.map((name, i) => (
          <li
            key={name}
            data-name={name}
            data-mark={checked ? (places[i] ? 'right' : 'wrong') : undefined}
            draggable={live}
            onDragStart={(event) => {
              dragged.current = name;
              event.dataTransfer?.setData('text/plain', name);
            }}
            onDragOver={(event) => {
              if (dragged.current === undefined) return;
              event.preventDefault();
              if (dragged.current !== name) onMove(moved(items, items.indexOf(dragged.current), i), dragged.current);
            }}
            onDrop={(event) => event.preventDefault()}
            onDragEnd={() => {
              dragged.current = undefined;
            }}
          >
            <span class="n">{i + 1}</span>
            <code>{name}</code>
            {checked && (
              <small>
                <Glyph name={places[i] ? 'ok' : 'refused'} />
                {places[i] ? words.rightPlace : words.misplaced}
              </small>
            )}
            {live && (
              <span class="ways">
                <button
                  type="button"
                  class="btn up"
                  aria-label={words.up(name)}
                  disabled={i === 0}
                  onClick={() => move(name, -1)}
                >
                  ↑
                </button>
                <button
                  type="button"
                  class="btn down"
                  aria-label={words.down(name)}
                  disabled={i === items.length - 1}
                  onClick={() => move(name, 1)}
                >
                  ↓
                </button>
              </span>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
