/** The two editions: their addresses (`editions.ts`) and the site's own words in each (`ui.ts`). */
export * from './editions.ts';
export { type Strings, ui } from './ui.ts';
