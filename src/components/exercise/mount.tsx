/**
 * Brings an exercise to life: the page holds its text, its hints and its solution; this puts what works in its place, and keeps what the
 * reader does.
 * @module
 */
import { render } from 'preact';
import { Code, USE_SOLUTION } from './Code.tsx';
import type { ExerciseData } from './data.ts';
import { keeper } from './keep.ts';
import { Predict } from './Predict.tsx';
import { enliven } from './page.ts';
import { Trace } from './Trace.tsx';

async function fetchData(host: HTMLElement): Promise<ExerciseData> {
  const { locale, slug } = host.dataset;
  const response = await fetch(`/exercises/data/${locale}/${slug}.json`);
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return (await response.json()) as ExerciseData;
}

/**
 * @param host a `why-exercise` element, as Exercise.astro makes it
 * @throws Error when the exercise's data cannot be fetched; what the page shows stays as it is
 */
export async function mountExercise(host: HTMLElement): Promise<void> {
  const own = keeper();
  enliven(host, own);
  const place = host.querySelector<HTMLElement>('.ex-app');
  if (!place) return;
  const data = await fetchData(host);
  if (data.kind === 'predict') {
    const tree = place.querySelector('svg.tree')?.outerHTML ?? '';
    const plates = JSON.parse(place.dataset['plates'] ?? '{}') as Record<string, number>;
    place.replaceChildren();
    render(<Predict {...{ data, tree, plates }} keeper={own} />, place);
  } else if (data.kind === 'trace') {
    place.replaceChildren();
    render(<Trace data={data} keeper={own} />, place);
  } else if (data.kind === 'code') {
    const area = place.querySelector('textarea');
    // Whoever was faster than the script keeps what was written.
    const written = area && area.value !== area.defaultValue ? area.value : undefined;
    const focus = area !== null && document.activeElement === area ? area.selectionStart : undefined;
    place.replaceChildren();
    render(<Code {...{ data, host, written }} keeper={own} />, place);
    if (focus !== undefined) {
      const now = place.querySelector('textarea');
      now?.focus();
      now?.setSelectionRange(focus, focus);
    }
    const use = host.querySelector<HTMLButtonElement>('button[data-use]');
    if (use) {
      use.hidden = false;
      use.addEventListener('click', () => {
        host.dispatchEvent(new CustomEvent(USE_SOLUTION));
        place.scrollIntoView({ block: 'nearest' });
      });
    }
  }
}
