/**
 * Scenarios: the format, and reading files of it.
 *
 * A scenario is one situation (a tree of processes, then steps); an outcome is what a kernel did with it; a recording is
 * an outcome with the kernel, the number of runs and the very scenario that was run. Pure: texts come in, values go out.
 */

export { callsInTrace, type TracedCall } from './calls.ts';
export { type Compared, type Difference, differences, outcomeKey } from './compare.ts';
export { ScenarioError } from './error.ts';
export { type Actor, Outcome, Recording, Scenario, Sig, type Step } from './format.ts';
export { jsonSchema } from './json-schema.ts';
export { checkRecordingIsOf, declaredNames, readJson, readRecording, readScenario } from './read.ts';
export { type Cast, type Run, type RunOptions, runScenario } from './run.ts';
export { readState, type TaskState } from './state.ts';
