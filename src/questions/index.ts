/**
 * Questions to the reader whose answers the model, or the call graph, gives: predictions of how a scenario goes on, and questions about
 * the way it goes. No answer is stored: `predict`, `callOrder`, `lineOf` and `chain` find it each time.
 * @module
 */
export { judge, type PredictAnswer, type PredictRun, predict, predictRun } from './predict.ts';
export type { Answer, LineSought, PredictQuestion, Question, TraceQuestion } from './question.ts';
export { callOrder, chain, lineOf, shuffled } from './trace.ts';
