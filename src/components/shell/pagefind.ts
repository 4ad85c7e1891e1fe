/**
 * The search engine as this site uses it: Pagefind writes it, and its index, beside the built pages. It is fetched when
 * the dialog first opens.
 */

/** A heading of a page, or the page itself, where the words were found. */
export interface Hit {
  title: string;
  url: string;
  /** HTML: the words around the find, escaped, with `<mark>` around what was looked for. */
  excerpt: string;
}

/** A page on which the words were found. */
export interface PageHit extends Hit {
  parts: Hit[];
}

interface Pagefind {
  options(options: { baseUrl: string; excerptLength: number }): Promise<void>;
  init(): Promise<void>;
  /** `null` when another search was asked for meanwhile. */
  debouncedSearch(
    query: string,
    options: object,
    wait: number,
  ): Promise<{ results: { data(): Promise<Found> }[] } | null>;
}

interface Found {
  url: string;
  excerpt: string;
  meta: Record<string, string>;
  sub_results: Hit[];
}

let engine: Promise<Pagefind> | undefined;

/** Fetches the engine, once. A failed attempt is not remembered: the next one may succeed. */
export function load(): Promise<Pagefind> {
  engine ??= start();
  engine.catch(() => {
    engine = undefined;
  });
  return engine;
}

async function start(): Promise<Pagefind> {
  const base = import.meta.env.BASE_URL;
  const pagefind: Pagefind = await import(/* @vite-ignore */ `${base.replace(/\/$/, '')}/pagefind/pagefind.js`);
  await pagefind.options({ baseUrl: base, excerptLength: 24 });
  await pagefind.init();
  return pagefind;
}

/**
 * The pages that say the words, best first, and how many there are in all.
 * @returns undefined when a later search has made this one needless
 */
export async function find(query: string, limit: number): Promise<{ total: number; pages: PageHit[] } | undefined> {
  const pagefind = await load();
  const found = await pagefind.debouncedSearch(query, {}, 120);
  if (!found) return undefined;
  const pages = await Promise.all(found.results.slice(0, limit).map((result) => result.data()));
  return {
    total: found.results.length,
    pages: pages.map(({ url, excerpt, meta, sub_results }) => ({
      title: meta['title'] ?? url,
      url,
      excerpt,
      // The page's own beginning is the page.
      parts: sub_results.filter((part) => part.url !== url && !part.url.endsWith('#_top')),
    })),
  };
}
