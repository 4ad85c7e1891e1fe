import { satteri } from '@astrojs/markdown-satteri';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { linkKernelReferences } from './src/markdown/documents.ts';
import { breakNames, keepTogether, listing } from './src/markdown/index.ts';

/** A part of Starlight's frame that this site draws itself. */
const shell = (name) => `./src/components/shell/${name}.astro`;

const drawnHere = [
  'ContentPanel',
  'FallbackContentNotice',
  'Footer',
  'Head',
  'Header',
  'Hero',
  'LanguageSelect',
  'MarkdownContent',
  'PageFrame',
  'PageSidebar',
  'PageTitle',
  'Pagination',
  'Search',
  'Sidebar',
  'SiteTitle',
  'SkipLink',
  'ThemeProvider',
  'ThemeSelect',
  'TwoColumnContent',
];

export default defineConfig({
  // Canonical addresses, the links between the two editions and the sitemap name the place where the site stands: set
  // SITE_URL to build it for another than the one npm start serves.
  site: process.env.SITE_URL || 'http://localhost:4321',
  // Addresses end in a slash; who leaves it out arrives all the same.
  trailingSlash: 'ignore',
  cacheDir: '.cache/astro',
  vite: {
    cacheDir: '.cache/vite',
    // `light-dark()` is kept as it is: both themes are one set of tokens.
    build: { cssTarget: ['chrome123', 'firefox120', 'safari17.5'] },
  },
  // Code on this site has weights and slants, no colours.
  markdown: {
    syntaxHighlight: false,
    processor: satteri({ hastPlugins: [linkKernelReferences, breakNames, keepTogether, listing] }),
  },
  integrations: [
    starlight({
      title: { en: 'Why SIGKILL?', 'zh-CN': '为什么是 SIGKILL？' },
      favicon: '/favicon.svg',
      head: [{ tag: 'meta', attrs: { name: 'twitter:card', content: 'summary' } }],
      defaultLocale: 'root',
      locales: {
        root: { label: 'English', lang: 'en' },
        'zh-cn': { label: '简体中文', lang: 'zh-CN' },
      },
      customCss: ['./src/styles/index.css'],
      components: Object.fromEntries(drawnHere.map((name) => [name, shell(name)])),
      // The chapter list is made from the chapters themselves, by their numbers.
      sidebar: [],
      pagination: false,
      tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 2 },
      disable404Route: true,
      expressiveCode: false,
      markdown: { processedDirs: ['./content/docs/'], headingLinks: false },
    }),
  ],
});
