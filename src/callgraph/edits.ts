/** Rows of the table, used again and again: this is asked for some thousands of times while somebody types a letter. */
let rows = [new Uint8Array(256), new Uint8Array(256), new Uint8Array(256)];

/**
 * How many single-character edits (one put in, left out, replaced, or two neighbours swapped) turn one text into another,
 * or more than `most`.
 * @param prefix whether the second text may go on after what was typed
 */
export function edits(typed: string, text: string, most: number, prefix = false): number {
  const [length, width] = [typed.length, text.length];
  if (length - width > most || (!prefix && width - length > most)) return most + 1;
  if (width >= rows[0]!.length) rows = rows.map(() => new Uint8Array(width * 2));
  // Distances beyond `most` make no difference, so that they always fit into a byte.
  const far = Math.min(most + 1, 250);
  let [twoAgo, last, row] = rows as [Uint8Array, Uint8Array, Uint8Array];
  for (let j = 0; j <= width; j++) last[j] = Math.min(j, far);
  for (let i = 1; i <= length; i++) {
    row[0] = Math.min(i, far);
    let least = row[0];
    const letter = typed.charCodeAt(i - 1);
    for (let j = 1; j <= width; j++) {
      const other = text.charCodeAt(j - 1);
      let cost = last[j - 1]! + (letter === other ? 0 : 1);
      cost = Math.min(cost, last[j]! + 1, row[j - 1]! + 1, far);
      if (i > 1 && j > 1 && letter === text.charCodeAt(j - 2) && typed.charCodeAt(i - 2) === other)
        cost = Math.min(cost, twoAgo[j - 2]! + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    // Two neighbours swapped reach over a row, so that one row may be dear and the next cheap again.
    if (least > most && i > 1 && lowest(last, width) > most) return most + 1;
    [twoAgo, last, row] = [last, row, twoAgo];
  }
  return Math.min(most + 1, prefix ? lowest(last, width) : last[width]!);
}

function lowest(row: Uint8Array, width: number): number {
  let least = row[0]!;
  for (let j = 1; j <= width; j++) if (row[j]! < least) least = row[j]!;
  return least;
}

/** Which letters and digits a text has, as bits: one that lacks more than n letters of another is more than n edits away. */
export function letters(text: string): number {
  let bits = 0;
  for (let i = 0; i < text.length; i++) bits |= 1 << (text.charCodeAt(i) & 31);
  return bits;
}

/** How many letters of one text another lacks. */
export function lacking(typed: number, text: number): number {
  let bits = typed & ~text;
  let count = 0;
  for (; bits !== 0; bits &= bits - 1) count++;
  return count;
}
