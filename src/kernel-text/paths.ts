import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The top folder of the clone: the first one upwards that has both `package.json` and `kernel-snippets`. Looked for
 * rather than counted in `../`, because a built site runs this code from a bundle somewhere under `dist/`.
 */
export function projectRoot(): string {
  for (const start of [import.meta.dirname, process.cwd()]) {
    for (let folder = start; ; folder = dirname(folder)) {
      if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'kernel-snippets'))) return folder;
      if (folder === dirname(folder)) break;
    }
  }
  throw new Error(`no folder above ${import.meta.dirname} or ${process.cwd()} has package.json and kernel-snippets/`);
}

/** Where the kernel text lives: `.kernel/` in the clone, which git ignores. */
export const kernelDir = (): string => join(projectRoot(), '.kernel');

/** The files of a text, in the same folders as in the kernel's own tree. */
export const treeDir = (dir: string): string => join(dir, 'tree');

export const manifestPath = (dir: string): string => join(dir, 'manifest.json');

export const lockPath = (): string => join(projectRoot(), 'kernel-snippets', 'v6.0.lock.json');
