/**
 * Grading in a page. The reader's program runs in the sandbox and leaves transcripts; the examiner, a worker of ours, carries each of
 * them out again and judges it; a run that failed is shown by the player. This door is the page's: the model is not loaded by it.
 *
 * ```ts
 * const examiner = new ExaminerClient();
 * const attempted = await attempt(examiner, source, cases, { locale: 'en', onJudged: (run, failed) => {} });
 * if (attempted.is === 'graded' && !attempted.verdict.passed) {
 *   const opened = await examiner.open({ failure: 0 });
 *   if (opened) await mountPlayer(place, dataFor(opened), { client: examiner.player(), at: opened.at });
 * }
 * ```
 * @module
 */
export { type Attempted, type AttemptOptions, attempt, type Problem, warmUp } from './attempt.ts';
export { ExaminerClient, type ExaminerWorker, NotARun } from './client.ts';
export type * from './protocol.ts';
