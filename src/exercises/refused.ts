/** A transcript is not of a run that could have been. */
export class Refused extends Error {
  override name = 'Refused';
}

/** A place in a transcript, in words. */
export const place = (key: string, at: number): string => `process ${key.slice(0, 40)}, entry ${at + 1}`;
