import { defineCollection } from 'astro:content';
import { docsSchema, i18nSchema } from '@astrojs/starlight/schema';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { LANG, LOCALES, ui } from './i18n/index.ts';

/**
 * Where a document stands in the site: the English edition at the root, the Chinese one under `zh-cn/`.
 * `en/chapters/03-exit-notify.mdx` becomes `chapters/exit-notify`: the number orders the files, the address does without.
 */
function documentId(entry: string): string {
  return entry
    .replace(/\.mdx?$/, '')
    .replace(/^en\//, '')
    .replace(/(^|\/)\d\d-/, '$1');
}

export const collections = {
  // Where Starlight speaks for itself, it says what the site says.
  i18n: defineCollection({
    loader: () =>
      LOCALES.map((locale) => ({
        id: LANG[locale],
        'skipLink.label': ui(locale).skip,
        'menuButton.accessibleLabel': ui(locale).menu,
        'search.label': ui(locale).findLabel,
        'tableOfContents.onThisPage': ui(locale).onThisPage,
        'tableOfContents.overview': ui(locale).pageTop,
        'page.previousLink': ui(locale).previous,
        'page.nextLink': ui(locale).next,
        'i18n.untranslatedContent': ui(locale).untranslated,
      })),
    schema: i18nSchema(),
  }),
  docs: defineCollection({
    loader: glob({ base: './content/docs', pattern: '**/*.{md,mdx}', generateId: ({ entry }) => documentId(entry) }),
    schema: docsSchema({
      extend: z.object({
        /** The chapter's number, 0 to 8, shown above its title and in the chapter list. */
        chapter: z.number().int().min(0).optional(),
        /** The paragraph under the title. */
        lede: z.string().optional(),
        /** The functions a chapter is about; symbol pages of these link back to it. */
        functions: z.array(z.string()).default([]),
        /** Where its claims can be read elsewhere. */
        sources: z
          .array(z.object({ title: z.string(), href: z.url().optional(), by: z.string().optional() }))
          .default([]),
      }),
    }),
  }),
};
