/** A part of a scenario that is wrong: where (`steps[2].sig`; '' for the whole), and what is wrong with it. */
export interface WrongPlace {
  at: string;
  message: string;
}

/** A scenario or a recording is not what it should be; the message names the file, the place and what to do. */
export class ScenarioError extends Error {
  override name = 'ScenarioError';
  /** The places the message names, where it names some, for whoever shows them one by one. */
  readonly places: readonly WrongPlace[];

  constructor(message: string, places: readonly WrongPlace[] = []) {
    super(message);
    this.places = places;
  }
}
