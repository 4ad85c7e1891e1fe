import type { Hop, Place, Site, SiteBetween } from './answer.ts';
import { CALL_COMPILED, IN_LOOP, KIND, KINDS } from './layout.ts';
import { type Tables, UNKNOWN } from './tables.ts';
import { type Choice, counts, mayLead } from './view.ts';

/** Where one function calls another, by line; calls of the kinds that count. */
export function sitesBetween(tables: Tables, choice: Choice, from: number, to: number): Site[] {
  const sites: Site[] = [];
  for (let call = tables.callFirst[from]!; call < tables.callFirst[from + 1]!; call++)
    if (counts(tables, call, choice) && mayLead(tables, call, to)) sites.push(siteOf(tables, call, from));
  return sites;
}

/** The step from one function to another, by names given. */
export function hop(sites: Site[], from: string, to: string): Hop {
  return { from, to, ...sites[0]!, sites };
}

export const between = (site: Site, from: string, to: string): SiteBetween => ({ from, to, ...site });

function siteOf(tables: Tables, call: number, caller: number): Site {
  const how = tables.callHow[call]!;
  const macro = tables.macros[tables.callMacro[call]!];
  const pointer = tables.pointers[tables.callPointer[call]!];
  return {
    ...placeOf(tables, caller, tables.callLine[call]!),
    kind: KINDS[how & KIND]!,
    ...(macro !== undefined && { macro }),
    ...(pointer !== undefined && { pointer }),
    inLoop: (how & IN_LOOP) !== 0,
    compiled: (how & CALL_COMPILED) !== 0,
  };
}

/** A line of a function. */
export function placeOf({ paths, file, toV60 }: Tables, node: number, line: number): Place {
  const shift = toV60[node]!;
  return { file: paths[file[node]!]!, line, ...(shift !== UNKNOWN && { v60: line + shift }) };
}
