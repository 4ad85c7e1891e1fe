import { blobId, linesSha256 } from '../../src/kernel-text/blob.ts';
import type { EditData } from '../../src/kernel-text/edits.ts';
import type { Lock } from '../../src/kernel-text/lock.ts';

/** Path → text. */
export type Files = Record<string, string>;

const makefile = (patchlevel: number, sublevel: number) =>
  `# SPDX-License-Identifier: GPL-2.0\nVERSION = 6\nPATCHLEVEL = ${patchlevel}\nSUBLEVEL = ${sublevel}\nEXTRAVERSION =\n`;

/** A harbour in place of a kernel: the release that the lock is of. */
export const release: Files = {
  Makefile: makefile(0, 0),
  COPYING: 'Do as you like with this harbour.\n',
  'LICENSES/preferred/Harbour': 'Terms of the harbour.\n',
  'kernel/exit.c': [
    '// SPDX-License-Identifier: GPL-2.0-only',
    '#include "../mm/quay.h"',
    '',
    'static int tide(int hour)',
    '{',
    '\treturn hour % 12;',
    '}',
    '',
    'void leave_harbour(struct ship *ship)',
    '{',
    '\tif (tide(ship->hour) > 6)',
    '\t\tcast_off(ship);',
    '}',
    '',
  ].join('\n'),
  'kernel/Makefile': 'obj-y = exit.o pid_namespace.o signal.o\n',
  'kernel/pid_namespace.c': 'int berth(void)\n{\n\treturn 1;\n}\n',
  'kernel/signal.c': 'int horn(void)\n{\n\treturn 2;\n}\n\nint bell(void)\n{\n\treturn 3;\n}\n',
  'include/linux/ship.h': 'struct ship { int hour; };\n',
  'arch/x86/include/asm/Kbuild': 'generic-y += anchor.h\n',
  'mm/quay.h': '#include "deeper/pile.h"\n',
  'mm/deeper/pile.h': '#define PILE 1\n',
  'mm/unused.h': '#define UNUSED 1\n',
  'mm/quay.c': 'int quay;\n',
  'drivers/crane.c': 'int crane;\n',
};

/** The paths that are kept of it. */
export const kept = Object.keys(release)
  .filter((path) => !['mm/unused.h', 'mm/quay.c', 'drivers/crane.c'].includes(path))
  .sort();

/** A later version: kernel/exit.c as the edits know it, kernel/signal.c with one function changed and all shifted. */
export const later: Files = {
  ...release,
  Makefile: makefile(1, 7),
  'kernel/exit.c': release['kernel/exit.c']!.replace('\treturn hour % 12;', '\tlog(hour);\n\treturn hour % 24;'),
  'kernel/signal.c': `int fog;\n\n${release['kernel/signal.c']!.replace('return 2', 'return 20')}`,
};

/** A version whose kernel/exit.c nobody has written edits for. */
export const unknown: Files = {
  ...later,
  Makefile: makefile(1, 9),
  'kernel/exit.c': `${later['kernel/exit.c']}int lighthouse;\n`,
};

const at = (path: string, start: number, end: number) => ({
  start,
  end,
  sha256: linesSha256(release[path]!.split('\n').slice(start - 1, end)),
});

const locked = (path: string, functions: Lock['files'][string]['functions'] = {}) => ({
  blob: blobId(Buffer.from(release[path]!)),
  lines: release[path]!.split('\n').length - 1,
  functions,
});

export const lock: Lock = {
  version: 'v6.0',
  files: {
    'kernel/exit.c': locked('kernel/exit.c', {
      tide: at('kernel/exit.c', 4, 7),
      leave_harbour: at('kernel/exit.c', 9, 13),
    }),
    'kernel/pid_namespace.c': locked('kernel/pid_namespace.c', { berth: at('kernel/pid_namespace.c', 1, 4) }),
    'kernel/signal.c': locked('kernel/signal.c', {
      horn: at('kernel/signal.c', 1, 4),
      bell: at('kernel/signal.c', 6, 9),
    }),
    'include/linux/ship.h': locked('include/linux/ship.h'),
  },
};

export const edits: EditData = {
  package: 'linux-source-6.1',
  files: [
    {
      path: 'kernel/exit.c',
      from: blobId(Buffer.from(later['kernel/exit.c']!)),
      debianVersions: ['6.1.7-1', '6.1.7-2'],
      to: lock.files['kernel/exit.c']!.blob,
      edits: [{ lines: [6, 7], become: [{ line: 7, replace: '24', with: '12' }] }],
    },
  ],
};
