/**
 * The lab below the pixels: building a scenario as a reducer, what is wrong with a draft, a scenario as TypeScript and back, as a file and back.
 * @module
 */
export { type Builder, type BuilderAction, build, building, type Cast, withSpawned } from './builder.ts';
export { isId, isName, type Wrong, wrongIn } from './check.ts';
export { codeOf } from './code.ts';
export { BEGINNING, before, type Draft, presentAt, takenNames, threadsOf } from './draft.ts';
export { type Evaluated, evaluateScenario, warmUp } from './evaluate.ts';
export { COMMON, DISPOSITIONS, FIELDS, type Field, type FieldKind, OPS, type Op, REBOOT_COMMANDS } from './fields.ts';
export { coreOf, fileOf, LARGEST_FILE, readText, readUpload } from './file.ts';
