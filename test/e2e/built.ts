// The built site as files: which pages there are, and what they weigh.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export const dist = 'dist';

/** The addresses of all built pages, e.g. `/`, `/zh-cn/source/v6.0/kernel/exit.c/`. */
export function addresses(): string[] {
  return readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.html') && !name.startsWith('pagefind'))
    .map((name) => `/${name.replace(/(^|\/)index\.html$/, '$1')}`)
    .sort();
}

/** The HTML of a page. @throws if it was not built */
export function html(address: string): string {
  return readFileSync(fileOf(address), 'utf8');
}

/** The file behind an address, whether a page or another file. */
export function fileOf(address: string): string {
  const path = join(dist, decodeURIComponent(address));
  return path.endsWith('/') || address.endsWith('/') ? join(path, 'index.html') : path;
}

export const exists = (address: string): boolean => existsSync(fileOf(address));

/** Bytes of a text after gzip, which is what the budgets are in: every server can do that much. */
export const compressed = (text: string | Buffer): number => gzipSync(text, { level: 9 }).length;

/** What a page loads before anybody touches it: its stylesheets and its scripts, with what these import statically. */
export function loads(address: string): { css: string[]; js: string[] } {
  const page = html(address);
  const css = [...page.matchAll(/<link[^>]+rel="?stylesheet"?[^>]+href="?([^" >]+)/g)].map(([, href = '']) => href);
  const js = new Set<string>();
  const queue = [...page.matchAll(/<script[^>]+src="?([^" >]+)/g)].map(([, src = '']) => src);
  for (let src = queue.pop(); src !== undefined; src = queue.pop()) {
    if (js.has(src)) continue;
    js.add(src);
    const text = readFileSync(fileOf(src), 'utf8');
    for (const [, name = ''] of text.matchAll(
      /(?:^|[;}\s])import\s*(?:[^'"();]*?from\s*)?["'](\.{1,2}\/[^"']+)["']/g,
    )) {
      queue.push(new URL(name, `http://site${src}`).pathname);
    }
  }
  return { css, js: [...js] };
}
