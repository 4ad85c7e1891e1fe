/**
 * How wide a text will be, without a browser: advance widths of Source Sans 3 in thousandths of an em for U+0020 to
 * U+007E, the wider of weight 400 and 600 and rounded up, as Chromium's canvas measures them; so a label laid out at
 * build time is never narrower than the one drawn. Fallback faces are metric-adjusted to these.
 */
// biome-ignore format: a table, sixteen characters a row
const sans = [
  200, 315, 482, 513, 513, 841, 639, 275, 324, 324, 438, 513, 275, 322, 275, 350,
  513, 513, 513, 513, 513, 513, 513, 513, 513, 513, 275, 275, 513, 513, 513, 444,
  875, 558, 597, 576, 625, 538, 510, 628, 663, 282, 494, 597, 502, 745, 657, 674,
  582, 674, 592, 545, 546, 655, 536, 800, 541, 501, 540, 324, 350, 324, 513, 500,
  549, 516, 563, 462, 564, 507, 317, 520, 558, 262, 263, 522, 271, 843, 560, 549,
  564, 564, 373, 431, 361, 556, 495, 748, 481, 495, 443, 324, 255, 324, 513,
];
const others: Record<string, number> = {
  '’': 275,
  '“': 482,
  '”': 482,
  '—': 800,
  '–': 480,
  '…': 964,
  '·': 275,
  '→': 1000,
  '×': 513,
};
const han = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u303f]/;
/** Of a character in none of the tables. */
const unknown = 1000;

/** Every glyph of Source Code Pro is 600/1000 em wide. */
export const monoAdvance = 0.6;

/** @returns the width in px of `text` set in the site's sans at `size` px */
export function sansWidth(text: string, size: number): number {
  let thousandths = 0;
  for (const char of text) thousandths += sans[char.charCodeAt(0) - 0x20] ?? others[char] ?? unknown;
  return (thousandths * size) / 1000;
}

/** @returns the width in px of `text` set in the site's mono at `size` px; Han characters count as one em */
export function monoWidth(text: string, size: number): number {
  let ems = 0;
  for (const char of text) ems += han.test(char) ? 1 : monoAdvance;
  return ems * size;
}

/** Whether a line may break before or after a character of Han text. */
const breaks = (char: string) => han.test(char) && !/[，。、；：？！）」』”]/.test(char);

/**
 * Breaks a text into lines as a browser would: at spaces, and between Han characters.
 * @param width px
 * @returns the lines; a word wider than `width` has a line of its own
 */
export function wrapSans(text: string, size: number, width: number): string[] {
  const words: string[] = [];
  for (const piece of text.split(/(?<= )/)) {
    let word = '';
    for (const char of piece) {
      if (word !== '' && (breaks(char) || (han.test(word.at(-1)!) && !han.test(char) && /\w/.test(char)))) {
        words.push(word);
        word = '';
      }
      word += char;
    }
    if (word !== '') words.push(word);
  }
  const lines: string[] = [];
  for (const word of words) {
    const line = lines.at(-1);
    if (line !== undefined && sansWidth((line + word).trimEnd(), size) <= width) lines[lines.length - 1] = line + word;
    else lines.push(word);
  }
  return lines.map((line) => line.trimEnd());
}
