import type { Macro } from './macros.ts';
import { COMMA, HASH, HASHHASH, NUMBER, STRING, type TokenTable } from './tokens.ts';

/** Marks an identifier that was met inside its own macro's expansion: it is never expanded again. */
export const PAINTED = 1 << 30;

/** Token lists with the provenance of each token. */
export interface Tokens {
  ids: number[];
  provs: number[];
}

/** Expands an argument by itself, before it goes into a body. */
export type Expand = (list: Tokens) => Tokens;

const EMPTY: Tokens = { ids: [], provs: [] };
const PLACE_MARKER = 0;

/** A macro's body with its parameters replaced, `#` and `##` done. */
export function substitute(macro: Macro, args: Tokens[], prov: number, table: TokenTable, expand: Expand): Tokens {
  const { body } = macro;
  const ids: number[] = [];
  const provs: number[] = [];
  const expanded: (Tokens | undefined)[] = [];
  const length = body.length;
  const argument = (n: number): Tokens => args[n] ?? EMPTY;
  const put = (list: Tokens) => {
    for (let i = 0; i < list.ids.length; i++) {
      ids.push(list.ids[i]!);
      provs.push(list.provs[i]!);
    }
  };
  for (let i = 0; i < length; i++) {
    const id = body[i]!;
    if (macro.operators) {
      if (id === HASH && macro.arity >= 0 && i + 1 < length && body[i + 1]! < 0) {
        ids.push(STRING);
        provs.push(prov);
        i++;
        continue;
      }
      if (id === HASHHASH && ids.length + i > 0 && i + 1 < length) {
        const right = body[++i]!;
        // `, ## args` drops the comma when there are none
        if (right < 0 && ids.at(-1) === COMMA && macro.variadic && -right === macro.arity) {
          const rest = argument(-right - 1);
          if (args.length < macro.arity || rest.ids.length === 0) {
            ids.pop();
            provs.pop();
          } else put(expand(rest));
          continue;
        }
        const tokens = right < 0 ? argument(-right - 1) : { ids: [right], provs: [prov] };
        if (tokens.ids.length > 0) paste(ids, provs, tokens, prov, table);
        continue;
      }
    }
    if (id >= 0) {
      ids.push(id);
      provs.push(prov);
      continue;
    }
    const n = -id - 1;
    if (macro.operators && body[i + 1] === HASHHASH) {
      const raw = argument(n);
      if (raw.ids.length > 0) put(raw);
      else {
        // an empty left side: a place marker keeps `##` from taking what stands before it
        ids.push(PLACE_MARKER);
        provs.push(prov);
      }
      continue;
    }
    let list = expanded[n];
    if (list === undefined) {
      list = expand(argument(n));
      expanded[n] = list;
    }
    put(list);
  }
  if (macro.operators) {
    let kept = 0;
    for (let i = 0; i < ids.length; i++)
      if (ids[i] !== PLACE_MARKER) {
        ids[kept] = ids[i]!;
        provs[kept++] = provs[i]!;
      }
    ids.length = kept;
    provs.length = kept;
  }
  return { ids, provs };
}

/** Joins the last token put down with the first of `right`, and adds the rest. */
function paste(ids: number[], provs: number[], right: Tokens, prov: number, table: TokenTable): void {
  const left = ids.pop();
  provs.pop();
  const first = right.ids[0]! & ~PAINTED;
  if (left === undefined || left === PLACE_MARKER) {
    ids.push(right.ids[0]!);
    provs.push(right.provs[0]!);
  } else {
    const l = left & ~PAINTED;
    const text = table.text(l) + table.text(first);
    if (/^[A-Za-z_]\w*$/.test(text)) ids.push(table.number(text));
    else if (/^\.?\d[\w.]*$/.test(text)) ids.push(table.number(text, NUMBER));
    else if (first === STRING) ids.push(STRING);
    else if (table.has(text)) ids.push(table.number(text));
    else {
      // not one token: both stay
      ids.push(left, right.ids[0]!);
      provs.push(prov);
    }
    provs.push(prov);
  }
  for (let i = 1; i < right.ids.length; i++) {
    ids.push(right.ids[i]!);
    provs.push(right.provs[i]!);
  }
}
