import { crc32, Writer } from './bytes.ts';
import type { CallFact, CallFacts } from './facts.ts';
import {
  CALL_COMPILED,
  COMPILED,
  FORMAT,
  HAS_MACRO,
  HEADER,
  IN_LOOP,
  INLINE,
  KINDS,
  MAGIC,
  SAME_FILE,
  STATIC,
  TAKEN,
  WEAK,
} from './layout.ts';
import { compareText, ranks } from './order.ts';

/** Packs a call graph into one file, to be opened with `openIndex`. The same facts give the same bytes. */
export function packIndex(facts: CallFacts): Uint8Array {
  const { files } = facts;
  const { functions, calls, slots } = inOrder(facts);
  const out = new Writer();
  const numbers = (write: (column: Writer) => void) => {
    const column = new Writer();
    write(column);
    out.block(column.done());
  };
  const lines = (texts: readonly string[]) => out.block(new TextEncoder().encode(texts.join('\n')));

  numbers((column) => {
    for (const size of [files.length, functions.length, calls.length, slots.length]) column.number(size);
  });
  lines(files.map(({ path }) => path));
  const versions = [...new Set(files.map(({ version }) => version))];
  lines(versions);
  numbers((column) => {
    for (const { version } of files) column.number(versions.indexOf(version));
  });
  lines(functions.map(({ name }) => name));
  numbers((column) => {
    for (const { aliases } of functions) column.number(aliases.length);
  });
  lines(functions.flatMap(({ aliases }) => aliases));

  let file = 0;
  let line = 0;
  const [fileColumn, lineColumn, lengthColumn, v60Column] = [new Writer(), new Writer(), new Writer(), new Writer()];
  const flagColumn = new Writer();
  let toV60 = 0;
  for (const each of functions) {
    fileColumn.number(each.file === undefined ? 0 : each.file - file + 1);
    if (each.file !== undefined && each.file !== file) {
      file = each.file;
      line = 0;
    }
    if (each.file !== undefined) {
      lineColumn.number(each.line - line);
      line = each.line;
      lengthColumn.number(each.end - each.line);
      if (each.toV60 === undefined) v60Column.number(0);
      else {
        const step = each.toV60 - toV60;
        v60Column.number(1 + (step < 0 ? -2 * step - 1 : 2 * step));
        toV60 = each.toV60;
      }
    }
    flagColumn.number(
      (each.isStatic ? STATIC : 0) |
        (each.isInline ? INLINE : 0) |
        (each.isWeak ? WEAK : 0) |
        (each.compiled ? COMPILED : 0) |
        (each.addressTaken ? TAKEN : 0),
    );
  }
  for (const column of [fileColumn, lineColumn, lengthColumn, flagColumn, v60Column]) out.block(column.done());

  const near = ({ from, to, kind }: CallFact): boolean => {
    const own = functions[from]!.file;
    return kind !== 'indirect' && own !== undefined && own === functions[to]!.file;
  };
  const calledFromFar = new Int32Array(functions.length);
  for (const call of calls) if (call.kind !== 'indirect' && !near(call)) calledFromFar[call.to]!++;
  numbers((column) => {
    for (const count of calledFromFar) column.number(count);
  });
  const rank = ranks(calledFromFar);

  const macros = byUse(calls.flatMap(({ macro }) => macro ?? []));
  const pointers = byUse(calls.flatMap(({ pointer }) => pointer ?? []));
  lines([...macros.keys()]);
  lines([...pointers.keys()]);
  const perFunction = new Int32Array(functions.length);
  for (const { from } of calls) perFunction[from]!++;
  numbers((column) => {
    for (const count of perFunction) column.number(count);
  });
  const siteColumn = new Writer();
  const [howColumn, macroColumn, pointerColumn, toColumn] = [new Writer(), new Writer(), new Writer(), new Writer()];
  let before = -1;
  for (const call of calls) {
    if (call.from !== before) line = functions[call.from]!.line;
    before = call.from;
    siteColumn.signed(call.line - line);
    line = call.line;
    const isNear = near(call);
    howColumn.number(
      KINDS.indexOf(call.kind) |
        (call.compiled ? CALL_COMPILED : 0) |
        (call.macro === undefined ? 0 : HAS_MACRO) |
        (isNear ? SAME_FILE : 0) |
        (call.inLoop ? IN_LOOP : 0),
    );
    if (call.macro !== undefined) macroColumn.number(macros.get(call.macro)!);
    if (call.kind === 'indirect') {
      pointerColumn.number(pointers.get(call.pointer ?? '')!);
      toColumn.number(call.to);
    } else if (isNear) toColumn.signed(call.to - call.from);
    else toColumn.number(rank[call.to]!);
  }
  for (const column of [siteColumn, howColumn, macroColumn, pointerColumn, toColumn]) out.block(column.done());
  numbers((column) => {
    for (const slot of slots) {
      column.number(slot.length);
      let last = 0;
      for (const node of slot) {
        column.number(node - last);
        last = node;
      }
    }
  });

  const body = out.done();
  const bytes = new Uint8Array(HEADER + body.length);
  bytes.set(new TextEncoder().encode(MAGIC));
  bytes[MAGIC.length] = FORMAT;
  new DataView(bytes.buffer).setUint32(MAGIC.length + 1, crc32(body), true);
  bytes.set(body, HEADER);
  return bytes;
}

/** Functions by file and line, calls by function and line, and their numbers changed to match. */
function inOrder({ functions, calls, slots }: CallFacts) {
  const order = [...functions.keys()].sort((a, b) => {
    const [x, y] = [functions[a]!, functions[b]!];
    return (
      (x.file ?? Number.POSITIVE_INFINITY) - (y.file ?? Number.POSITIVE_INFINITY) ||
      x.line - y.line ||
      compareText(x.name, y.name) ||
      a - b
    );
  });
  // Two without a place differ by Infinity - Infinity, which is not a number: they are told by name above.
  const place = new Int32Array(functions.length);
  for (const [at, node] of order.entries()) place[node] = at;
  return {
    functions: order.map((node) => functions[node]!),
    calls: calls
      .map((call) => ({
        ...call,
        from: place[call.from]!,
        to: call.kind === 'indirect' ? call.to : place[call.to]!,
        pointer: call.kind === 'indirect' ? (call.pointer ?? '') : undefined,
      }))
      .sort((a, b) => a.from - b.from || a.line - b.line || a.to - b.to),
    slots: slots.map((slot) => slot.functions.map((node) => place[node]!).sort((a, b) => a - b)),
  };
}

/** Texts numbered by how often they come, the most frequent first. */
function byUse(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const order = [...counts].sort(([a, n], [b, m]) => m - n || compareText(a, b));
  return new Map(order.map(([text], at) => [text, at]));
}
