/**
 * One button for a whole page, moved beside the line number that is pointed at or focused: a button on each of some
 * thousand lines would weigh more than the code. Copies the line's full address.
 */
const template = document.querySelector<HTMLTemplateElement>('template[data-copy-link]');
const button = template?.content.querySelector('button');

if (button && navigator.clipboard) {
  const label = button.textContent;
  const status = document.createElement('span');
  status.className = 'sr-only';
  status.setAttribute('role', 'status');
  document.body.append(status);

  const show = (event: Event): void => {
    const target = event.target;
    if (!(target instanceof Element)) return;
    const number = target.closest<HTMLAnchorElement>('.ln > .no');
    if (!number || number.nextElementSibling === button) return;
    button.textContent = label;
    number.after(button);
  };
  const hide = (event: Event): void => {
    const line = button.parentElement;
    const to = event instanceof FocusEvent || event instanceof MouseEvent ? event.relatedTarget : null;
    if (line && !(to instanceof Node && line.contains(to)) && !line.contains(document.activeElement)) button.remove();
  };

  document.addEventListener('pointerover', show);
  document.addEventListener('focusin', show);
  document.addEventListener('pointerout', hide);
  document.addEventListener('focusout', hide);
  button.addEventListener('click', async () => {
    const number = button.previousElementSibling;
    if (!(number instanceof HTMLAnchorElement)) return;
    await navigator.clipboard.writeText(number.href);
    const copied = button.dataset['copied'] ?? '';
    button.textContent = copied;
    status.textContent = copied;
  });
}

export {};
