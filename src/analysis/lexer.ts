import { CHARACTER, NUMBER, STRING, type TokenTable } from './tokens.ts';

/** A file as numbers: token i is `ids[i]`, and starts at offset `starts[i]` of the text. */
export interface LexedFile {
  path: string;
  text: string;
  ids: Int32Array;
  starts: Int32Array;
  /** Offset of each line's first character. */
  lineStarts: Int32Array;
  /** Directive d is the tokens from `directives[2d]` (its `#`) up to `directives[2d + 1]`. */
  directives: Int32Array;
}

const NEWLINE = 10;
const BACKSLASH = 92;

/** Character classes: 1 may start an identifier, 2 digit, 4 space; others by their own code. */
const classes = new Uint8Array(128);
for (let c = 0; c < 128; c++) {
  const s = String.fromCharCode(c);
  if (/[A-Za-z_]/.test(s)) classes[c] = 1;
  else if (/[0-9]/.test(s)) classes[c] = 2;
  else if (/[ \t\f\v\r]/.test(s)) classes[c] = 4;
}

/** Room for the file being read; grown when a larger one comes. */
let ids = new Int32Array(1 << 18);
let starts = new Int32Array(1 << 18);
let lines = new Int32Array(1 << 16);

function room(length: number): void {
  if (ids.length >= length) return;
  ids = new Int32Array(length * 2);
  starts = new Int32Array(length * 2);
}

const operatorTables = new WeakMap<TokenTable, Map<number, number>>();

/** Two- and three-character operators, packed by their character codes. */
function operators(table: TokenTable): Map<number, number> {
  let found = operatorTables.get(table);
  if (!found) {
    found = new Map();
    for (const text of '-> ++ -- += -= *= /= %= &= |= ^= == != <= >= && || << >> ## <<= >>= ...'.split(' '))
      found.set(pack(text), table.number(text));
    operatorTables.set(table, found);
  }
  return found;
}

const classAt = (text: string, i: number): number => classes[text.charCodeAt(i)] ?? 0;

const pack = (text: string) => [...text].reduce((sum, c) => (sum << 7) | c.charCodeAt(0), 0);

/**
 * Reads C into tokens in one pass, whatever the text: an unclosed comment or string ends with the file or the line.
 * Comments go; a directive's tokens stay, and are listed.
 */
export function lex(path: string, text: string, table: TokenTable): LexedFile {
  const length = text.length;
  room(length + 2);
  const multi = operators(table);
  const single = singles(table);
  const directives: number[] = [];
  let count = 0;
  let lineCount = 1;
  lines[0] = 0;
  let atLineStart = true;
  let inDirective = false;
  let i = 0;

  const newLine = (next: number) => {
    if (lineCount >= lines.length) {
      const grown = new Int32Array(lines.length * 2);
      grown.set(lines);
      lines = grown;
    }
    lines[lineCount++] = next;
  };

  while (i < length) {
    const c = text.charCodeAt(i);
    const kind = c < 128 ? classes[c] : 0;
    if (kind === 4) {
      i++;
      continue;
    }
    if (c === NEWLINE) {
      if (inDirective) {
        directives.push(count);
        inDirective = false;
      }
      atLineStart = true;
      newLine(++i);
      continue;
    }
    if (kind === 1) {
      const start = i++;
      while (i < length) {
        const d = text.charCodeAt(i);
        if (d >= 128 || (classes[d]! & 3) === 0) break;
        i++;
      }
      let word = text.slice(start, i);
      // a word may go on after a backslash and a line end
      while (text.charCodeAt(i) === BACKSLASH && text.charCodeAt(i + 1) === NEWLINE && classAt(text, i + 2) & 3) {
        newLine(i + 2);
        const rest = i + 2;
        i = rest;
        while (classAt(text, i) & 3) i++;
        word += text.slice(rest, i);
      }
      const id = table.number(word);
      ids[count] = id;
      starts[count++] = start;
      atLineStart = false;
      continue;
    }
    if (kind === 2 || (c === 46 && i + 1 < length && classes[text.charCodeAt(i + 1) & 127] === 2)) {
      const start = i++;
      while (i < length) {
        const d = text.charCodeAt(i);
        // 1e+5 and 0x1p-3 hold a sign, right after e or p
        if ((d === 43 || d === 45) && /[eEpP]/.test(text[i - 1]!) && !/^0[xX][^pP]*$/.test(text.slice(start, i))) i++;
        else if (d < 128 && (classes[d]! & 3 || d === 46)) i++;
        else break;
      }
      ids[count] = table.number(text.slice(start, i), NUMBER);
      starts[count++] = start;
      atLineStart = false;
      continue;
    }
    if (c === 34 || c === 39) {
      const start = i++;
      while (i < length) {
        const d = text.charCodeAt(i);
        if (d === BACKSLASH) {
          if (text.charCodeAt(i + 1) === NEWLINE) newLine(i + 2);
          i += 2;
        } else if (d === c) {
          i++;
          break;
        } else if (d === NEWLINE) break;
        else i++;
      }
      if (i > length) i = length;
      ids[count] = c === 34 ? STRING : table.number(text.slice(start, i), CHARACTER);
      starts[count++] = start;
      atLineStart = false;
      continue;
    }
    if (c === 47) {
      const d = text.charCodeAt(i + 1);
      if (d === 42) {
        const end = text.indexOf('*/', i + 2);
        const stop = end < 0 ? length : end + 2;
        for (let n = text.indexOf('\n', i); n >= 0 && n < stop; n = text.indexOf('\n', n + 1)) newLine(n + 1);
        i = stop;
        continue;
      }
      if (d === 47) {
        // a line comment goes on after a backslash at its end
        for (;;) {
          const n = text.indexOf('\n', i);
          i = n < 0 ? length : n;
          if (n <= 0 || text.charCodeAt(n - 1) !== BACKSLASH) break;
          newLine(++i);
        }
        continue;
      }
    }
    if (c === BACKSLASH) {
      if (text.charCodeAt(i + 1) === NEWLINE) {
        newLine(i + 2);
        i += 2;
        continue;
      }
      if (text.charCodeAt(i + 1) === 13 && text.charCodeAt(i + 2) === NEWLINE) {
        newLine(i + 3);
        i += 3;
        continue;
      }
    }
    if (c === 35 && atLineStart && !inDirective) {
      directives.push(count);
      inDirective = true;
    }
    atLineStart = false;
    const c2 = text.charCodeAt(i + 1);
    let id: number | undefined;
    let width = 1;
    if (c < 128 && c2 < 128 && classes[c2] === 0) {
      const two = (c << 7) | c2;
      const c3 = text.charCodeAt(i + 2);
      if (c3 === 61 || c3 === 46) {
        id = multi.get((two << 7) | c3);
        if (id !== undefined) width = 3;
      }
      if (id === undefined) {
        id = multi.get(two);
        if (id !== undefined) width = 2;
      }
    }
    id ??= c < 128 ? single[c] : 0;
    if (id) {
      ids[count] = id;
      starts[count++] = i;
    }
    i += width;
  }
  if (inDirective) directives.push(count);
  return {
    path,
    text,
    ids: ids.slice(0, count),
    starts: starts.slice(0, count),
    lineStarts: lines.slice(0, lineCount),
    directives: Int32Array.from(directives),
  };
}

const singleTables = new WeakMap<TokenTable, Int32Array>();

function singles(table: TokenTable): Int32Array {
  let found = singleTables.get(table);
  if (!found) {
    found = new Int32Array(128);
    for (const c of '()[]{};,=.*&#:?+-/%<>!~^|\\@$`') found[c.charCodeAt(0)] = table.number(c);
    singleTables.set(table, found);
  }
  return found;
}

/** The 1-based line that holds an offset. */
export function lineAt(file: LexedFile, offset: number): number {
  const { lineStarts } = file;
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lineStarts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

/** The 1-based column of an offset, a tab counting as one character. */
export const columnAt = (file: LexedFile, offset: number): number =>
  offset - file.lineStarts[lineAt(file, offset) - 1]! + 1;
