// The signs as paths: the same shapes as the signs' own, wherever they stand.
import { describe, expect, it } from 'vitest';
import { glyphShapes } from '@/components/glyph-paths.ts';
import { GLYPHS, type GlyphName } from '@/components/glyphs.ts';

const names = Object.keys(GLYPHS) as GlyphName[];
const numbers = (text: string) => (text.match(/-?\d*\.?\d+/g) ?? []).map(Number);

describe('a sign’s shapes', () => {
  it.each(names)('%s: are all of it, and where they were when nothing is moved', (name) => {
    const shapes = glyphShapes(name);
    expect(shapes.length).toBe(GLYPHS[name].match(/<(path|circle)/g)!.length);
    const paths = [...GLYPHS[name].matchAll(/ d="([^"]*)"/g)].map(([, d]) => d!);
    const moved = shapes.map((shape) => shape.at(8, 8, 1));
    for (const path of paths) expect(moved.map(numbers)).toContainEqual(numbers(path));
    expect(shapes.filter(({ solid }) => solid).length).toBe(GLYPHS[name].match(/stroke:none/g)?.length ?? 0);
  });

  it('move with absolute and relative commands, and are scaled about their middle', () => {
    const [diamond] = glyphShapes('signalled');
    expect(diamond!.at(108, 208, 1)).toBe('M 108 200.8 115.2 208 108 215.2 100.8 208 Z');
    expect(diamond!.at(108, 208, 0.5)).toBe('M 108 204.4 111.6 208 108 211.6 104.4 208 Z');
    const crossed = glyphShapes('zombie')[1]!;
    expect(crossed.at(8, 8, 1)).toBe('M 5 5 l 6 6 m 0 -6 -6 6');
    expect(crossed.at(18, 8, 1)).toBe('M 15 5 l 6 6 m 0 -6 -6 6');
    const half = glyphShapes('exiting')[1]!;
    expect(half.at(8, 18, 1)).toBe('M 8 12.2 a 5.8 5.8 0 0 1 0 11.6 Z');
    const circle = glyphShapes('reaped')[0]!;
    expect(circle.dash).toBe('2 2.55');
    expect(circle.at(8, 8, 1)).toBe('M 13.8 8 a 5.8 5.8 0 1 1 -11.6 0 5.8 5.8 0 1 1 11.6 0 Z');
  });
});
