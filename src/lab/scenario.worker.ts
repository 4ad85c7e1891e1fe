/**
 * Evaluates a scenario written as TypeScript: `export default scenario({ … })`. What comes out is data; the page checks it by the
 * format.
 * @module
 */
import { serveTask } from '../sandbox/index.ts';

const library = {
  /** Gives back what it is given: it is there for its type. */
  scenario: (of: unknown): unknown => of,
};

serveTask(async ({ load, lacks }) => {
  const exports = await load({ 'why-sigkill': library });
  if (exports['default'] === undefined) throw lacks('default');
  return exports['default'];
});
