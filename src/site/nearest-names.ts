import { nearestOf } from './nearest.ts';
import { symbols } from './symbols.ts';

/** For an error about a function's name: a sentence with the functions named most like it, or nothing. */
export const nearestNames = (name: string): string =>
  nearestOf(
    name,
    symbols().map((symbol) => symbol.name),
  );
