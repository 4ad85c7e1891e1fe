// Every link inside the site arrives: at a page that is there and, where it names a place in it, at that place.
import { describe, expect, inject, it } from 'vitest';
import { addresses, exists, html } from './built.ts';

const pages = addresses();

/** Attribute values of a page, without building a tree: some pages hold 5,000 lines of code with 30,000 links. */
function values(text: string, attribute: string): string[] {
  const found = [...text.matchAll(new RegExp(`\\s${attribute}=(?:"([^"]*)"|'([^']*)'|([^\\s>"']+))`, 'g'))];
  return found.map(([, a, b, c]) =>
    (a ?? b ?? c ?? '').replaceAll('&#38;', '&').replaceAll('&amp;', '&').replaceAll('&#x26;', '&'),
  );
}

const places = new Map<string, Set<string>>();
function hasPlace(address: string, id: string): boolean {
  let ids = places.get(address);
  if (!ids) {
    ids = new Set(values(html(address), 'id'));
    places.set(address, ids);
  }
  return ids.has(decodeURIComponent(id));
}

describe('links', () => {
  it('there are pages in both editions, and each page has its twin', () => {
    expect(pages.length).toBeGreaterThan(100);
    const english = pages.filter((page) => !page.startsWith('/zh-cn/') && page !== '/404.html');
    expect(english.filter((page) => !pages.includes(`/zh-cn${page}`))).toEqual([]);
  });

  it('every internal link and anchor arrives', () => {
    const broken = new Map<string, string>();
    let links = 0;
    for (const page of pages) {
      const text = html(page);
      for (const href of new Set([...values(text, 'href'), ...values(text, 'src')])) {
        if (/^(https?:|mailto:|data:|javascript:)/.test(href) || href === '') continue;
        links += 1;
        const url = new URL(href, `http://site${page}`);
        const target = url.pathname;
        // What a player is to show is a state, not a place.
        const place = url.hash.length > 1 && !url.hash.startsWith('#play:');
        if (!exists(target)) broken.set(href, page);
        else if (place && /\.html$|\/$/.test(target) && !hasPlace(target, url.hash.slice(1))) broken.set(href, page);
      }
    }
    expect(links).toBeGreaterThan(1000);
    expect([...broken].slice(0, 20).map(([href, page]) => `${page} → ${href}`)).toEqual([]);
  });

  it('no id stands twice in a page', () => {
    const twice: string[] = [];
    for (const page of pages) {
      const ids = values(html(page), 'id');
      const seen = new Set<string>();
      for (const id of ids) {
        if (seen.has(id)) twice.push(`${page} #${id}`);
        seen.add(id);
      }
    }
    expect(twice.slice(0, 20)).toEqual([]);
  });

  it('links that leave the site use https', () => {
    const insecure = new Set<string>();
    for (const page of pages) {
      for (const href of values(html(page), 'href')) {
        // A build for no particular place names the address of npm start as its own.
        if (href.startsWith('http:') && !href.startsWith('http://localhost:4321/')) insecure.add(`${page} → ${href}`);
      }
    }
    expect([...insecure].slice(0, 10)).toEqual([]);
  });
});

describe('an address', () => {
  it('typed without its slash arrives at the page, and one that is not there at our own 404', async () => {
    const text = async (path: string) => (await fetch(inject('site') + path)).text();
    expect(await text('/chapters/exit-notify')).toContain('<h1');
    expect(await text('/source/v6.0/kernel/exit.c')).toContain('id="L670"');
    const missing = await fetch(`${inject('site')}/zh-cn/nothing`);
    expect(missing.status).toBe(404);
    expect(await missing.text()).toContain('Why SIGKILL');
  });
});
