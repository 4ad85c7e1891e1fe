import { functionText, lineOfV60, placeInV60, upstreamUrl, v60Line } from '../../site/text.ts';

/** One link of the chain from the exit to the kill. */
export interface Link {
  name: string;
  /** The file's own name, `exit.c`. */
  file: string;
  path: string;
  /** Its line in v6.0: where the function begins or, for the last, where the one before calls it. */
  line: number | undefined;
  /** The last one is a call, not a definition. */
  call: boolean;
}

/** The functions of v6.0 that lead from a task's exit to the signal its namespace dies of. */
const CHAIN = ['do_exit', 'exit_notify', 'forget_original_parent', 'find_child_reaper', 'zap_pid_ns_processes'];
const KILL = 'group_send_sig_info';

/** The real chain with the lines of v6.0: from the verified text or, without it, from the lock. */
export function chain(): Link[] {
  const links = CHAIN.map((name): Link => {
    const place = placeInV60(name);
    if (!place) throw new Error(`kernel-snippets/v6.0.lock.json has no ${name}, which the home page shows. Add it.`);
    return { name, file: place.path.split('/').at(-1) ?? '', path: place.path, line: place.start, call: false };
  });
  const last = links.at(-1)!;
  return [...links, { ...last, name: KILL, line: lineIn(last.name, `${KILL}(`), call: true }];
}

/**
 * The line of v6.0 on which a function says something, as `group_send_sig_info(`.
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
