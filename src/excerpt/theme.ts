import type { ThemeRegistrationRaw } from 'shiki/core';

/** How a stretch of code is set: plain, keyword, comment, or string. Only the middle two look different. */
export type Style = '' | 'k' | 'cm' | 's';

// Shiki hands a token's colour back as it stands in the theme, so a colour can say what weight cannot: that a stretch
// is a string, whose words are not identifiers. No colour reaches a page.
const PLAIN = '#000000';
const STRING = '#000001';

/**
 * A theme of weights and italics: keywords are heavier, comments slanted, nothing is coloured. Operators and the
 * letters of a number (`0x`, `UL`) are named because the C grammar counts them among the keywords.
 */
export const theme: ThemeRegistrationRaw = {
  name: 'two-inks',
  type: 'light',
  settings: [
    { settings: { foreground: PLAIN, background: '#ffffff' } },
    { scope: 'comment', settings: { fontStyle: 'italic' } },
    { scope: ['keyword', 'storage'], settings: { fontStyle: 'bold' } },
    { scope: ['keyword.operator', 'keyword.other.unit', 'constant.numeric'], settings: { fontStyle: '' } },
    { scope: 'keyword.operator.sizeof', settings: { fontStyle: 'bold' } },
    // `pid_t` and `size_t` are names; `int` and `bool` are the language's own.
    { scope: 'storage.type.built-in', settings: { fontStyle: '' } },
    { scope: 'storage.type.built-in.primitive', settings: { fontStyle: 'bold' } },
    { scope: ['string', 'constant.character'], settings: { foreground: STRING } },
  ],
};

const ITALIC = 1;
const BOLD = 2;

/** What a token's font style and colour under {@link theme} stand for. */
export function styleOf(fontStyle: number, color: string | undefined): Style {
  if (fontStyle & ITALIC) return 'cm';
  if (color?.toLowerCase() === STRING) return 's';
  return fontStyle & BOLD ? 'k' : '';
}
