import { describe, expect, it } from 'vitest';
import { COMMON, DISPOSITIONS, FIELDS, OPS, REBOOT_COMMANDS } from '@/lab/fields.ts';
import { Disposition, Step } from '@/scenario/format.ts';

/** The format's operations and their keys, from its schema. */
const options = Step.options.flatMap((option) => {
  const { op, ...shape } = option.shape as unknown as Record<
    string,
    { safeParse(value: unknown): { success: boolean } }
  > & {
    op: { def: { type: string; values?: string[]; entries?: Record<string, string> } };
  };
  const ops = op.def.values ?? Object.values(op.def.entries ?? {});
  return ops.map((name) => ({ name, shape }));
});

describe('the fields of a step', () => {
  it('are those of the format, for every operation and no other', () => {
    expect(OPS.toSorted()).toEqual(options.map(({ name }) => name).toSorted());
    for (const { name, shape } of options)
      expect(FIELDS[name as keyof typeof FIELDS].map(({ key }) => key).toSorted(), name).toEqual(
        Object.keys(shape)
          .filter((key) => !(COMMON as readonly string[]).includes(key))
          .toSorted(),
      );
  });

  it('take what they offer', () => {
    const reboot = options.find(({ name }) => name === 'reboot')!.shape['cmd']!;
    for (const command of REBOOT_COMMANDS) expect(reboot.safeParse(command).success, command).toBe(true);
    for (const disposition of DISPOSITIONS) expect(Disposition.safeParse(disposition).success, disposition).toBe(true);
  });
});
