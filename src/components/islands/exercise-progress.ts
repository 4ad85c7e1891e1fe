/**
 * `<why-progress>`: the overview's marks follow what the browser keeps; what is kept can be saved, loaded and forgotten.
 */
import { keeper } from '../exercise/keep.ts';

/** What the build hands over: the page's words, with places for numbers. */
interface Says {
  passed: string;
  begun: string;
  done: string;
  imported: string;
  problems: Record<'not-json' | 'not-progress' | 'newer' | 'too-large', string>;
  unreadable: string;
  resetAsk: string;
  wasReset: string;
}

class WhyProgress extends HTMLElement {
  connectedCallback(): void {
    const says = JSON.parse(this.dataset['says'] ?? '{}') as Says;
    const own = keeper();
    const find = <E extends HTMLElement>(selector: string) => this.querySelector<E>(selector)!;
    const rows = [...this.querySelectorAll<HTMLElement>('li[data-slug]')];
    const told = find('[data-told]');
    const asking = find('.ex-ask-reset');

    const known = () => rows.filter(({ dataset }) => Object.keys(own.get(dataset['slug']!)).length > 0);
    const passed = () => rows.filter(({ dataset }) => own.get(dataset['slug']!).passed !== undefined);
    const show = () => {
      for (const row of rows) {
        const { passed: on, ...rest } = own.get(row.dataset['slug']!);
        const state = on !== undefined ? 'done' : Object.keys(rest).length > 0 ? 'begun' : undefined;
        if (state === undefined) delete row.dataset['state'];
        else row.dataset['state'] = state;
        row.querySelector('[data-state]')!.textContent = state === undefined ? '' : says[state];
      }
      find('[data-sum]').textContent = says.passed.replace('-1', String(passed().length));
      const next = rows.find((row) => row.dataset['state'] !== 'done')?.querySelector('a');
      const link = find<HTMLAnchorElement>('[data-next]');
      link.hidden = next === undefined || next === null;
      if (next) link.href = next.href;
      find('.ex-notkept').hidden = own.kept;
    };
    show();
    own.listen(show);
    find('.ex-sum').hidden = false;
    find('[data-tools]').hidden = false;

    find('[data-export]').addEventListener('click', () => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([own.export()], { type: 'application/json' }));
      link.download = 'why-sigkill-progress.json';
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    });

    const file = find<HTMLInputElement>('input[type="file"]');
    find('[data-import]').addEventListener('click', () => file.click());
    file.addEventListener('change', async () => {
      const [chosen] = file.files ?? [];
      if (!chosen) return;
      try {
        const problem = own.import(await chosen.text());
        told.textContent =
          problem === undefined ? says.imported.replace('{n}', String(passed().length)) : says.problems[problem];
      } catch {
        told.textContent = says.unreadable;
      }
      file.value = '';
    });

    find('[data-reset]').addEventListener('click', () => {
      find('[data-ask]').textContent = says.resetAsk.replace('{n}', String(known().length));
      asking.hidden = false;
      find('[data-no]').focus();
    });
    const answered = (text: string) => {
      asking.hidden = true;
      told.textContent = text;
      find('[data-reset]').focus();
    };
    find('[data-no]').addEventListener('click', () => answered(''));
    find('[data-yes]').addEventListener('click', () => {
      own.reset();
      answered(says.wasReset);
    });
  }
}

customElements.define('why-progress', WhyProgress);
