/**
 * The theme control. The choice is kept under Starlight's own key, so that what Starlight reads agrees; "auto" keeps
 * nothing, and follows the system while the page is open.
 */
const KEY = 'starlight-theme';
const system = matchMedia('(prefers-color-scheme: light)');

/** The stored choice. Storage may be denied: then the choice lasts as long as the page. */
function stored(): 'light' | 'dark' | 'auto' {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : 'auto';
  } catch {
    return 'auto';
  }
}

function apply(choice: string): void {
  const light = choice === 'auto' ? system.matches : choice === 'light';
  document.documentElement.dataset['theme'] = light ? 'light' : 'dark';
}

for (const select of document.querySelectorAll<HTMLSelectElement>('[data-theme-control]')) {
  select.value = stored();
  select.addEventListener('change', () => {
    try {
      localStorage.setItem(KEY, select.value === 'auto' ? '' : select.value);
    } catch {}
    apply(select.value);
  });
  system.addEventListener('change', () => {
    if (select.value === 'auto') apply('auto');
  });
}
