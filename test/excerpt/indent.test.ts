import { describe, expect, it } from 'vitest';
import { dropStart, innerTabWidths, leadingTabs } from '../../src/excerpt/indent.ts';

describe('indentation', () => {
  it('is the tabs at the start; spaces after them belong to the code', () => {
    expect(leadingTabs('\t\t  a\tb')).toBe(2);
    expect(leadingTabs('  \ta')).toBe(0);
  });

  it('is taken off the tokens wherever they end', () => {
    const tokens = [
      { text: '\t', style: '' as const },
      { text: '\tif', style: 'k' as const },
    ];
    expect(dropStart(tokens, 2)).toEqual([{ text: 'if', style: 'k' }]);
    expect(dropStart(tokens, 0)).toEqual(tokens);
  });

  it('a tab inside a line reaches the next multiple of eight columns', () => {
    expect(innerTabWidths('int\tnr;\t\t/* x */')).toEqual([5, 5, 8]);
    // Two tabs of indentation stand for sixteen columns.
    expect(innerTabWidths('\t\tx\ty')).toEqual([7]);
    expect(innerTabWidths('12345678\tx')).toEqual([8]);
  });
});
