import { symbol } from '../../site/symbols.ts';
import { functionText, lineOfV60, placeInV60, upstreamUrl, v60Line } from '../../site/text.ts';

/** One step of the chain from the exit to the kill. */
export interface Step {
  name: string;
  /** The file's own name, `exit.c`. */
  file: string;
  /** The function's page or, for the last, the line of the call; upstream when this site has no text to show. */
  href: string;
  /** In v6.0: where the function begins or, for the last, where the one before calls it. */
  line: number | undefined;
  /** The last one is a call, not a definition. */
  call: boolean;
}

/** The functions that lead from a task's exit to the signal its namespace dies of, each called by the one before. */
const CHAIN = ['do_exit', 'exit_notify', 'forget_original_parent', 'find_child_reaper', 'zap_pid_ns_processes'];
const KILL = 'group_send_sig_info';

/**
 * The real chain. Lines are v6.0's, by the lock; that each function calls the next, and on which line the last one is
 * called, is what the analysis of the kernel's text says.
 * @throws Error when the lock lacks a function of the chain, or the analysis lacks a call
 */
export function chain(): Step[] {
  const steps = CHAIN.map((name, depth): Step => {
    const { path, start } = place(name);
    if (depth > 0) callSite(CHAIN[depth - 1]!, name);
    const href = symbol(name)?.href ?? upstreamUrl(path, start);
    return { name, file: baseName(path), href, line: start, call: false };
  });
  const killer = CHAIN.at(-1)!;
  const { path } = place(killer);
  const at = callSite(killer, KILL);
  const line = at === undefined ? undefined : v60Line(path, at);
  return [...steps, { name: KILL, file: baseName(path), href: lineHref(path, line), line, call: true }];
}

/** The line on which one function calls another, in the text we have; undefined when there is no text. */
function callSite(from: string, to: string): number | undefined {
  const caller = symbol(from);
  if (!caller) return undefined;
  const call = caller.callees.find(({ name, active }) => name === to && active);
  if (!call) throw new Error(`${caller.def.file}: the home page says that ${from} calls ${to}, which it does not.`);
  return call.line;
}

function place(name: string): { path: string; start: number } {
  const found = placeInV60(name);
  if (!found) throw new Error(`kernel-snippets/v6.0.lock.json has no ${name}, which the home page shows. Add it.`);
  return found;
}

/**
 * The line of v6.0 on which a function says something, as `SIGNAL_UNKILLABLE`.
 * Undefined when there is no kernel text, or the function's is not v6.0's.
 * @throws Error when not exactly one line says it
 */
export function lineIn(name: string, at: string): number | undefined {
  const text = functionText(name);
  if (!text?.sameInV60) return undefined;
  const found = text.lines.flatMap((line, index) => (line.includes(at) ? [text.first + index] : []));
  if (found.length !== 1)
    throw new Error(`${text.path}: ${found.length} lines of ${name} say "${at}", one was expected.`);
  return v60Line(text.path, found[0]!);
}

/** A line of v6.0 on this site's source page, or upstream when the page has no text to show. */
export function lineHref(path: string, v60: number | undefined): string {
  const line = v60 === undefined ? undefined : lineOfV60(path, v60);
  return line === undefined ? upstreamUrl(path, v60) : `/source/v6.0/${path}/#L${line}`;
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
