/**
 * Exercises as folders: `content/exercises/<slug>/` and `content/inits/<slug>/`, read and checked. For Node: pages get exercises at build
 * through `src/site/`.
 * @module
 */
export { exerciseSchema, initSchema } from './format.ts';
export { type Loaded, loadProgram, ProgramError } from './program.ts';
export {
  type CodeExercise,
  casesOf,
  type Exercise,
  ExerciseError,
  type Language,
  type MachineExercise,
  type PredictExercise,
  type RealInit,
  readExercise,
  readExercises,
  readInits,
  type TraceExercise,
} from './read.ts';
