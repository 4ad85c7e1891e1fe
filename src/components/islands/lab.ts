/** Puts the lab into its page: loaded with it, since it is what the page is for. The list of scenarios below is narrowed as one types. */
import { localeOfPath } from '../../i18n/index.ts';

class WhyLab extends HTMLElement {
  connectedCallback(): void {
    this.begin().catch(() => {
      this.textContent = this.dataset['failed'] ?? '';
    });
  }

  async begin(): Promise<void> {
    const { mountLab } = await import('../lab/mount.tsx');
    const entries = JSON.parse(document.getElementById('lab-entries')?.textContent ?? '[]') as Parameters<
      typeof mountLab
    >[1]['entries'];
    mountLab(this, { locale: localeOfPath(location.pathname), entries, first: this.dataset['first'] ?? '' });
  }
}
customElements.define('why-lab', WhyLab);

const form = document.querySelector<HTMLFormElement>('.cat-filter');
const field = form?.querySelector('input');
const status = form?.querySelector('p');
if (form && field && status) {
  form.hidden = false;
  form.addEventListener('submit', (event) => event.preventDefault());
  const items = [...document.querySelectorAll<HTMLElement>('.catalogue li')];
  const all = status.textContent ?? '';
  field.addEventListener('input', () => {
    const wanted = field.value.trim().toLowerCase().split(/\s+/);
    let shown = 0;
    for (const item of items) {
      const fits = wanted.every((word) => item.dataset['says']?.includes(word));
      item.hidden = !fits;
      if (fits) shown += 1;
    }
    status.textContent =
      shown === items.length
        ? all
        : shown === 0
          ? (status.dataset['none'] ?? '')
          : (status.dataset['count'] ?? '').replace('-1', String(shown)).replace('-2', String(items.length));
  });
}
