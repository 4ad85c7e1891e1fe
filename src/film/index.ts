/**
 * Films: what a run of the model did, as compact data that a page can play. This is the machine's side: it loads the model. What a page does
 * with a film is in `src/player/`.
 * @module
 */
export { type Fate, fates } from './fates.ts';
export { filmOf } from './film-of.ts';
export { Moments } from './moment.ts';
export { scheduleOf, shoot, TooLong } from './shoot.ts';
export type { Filmed } from './stage.ts';
export { type MakeFilm, Studio } from './studio.ts';
