/**
 * The signs as paths that can stand anywhere: hundreds of them in one picture are then a few paths, where each as a picture of its own
 * would cost the browser a layer's bookkeeping at every frame.
 * @module
 */
import { GLYPHS, type GlyphName } from './glyphs.ts';

/** One shape of a sign. */
export interface GlyphShape {
  /** Filled, without a stroke; otherwise stroked, without a fill. */
  solid: boolean;
  /** As `stroke-dasharray` has it, for a sign that is not scaled. */
  dash: string | undefined;
  /**
   * The shape as path data.
   * @param x, y where the middle of the sign's field of 16 by 16 comes to stand @param scale 1: a field of 16 px
   */
  at: (x: number, y: number, scale: number) => string;
}

/** What the numbers of a command are: lengths along an axis, sizes, or neither. */
const OPERANDS: Record<string, readonly ('x' | 'y' | 'size' | 'other')[]> = {
  M: ['x', 'y'],
  L: ['x', 'y'],
  H: ['x'],
  V: ['y'],
  Q: ['x', 'y', 'x', 'y'],
  C: ['x', 'y', 'x', 'y', 'x', 'y'],
  A: ['size', 'size', 'other', 'other', 'other', 'x', 'y'],
  Z: [],
};
const MIDDLE = 8;
const FULL = 3;

type Part = string | { axis: 'x' | 'y' | 'size'; value: number };

/** Path data as what stays and what moves. @throws Error at a command it does not know */
function partsOf(data: string): Part[] {
  const parts: Part[] = [];
  let [command, operand] = ['', 0];
  for (const token of data.match(/[a-z]|-?(?:\d+\.?\d*|\.\d+)/gi) ?? []) {
    if (/[a-z]/i.test(token)) {
      if (!(token.toUpperCase() in OPERANDS)) throw new Error(`a sign's path has the command ${token}`);
      // A path that begins with a relative move begins at its field's corner; what follows a move are lines.
      command = parts.length === 0 && token === 'm' ? 'M' : token;
      operand = 0;
      parts.push(command);
      if (token === 'm' && command === 'M') command = 'm!';
      continue;
    }
    const relative = command !== command.toUpperCase();
    const kinds = OPERANDS[command.charAt(0).toUpperCase()]!;
    if (command === 'm!' && operand === 2) {
      command = 'l';
      operand = 0;
      parts.push('l');
    }
    const kind = kinds[operand % kinds.length]!;
    const absolute = !relative || command === 'm!';
    operand += 1;
    if (kind === 'other') parts.push(token);
    else parts.push({ axis: absolute ? kind : 'size', value: Number(token) });
  }
  return parts;
}

const rounded = (value: number): string => String(Number(value.toFixed(FULL)));

function shape(markup: string): GlyphShape {
  const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(markup)?.[1];
  const number = (name: string) => Number(attribute(name));
  let data = attribute('d');
  if (data === undefined) {
    const [x, y, r] = [number('cx'), number('cy'), number('r')];
    data = `M${x + r} ${y}a${r} ${r} 0 1 1 ${-2 * r} 0 ${r} ${r} 0 1 1 ${2 * r} 0Z`;
  }
  const parts = partsOf(data);
  return {
    solid: markup.includes('stroke:none'),
    dash: attribute('stroke-dasharray'),
    at: (x, y, scale) => {
      const to = { x, y };
      return parts
        .map((part) => {
          if (typeof part === 'string') return part;
          const { axis, value } = part;
          return rounded(axis === 'size' ? value * scale : to[axis] + (value - MIDDLE) * scale);
        })
        .join(' ');
    },
  };
}

const known = new Map<GlyphName, readonly GlyphShape[]>();

/** The shapes of a sign, in the order in which they are drawn. */
export function glyphShapes(name: GlyphName): readonly GlyphShape[] {
  let shapes = known.get(name);
  if (shapes === undefined) {
    shapes = [...GLYPHS[name].matchAll(/<(?:path|circle)\b[^>]*>/g)].map(([markup]) => shape(markup));
    known.set(name, shapes);
  }
  return shapes;
}
