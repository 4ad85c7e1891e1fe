import { RealError } from './error.ts';

/** A call that ftrace saw, and within how many others of those traced. */
export interface SeenCall {
  name: string;
  depth: number;
}

/** `0)  init-80   |   do_exit() {`: the processor, the task's command and number, the call. */
const LINE = /^\s*\d+\)\s+(?:\S.*-)?(\d+)\s+\|(\s+)(.*)$/;
/** ` 0)   init-80   =>   init-81` between two rules: another task runs. */
const SWITCH = /^\s*\d+\)\s+\S.*=>/;

/**
 * Reads the output of ftrace's function_graph (with `funcgraph-proc`, without durations).
 * @param lines of the file `trace`, comments left out
 * @param names the tasks that matter, by their numbers in the initial namespace; calls of others are left out
 * @returns each task's calls, in order; a task that made none is absent
 * @throws RealError when a line is none of function_graph's
 */
export function readCalls(lines: readonly string[], names: ReadonlyMap<number, string>): Map<string, SeenCall[]> {
  const calls = new Map<string, SeenCall[]>();
  // A task's calls nest; those of tasks that alternate do not nest in each other.
  const open = new Map<number, number>();
  for (const line of lines) {
    if (!line.trim() || /^\s*-+$/.test(line) || SWITCH.test(line)) continue;
    const [, task, , text = ''] = LINE.exec(line) ?? [];
    const call = /^(?:([\w.]+)\(\)(;| \{)|\}.*|\/\*.*\*\/)$/.exec(text.trim());
    if (task === undefined || !call)
      throw new RealError(
        `ftrace wrote a line that is not known: ${JSON.stringify(line.slice(0, 100))}`,
        'Please report it, with the kernel’s version.',
      );
    const pid = Number(task);
    const depth = open.get(pid) ?? 0;
    const [, name, ending] = call;
    if (name !== undefined) {
      const who = names.get(pid);
      if (who !== undefined) calls.set(who, [...(calls.get(who) ?? []), { name: name.replace(/\..*$/, ''), depth }]);
      if (ending === ' {') open.set(pid, depth + 1);
    } else if (text.startsWith('}')) open.set(pid, Math.max(0, depth - 1));
  }
  return calls;
}

/** Calls as a recording keeps them: a line each, indented by two blanks for each call it is in. */
export const indented = (calls: readonly SeenCall[]): string[] =>
  calls.map(({ name, depth }) => '  '.repeat(depth) + name);
