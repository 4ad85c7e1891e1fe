import { resolve } from 'node:path';
import type { Delivered } from './work.ts';

/** A kernel tree that the reader has: read where it is, changed in nothing. */
export const fromTree = (path: string): Delivered => ({ kind: 'tree', detail: resolve(path), root: resolve(path) });
