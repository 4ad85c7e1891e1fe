import { expect, it } from 'vitest';
import { parseConfiguration } from '@/analysis/index.ts';
import { builtUnits } from '@/analysis/makefile.ts';

const configuration = parseConfiguration('CONFIG_A=y\nCONFIG_M=m\nCONFIG_S="text"\n');

const units = (files: Record<string, string>) =>
  [
    ...(builtUnits({ has: (path) => path in files, read: (path) => files[path]! }, configuration) ?? ['no Makefiles']),
  ].sort();

it('follows lists, conditions, folders and objects of several parts', () => {
  expect(
    units({
      'kernel/Makefile': `# a comment
obj-y = first.o \\
	second.o   # third.o
obj-$(CONFIG_A) += yes.o lamps/ none/
obj-$(CONFIG_M) += module.o
obj-$(CONFIG_NOT) += no.o
obj-$(subst m,y,$(CONFIG_M)) += both.o
ifeq ($(CONFIG_A),y)
 obj-y += inside.o
 ifdef CONFIG_NOT
 obj-y += deep.o
 endif
else
obj-y += other.o
endif
ifneq ($(CONFIG_NOT),y)
obj-y += unset.o
endif
CFLAGS_first.o = -O2
`,
      'kernel/lamps/Makefile':
        'obj-y := lamp.o\nlamp-y := bulb.o\nlamp-$(CONFIG_A) += wire.o\nlamp-$(CONFIG_NOT) += gas.o\n',
    }),
  ).toEqual(
    [
      ...['first', 'second', 'yes', 'module', 'both', 'inside', 'unset'].map((name) => `kernel/${name}.c`),
      ...['lamp', 'bulb', 'wire'].map((name) => `kernel/lamps/${name}.c`),
    ].sort(),
  );
});

it('says nothing of a text without Makefiles', () => {
  expect(units({})).toEqual(['no Makefiles']);
});
