/** Marks the heading under which the reader is, in the side list and in the phone's bar. */
const lists = [...document.querySelectorAll('[data-headings]')];
const ids = [...(lists[0]?.querySelectorAll('a') ?? [])].map((link) => link.hash.slice(1));
const headings = ids.map((id) => document.getElementById(id)).filter((heading) => heading !== null);
const bar = document.querySelector<HTMLDetailsElement>('.onpage details');

function mark(): void {
  // The last heading above the upper third of the window is the one being read.
  const line = innerHeight / 3;
  const current = headings.findLast((heading) => heading.getBoundingClientRect().top < line);
  for (const link of lists.flatMap((list) => [...list.querySelectorAll('a')])) {
    if (current && link.hash === `#${current.id}`) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
  const shown = bar?.querySelector('[data-current]');
  if (shown) shown.textContent = current?.textContent ?? '';
}

if (headings.length > 0) {
  const observer = new IntersectionObserver(mark, { rootMargin: '0px 0px -66% 0px', threshold: [0, 1] });
  for (const heading of headings) observer.observe(heading);
  addEventListener('scrollend', mark);
  mark();
}

// The bar's list closes when a heading is chosen, on Escape, and on a click elsewhere.
bar?.addEventListener('click', (event) => {
  if (event.target instanceof Element && event.target.closest('a')) bar.open = false;
});
addEventListener('click', (event) => {
  if (bar?.open && event.target instanceof Node && !bar.contains(event.target)) bar.open = false;
});
addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !bar?.open) return;
  bar.open = false;
  bar.querySelector('summary')?.focus();
});
