/**
 * What script adds to the part of an exercise that the build has drawn: hints come one after another, the solution is on demand, commands can
 * be copied, and what is done is marked.
 * @module
 */
import type { ProgressKeeper } from '@/progress/index.ts';
import { today } from './keep.ts';

/** How long a button says that it has copied, in ms. */
const SAID = 2500;

/** Hint n + 1 is offered when hint n has been opened; how many are open is kept. */
function hints(host: HTMLElement, slug: string, keeper: ProgressKeeper): void {
  const all = [...host.querySelectorAll<HTMLDetailsElement>('.ex-hints > details')];
  const offer = () => {
    const open = keeper.get(slug).hints ?? 0;
    all.forEach((hint, index) => {
      hint.hidden = index > open;
    });
  };
  const opened = keeper.get(slug).hints ?? 0;
  all.forEach((hint, index) => {
    hint.open = index < opened;
    hint.addEventListener('toggle', () => {
      if (!hint.open || (keeper.get(slug).hints ?? 0) > index) return;
      keeper.set(slug, { hints: index + 1 });
      offer();
    });
  });
  offer();
}

function solution(host: HTMLElement, slug: string, keeper: ProgressKeeper): void {
  const details = host.querySelector<HTMLDetailsElement>('.ex-solution');
  details?.addEventListener('toggle', () => {
    if (details.open && keeper.get(slug).seen === undefined) keeper.set(slug, { seen: true });
  });
}

/** The mark beside the exercise's name, and the notice where nothing is kept; both follow what is kept. */
function marks(host: HTMLElement, slug: string, keeper: ProgressKeeper): void {
  const done = host.querySelector<HTMLElement>('.ex-done');
  const notice = host.querySelector<HTMLElement>('.ex-notkept');
  const tick = host.querySelector<HTMLInputElement>('input[data-tick]');
  const show = () => {
    const { passed } = keeper.get(slug);
    if (done) {
      done.hidden = passed === undefined;
      if (passed !== undefined) done.title = (done.dataset['on'] ?? '').replace('{date}', passed);
    }
    if (tick) tick.checked = passed !== undefined;
    if (notice) notice.hidden = keeper.kept;
    host.toggleAttribute('data-passed', passed !== undefined);
  };
  show();
  keeper.listen(show);
  const label = tick?.closest<HTMLElement>('label');
  if (label) label.hidden = false;
  tick?.addEventListener('change', () => keeper.set(slug, { passed: tick.checked ? today() : undefined }));
}

/** Buttons that copy the command beside them. */
function copies(host: HTMLElement): void {
  const status = host.querySelector<HTMLElement>('.ex-copied');
  for (const button of host.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
    button.hidden = false;
    const label = button.textContent;
    button.addEventListener('click', async () => {
      const text = button.closest('.ex-run')?.querySelector('pre')?.textContent ?? '';
      let says = button.dataset['copied'] ?? '';
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        says = button.dataset['failed'] ?? '';
      }
      button.textContent = says;
      if (status) status.textContent = says;
      setTimeout(() => {
        button.textContent = label;
        if (status) status.textContent = '';
      }, SAID);
    });
  }
}

/** @param host the exercise's element */
export function enliven(host: HTMLElement, keeper: ProgressKeeper): void {
  const slug = host.dataset['slug']!;
  hints(host, slug, keeper);
  solution(host, slug, keeper);
  marks(host, slug, keeper);
  copies(host);
}
