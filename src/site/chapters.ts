import { getCollection } from 'astro:content';
import { LANG, type Locale, localHref } from '../i18n/index.ts';

/** A chapter as lists show it. */
export interface Chapter {
  number: number;
  title: string;
  lede: string | undefined;
  /** Its address in the edition asked for. */
  href: string;
  /** The language its title and text are in: an untranslated chapter is English in the Chinese edition too. */
  lang: string;
  /** The functions it is about. */
  functions: readonly string[];
}

/**
 * The chapters of an edition, in the order of their numbers. A chapter that has no translation stands there in English.
 * @throws Error naming the file, when a chapter has no number or two have the same.
 */
export async function chapters(locale: Locale): Promise<Chapter[]> {
  const docs = await getCollection('docs');
  const translated = new Map(docs.map((entry) => [entry.id, entry]));
  const seen = new Map<number, string>();
  const list: Chapter[] = [];
  for (const original of docs) {
    if (!original.id.startsWith('chapters/')) continue;
    const number = original.data.chapter;
    const file = original.filePath ?? original.id;
    if (number === undefined)
      throw new Error(`${file}: a chapter needs its number. Add to the front matter, for example: chapter: 3`);
    const other = seen.get(number);
    if (other !== undefined) throw new Error(`${file}: chapter ${number} is already ${other}. Change one of the two.`);
    seen.set(number, file);
    const own = locale === 'en' ? original : translated.get(`${locale}/${original.id}`);
    const { title, lede } = (own ?? original).data;
    list.push({
      number,
      title,
      lede,
      href: localHref(`/${original.id}/`, locale),
      lang: LANG[own ? locale : 'en'],
      functions: original.data.functions,
    });
  }
  return list.sort((a, b) => a.number - b.number);
}
