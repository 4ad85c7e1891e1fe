/**
 * Answers to questions, as values: predictions (any number of options, or one), and things in order.
 * @module
 */
import type { PredictAsked, TraceAsked } from './data.ts';

/** By a question's id: the options that are chosen; undefined: not answered. */
export type Answers = Readonly<Record<string, readonly string[]>>;

/** Of many, one more or one less; of one, another. */
export function choose(question: PredictAsked, chosen: readonly string[] | undefined, value: string): string[] {
  if (!question.options.some((option) => option.value === value)) return [...(chosen ?? [])];
  if (!question.many) return [value];
  const now = chosen ?? [];
  if (now.includes(value)) return now.filter((each) => each !== value);
  // In the order of the options, so that the same answer is the same text.
  return question.options.map((option) => option.value).filter((each) => each === value || now.includes(each));
}

/** How an option stands once the answer has been checked. */
export type Mark = 'right' | 'wrong' | 'missed';

export interface Checked {
  right: boolean;
  /** Only of options that were chosen, or should have been. */
  marks: Record<string, Mark>;
  /** The film's position at which the answer went wrong first; undefined: it did not. */
  at: number | undefined;
}

export function checkPrediction({ answer, options, settled }: PredictAsked, chosen: readonly string[]): Checked {
  const marks: Record<string, Mark> = {};
  let at: number | undefined;
  for (const { value } of options) {
    const is = answer.includes(value);
    const said = chosen.includes(value);
    if (is && said) marks[value] = 'right';
    else if (is || said) {
      marks[value] = is ? 'missed' : 'wrong';
      const event = settled[value] ?? settled[''];
      if (event !== undefined && (at === undefined || event < at)) at = event;
    }
  }
  const right = Object.values(marks).every((mark) => mark === 'right');
  return { right, marks, at: right ? undefined : at };
}

/** Moves one thing to another place. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const target = Math.max(0, Math.min(items.length - 1, to));
  if (from === target || items[from] === undefined) return [...items];
  const rest = items.toSpliced(from, 1);
  return rest.toSpliced(target, 0, items[from]);
}

export type Order = Extract<TraceAsked, { ask: 'order' }>;

/** Which things stand in their place, and the first that does not. */
export function checkOrder(
  { answer }: Order,
  items: readonly string[],
): { right: boolean; places: boolean[]; first: number } {
  const places = items.map((item, i) => item === answer[i]);
  return { right: places.every(Boolean), places, first: places.indexOf(false) };
}

/** A kept order, if it is one of these very things. */
export function orderFrom({ items }: Order, kept: unknown): string[] {
  const same =
    Array.isArray(kept) &&
    kept.length === items.length &&
    items.every((item) => kept.filter((each) => each === item).length === 1);
  return same ? (kept as string[]) : [...items];
}

/** Kept choices, as far as there are such options. */
export function choicesFrom({ options, many }: PredictAsked, kept: unknown): string[] | undefined {
  if (kept === undefined) return undefined;
  const list: unknown[] = Array.isArray(kept) ? kept : [kept];
  const known = options.map(({ value }) => value).filter((value) => list.includes(value));
  if (!many) return known.length === 1 ? known : undefined;
  return known.length === list.length ? known : undefined;
}
