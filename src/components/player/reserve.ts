/**
 * How high a player will be, known at build: the page keeps that room, so that nothing jumps when it comes. The parts' heights are those of
 * player.css; where a part's own height depends on its words, lines are counted as a browser would break them.
 * @module
 */
import { sansWidth } from '@/figures/metrics.ts';

export interface Parts {
  /** Heights of the tree's picture, in px, with large and with small plates. */
  tree: { roomy: number; narrow: number };
  /** Rows of the lanes. */
  rows: number;
  /** What the chips say. */
  chips: readonly string[];
}

const REM = 16;
const clamp = (least: number, value: number, most: number) => Math.max(least, Math.min(value, most));

/** Lines that labels take side by side. */
function linesOf(labels: readonly string[], around: number, gap: number, width: number): number {
  let lines = labels.length > 0 ? 1 : 0;
  let x = 0;
  for (const label of labels) {
    const own = sansWidth(label, 14) + around;
    if (x > 0 && x + own > width) {
      lines += 1;
      x = 0;
    }
    x += own + gap;
  }
  return lines;
}

/** @returns px: beside each other, below 60 rem, and on a phone */
export function reserved({ tree, rows, chips }: Parts): { wide: number; middle: number; phone: number } {
  const lanes = (keyLines: number) => 12 + 24 + Math.min(rows, 12) * 28 + 14 + keyLines * 26 + 14;
  const pane = (height: number) => height + 26;
  const chipLines = linesOf(chips, 24, 6.4, 1000);
  const chipHeight = chips.length > 0 ? 6 + chipLines * 36 + (chipLines - 1) * 6.4 : 0;
  const head = 40;
  const say = 79;
  return {
    wide:
      head +
      say +
      clamp(37 * REM, pane(tree.roomy) + 11.9 * REM, 48 * REM) +
      lanes(2) +
      103 +
      56 +
      chipHeight +
      16 * REM,
    middle: head + say + clamp(14 * REM, pane(tree.roomy), 30 * REM) + 32 * REM + lanes(2) + 150 + 56 + 16 * REM,
    phone:
      82 + 131 + clamp(10 * REM, pane(tree.narrow), 30 * REM) + 10.4 * REM + 30 * REM + lanes(4) + 285 + 160 + 28 * REM,
  };
}
