/**
 * Questions about chains of calls as readers ask them: the query and its written forms, completion of names, what is said of a chain
 * besides its calls. Pure: build, browser and tests use it. The search itself is `callgraph/`.
 */
export { type Completion, complete, Fit, type NameList, nameList, typedName } from './completion.ts';
export {
  bareName,
  type CallLines,
  type Dropped,
  droppedLocks,
  type Facts,
  factsAbout,
  type Held,
  heldAt,
  NO_FACTS,
  remarks,
  type SeenChain,
  seenChain,
  seenFunction,
} from './facts.ts';
export {
  isOther,
  lineNumber,
  pageHref,
  placeHref,
  placeText,
  shortFile,
  unfoldHref,
  upstreamHref,
} from './places.ts';
export {
  conditionsOf,
  DEEPEST,
  formOf,
  KINDS,
  LONGEST,
  MOST,
  NOTHING_ASKED,
  type Query,
  questionOf,
  readAddress,
  readLine,
  USUAL_KINDS,
  writeAddress,
  writeCommand,
} from './query.ts';
