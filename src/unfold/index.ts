/**
 * Opening a call in place: the locks that go on through the depths, the markup around the opened function, and the address that says
 * what is open. Pure: the build uses it for what arrives open, the browser for what a reader opens.
 */
export { formatAddress, parseAddress, type Step, type UnfoldAddress } from './address.ts';
export { escapeHtml } from './escape.ts';
export {
  type Held,
  isRailClass,
  type LockEvent,
  type LockMode,
  type LockPlan,
  NOTHING_HELD,
  type Rails,
  railClasses,
  railStates,
  railsDrawn,
  railsOf,
} from './locks.ts';
export { type Nest, renderNest } from './nest.ts';
export { fill, type NestWords, nestWords } from './words.ts';
