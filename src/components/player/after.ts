/**
 * What asks the page where things stand, or scrolls: done when all that a step draws has been drawn, so that the page is laid out once a
 * step, and not once a part.
 * @module
 */
const jobs: (() => void)[] = [];

/** Does `job` after the drawing that is underway, before the page is painted. */
export function afterDrawing(job: () => void): void {
  jobs.push(job);
  if (jobs.length > 1) return;
  queueMicrotask(() => {
    for (const each of jobs.splice(0)) each();
  });
}
