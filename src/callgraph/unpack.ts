import { crc32, Reader } from './bytes.ts';
import { FORMAT, HAS_MACRO, HEADER, KIND, KINDS, MAGIC, SAME_FILE } from './layout.ts';
import { compareText, ranks } from './order.ts';
import { type Tables, UNKNOWN } from './tables.ts';

const INDIRECT = KINDS.indexOf('indirect');

/** The bytes are no index that this program can open. */
export class IndexError extends Error {
  override readonly name = 'IndexError';
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

/**
 * Reads an index.
 * @throws {IndexError} for foreign or damaged bytes, and for another version's file
 */
export function unpackIndex(bytes: Uint8Array): Tables {
  const magic = String.fromCharCode(...bytes.subarray(0, MAGIC.length));
  if (magic !== MAGIC)
    throw new IndexError('these bytes are not a call graph’s index', 'Load the file that the site’s build has made.');
  const format = bytes[MAGIC.length];
  if (format !== FORMAT)
    throw new IndexError(
      `the call graph’s index has format ${format}; this program reads format ${FORMAT}`,
      'Reload the page, so that program and index are of one build; or build again.',
    );
  const damaged = (why: string) =>
    new IndexError(`the call graph’s index is damaged: ${why}`, 'Load it again, or build it again.');
  if (bytes.length < HEADER) throw damaged('it ends too early');
  const sum = new DataView(bytes.buffer, bytes.byteOffset).getUint32(MAGIC.length + 1, true);
  if (crc32(bytes.subarray(HEADER)) !== sum) throw damaged('its checksum is another');
  try {
    return read(bytes);
  } catch (error) {
    // The sum was right: whoever wrote it wrote it wrongly.
    if (error instanceof RangeError) throw damaged(error.message);
    throw error;
  }
}

function read(bytes: Uint8Array): Tables {
  const sections = new Reader(bytes, HEADER);
  const numbers = () => new Reader(sections.block());
  const decoder = new TextDecoder();
  const lines = (count: number): string[] => {
    const found = decoder.decode(sections.block()).split('\n');
    if (count === 0) return [];
    if (found.length !== count) throw new RangeError(`${found.length} names where ${count} were expected`);
    return found;
  };
  const anyLines = (): string[] => {
    const text = decoder.decode(sections.block());
    return text === '' ? [] : text.split('\n');
  };

  const sizes = numbers();
  const [files, functions, calls, slotCount] = [sizes.number(), sizes.number(), sizes.number(), sizes.number()];
  const paths = lines(files);
  const versionNames = anyLines();
  const versionColumn = numbers();
  const versions = paths.map(() => entry(versionNames, versionColumn.number()));
  const names = lines(functions);
  const aliasCount = numbers();
  const aliasNames = anyLines();

  // As they lie in the file, by file and line.
  const file = new Int32Array(functions);
  const line = new Int32Array(functions);
  const end = new Int32Array(functions);
  const flags = new Uint8Array(functions);
  const toV60 = new Int32Array(functions).fill(UNKNOWN);
  const [fileColumn, lineColumn, lengthColumn, flagColumn, v60Column] = [
    numbers(),
    numbers(),
    numbers(),
    numbers(),
    numbers(),
  ];
  let currentFile = 0;
  let currentLine = 0;
  let currentV60 = 0;
  for (let n = 0; n < functions; n++) {
    flags[n] = flagColumn.number();
    const step = fileColumn.number();
    if (step === 0) {
      file[n] = -1;
      continue;
    }
    if (step > 1) {
      currentFile += step - 1;
      currentLine = 0;
    }
    if (currentFile >= files) throw new RangeError('a function has no file');
    file[n] = currentFile;
    currentLine += lineColumn.number();
    line[n] = currentLine;
    end[n] = currentLine + lengthColumn.number();
    const v60 = v60Column.number();
    if (v60 > 0) {
      const code = v60 - 1;
      currentV60 += code & 1 ? -((code + 1) / 2) : code / 2;
      toV60[n] = currentV60;
    }
  }

  // Numbers by name, then by file.
  const order = Int32Array.from(names.keys()).sort(
    (a, b) => compareText(names[a]!, names[b]!) || file[a]! - file[b]! || a - b,
  );
  const place = new Int32Array(functions);
  for (let at = 0; at < functions; at++) place[order[at]!] = at;
  const moved = <T extends Int32Array | Uint8Array>(column: T): T => column.map((_, at) => column[order[at]!]!) as T;

  const aliases = new Map<string, number[]>();
  let alias = 0;
  for (let n = 0; n < functions; n++) {
    for (let left = aliasCount.number(); left > 0; left--) {
      const name = entry(aliasNames, alias++);
      const known = aliases.get(name);
      if (known) known.push(place[n]!);
      else aliases.set(name, [place[n]!]);
    }
  }

  const farColumn = numbers();
  const rank = ranks(Int32Array.from({ length: functions }, () => farColumn.number()));
  const byRank = new Int32Array(functions);
  for (let n = 0; n < functions; n++) byRank[rank[n]!] = n;

  const macros = anyLines();
  const pointers = anyLines();
  const countColumn = numbers();
  const perFunction = Int32Array.from({ length: functions }, () => countColumn.number());
  const callFirst = new Int32Array(functions + 1);
  for (let at = 0; at < functions; at++) callFirst[at + 1] = callFirst[at]! + perFunction[order[at]!]!;
  if (callFirst[functions] !== calls) throw new RangeError('the calls are not as many as they should be');
  const callTo = new Int32Array(calls);
  const callLine = new Int32Array(calls);
  const callHow = new Uint8Array(calls);
  const callMacro = new Int32Array(calls).fill(-1);
  const callPointer = new Int32Array(calls).fill(-1);
  const [siteColumn, howColumn, macroColumn, pointerColumn, toColumn] = [
    numbers(),
    numbers(),
    numbers(),
    numbers(),
    numbers(),
  ];
  for (let n = 0; n < functions; n++) {
    let at = callFirst[place[n]!]!;
    let site = line[n]!;
    for (let left = perFunction[n]!; left > 0; left--, at++) {
      site += siteColumn.signed();
      callLine[at] = site;
      const how = howColumn.number();
      callHow[at] = how;
      if (how & HAS_MACRO) callMacro[at] = inside(macroColumn.number(), macros.length);
      if ((how & KIND) === INDIRECT) {
        callPointer[at] = inside(pointerColumn.number(), pointers.length);
        callTo[at] = inside(toColumn.number(), slotCount);
      } else {
        const to = how & SAME_FILE ? n + toColumn.signed() : byRank[toColumn.number()]!;
        callTo[at] = place[inside(to, functions)]!;
      }
    }
  }
  const slotColumn = numbers();
  const slots = Array.from({ length: slotCount }, () => {
    let node = 0;
    return Int32Array.from({ length: inside(slotColumn.number(), functions + 1) }, () => {
      node += slotColumn.number();
      return place[inside(node, functions)]!;
    }).sort();
  });
  if (!sections.atEnd) throw new RangeError('there are bytes left over');

  return {
    paths,
    versions,
    names: Array.from(order, (node) => names[node]!),
    aliases,
    file: moved(file),
    line: moved(line),
    end: moved(end),
    flags: moved(flags),
    toV60: moved(toV60),
    callFirst,
    callTo,
    callLine,
    callHow,
    callMacro,
    callPointer,
    macros,
    pointers,
    slots,
  };
}

function inside(number: number, size: number): number {
  if (!(number >= 0 && number < size)) throw new RangeError(`${number} is not one of ${size}`);
  return number;
}

const entry = (texts: readonly string[], at: number): string => texts[inside(at, texts.length)]!;
