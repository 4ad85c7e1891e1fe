/**
 * Scenarios: the format, and reading files of it.
 *
 * A scenario is one situation (a tree of processes, then steps); an outcome is what a kernel did with it; a recording is
 * an outcome with the kernel, the number of runs and the very scenario that was run. Pure: texts come in, values go out.
 */

export { callsInTrace, type TracedCall } from './calls.ts';
export { type Compared, type Difference, differences, outcomeKey } from './compare.ts';
export { ScenarioError, type WrongPlace } from './error.ts';
export { type Actor, type Disposition, Outcome, Recording, Scenario, Sig, type Step } from './format.ts';
export { jsonSchema } from './json-schema.ts';
export { describeStatus } from './observe.ts';
export { checkRecordingIsOf, checkScenario, declaredNames, readJson, readRecording, readScenario } from './read.ts';
export { type Cast, performer, type Run, type RunOptions, runScenario } from './run.ts';
export { readSchedule, writeSchedule } from './schedule-text.ts';
export { readState, type TaskState } from './state.ts';
export { SCENARIO_MODULE, scenarioTypings } from './typings.ts';
