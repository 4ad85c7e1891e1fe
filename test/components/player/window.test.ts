// The part of a long tree that is drawn.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Ends, inWindow, linesInWindow, windowAt } from '@/components/player/tree/window.ts';

describe('the window on a long tree', () => {
  it('holds all of the pane, with room above and below', () => {
    fc.assert(
      fc.property(fc.nat(20_000), fc.integer({ min: 1, max: 900 }), (scrolled, height) => {
        const { top, bottom } = windowAt(scrolled, height);
        expect(top).toBeLessThanOrEqual(scrolled);
        expect(bottom).toBeGreaterThanOrEqual(scrolled + height);
      }),
    );
  });

  it('stays the same while little is scrolled', () => {
    expect(windowAt(1000, 400)).toEqual(windowAt(1199, 400));
    expect(windowAt(1000, 400)).not.toEqual(windowAt(1200, 400));
  });

  it('has whatever touches it, and all without a window', () => {
    const window = { top: 100, bottom: 200 };
    expect([40, 60, 150, 200, 201].map((y) => inWindow(window, { y, h: 40 }))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
    expect(inWindow(undefined, { y: 1e6, h: 1 })).toBe(true);
  });

  it('covers as much of itself with the lines that stay as all of them would', () => {
    const line = fc.record({ from: fc.nat(2), ends: fc.nat(400) });
    fc.assert(
      fc.property(
        fc.tuple(fc.nat(400), fc.nat(400), fc.nat(400)),
        fc.array(line, { maxLength: 30 }),
        fc.nat(350),
        (begins, lines, top) => {
          const window = { top, bottom: top + 50 };
          const ends = ({ from, ends: to }: { from: number; ends: number }): Ends => ({
            from,
            begins: begins[from]!,
            ends: to,
          });
          const kept = linesInWindow(lines, ends, window);
          const covered = (some: typeof lines) => {
            const rows = new Set<string>();
            for (const { from, ends: to } of some) {
              const [low, high] = [Math.min(begins[from]!, to), Math.max(begins[from]!, to)];
              for (let y = Math.max(low, window.top); y <= Math.min(high, window.bottom); y += 1)
                rows.add(`${from} ${y}`);
            }
            return rows;
          };
          expect(covered(kept)).toEqual(covered(lines));
          // Who ends inside is drawn, each of them: their ends are their own.
          const inside = lines.filter((one) => one.ends >= window.top && one.ends <= window.bottom);
          expect(kept).toEqual(expect.arrayContaining(inside));
          expect(kept.length).toBeLessThanOrEqual(inside.length + 6);
        },
      ),
    );
  });
});
