import type { EditData } from '../edits.ts';
import type { Lock } from '../lock.ts';
import type { SourceKind } from '../manifest.ts';
import type { Progress } from './progress.ts';

/** What a source is given to work with. */
export interface Work {
  /** A folder of its own for downloads and unpacking; removed afterwards, whatever happens. */
  scratch: string;
  lock: Lock;
  edits: EditData;
  progress: Progress;
  /** Aborted when the reader interrupts; its reason is an `Interrupted`. */
  signal: AbortSignal;
}

/** A kernel tree on disk, as a source delivers it: not yet verified. */
export interface Delivered {
  kind: SourceKind;
  /** Where it came from, as a person would name it. */
  detail: string;
  /** Top folder of the tree. */
  root: string;
}
