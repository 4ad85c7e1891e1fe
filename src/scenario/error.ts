/** A scenario or a recording is not what it should be; the message names the file, the place and what to do. */
export class ScenarioError extends Error {
  override name = 'ScenarioError';
}
