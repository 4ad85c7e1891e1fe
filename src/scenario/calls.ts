/**
 * The calls of kernel functions that a trace of the model shows, task by task: what ftrace would have shown of the same run.
 * @module
 */
import { allLines, type Kernel, type Task } from '../model/index.ts';

/** A call, and the function that made it; undefined: it was entered from user mode. */
export interface TracedCall {
  name: string;
  caller: string | undefined;
  /** The file of the caller. */
  file: string | undefined;
  /** How many of the trace's functions it is nested in. */
  depth: number;
}

interface Frame {
  readonly name: string;
  readonly file: string;
  /** The caller's line named it; none of its own lines has come yet. */
  announced: boolean;
}

/** Every function that the model has lines of, or that one of its lines calls. */
const CALLED = /\b([a-z_]\w*)\(/g;

/** What each line calls, by the line's number; the line's own function is no call of itself. */
const callsOfLine: readonly (readonly string[])[] = allLines.map(({ at, function: own }) =>
  [...at.matchAll(CALLED)].flatMap(([, name]) => (name === undefined || name === own ? [] : [name])),
);

/**
 * Reads calls off a trace. A line that calls a function by name is that call; where a line of a function comes that nobody has named
 * (the model does not keep every line), its being there is the call.
 *
 * @param kernel a machine that has kept its trace
 * @param names the functions that count; calls of others are passed over, and what they call counts as called by whoever called them
 * @param from the first event to read
 * @returns each task's calls in order; a task that made none is absent
 */
export function callsInTrace(kernel: Kernel, names: ReadonlySet<string>, from = 0): Map<Task, TracedCall[]> {
  const found = new Map<Task, TracedCall[]>();
  const stacks = new Map<Task, Frame[]>();
  for (let i = 0; i < kernel.trace.length; i += 1) {
    const task = kernel.trace.taskOf(i);
    const number = kernel.trace.lineOf(i);
    if (number === 0) {
      stacks.delete(task);
      continue;
    }
    const stack = stacks.get(task) ?? [];
    stacks.set(task, stack);
    const { function: name, file } = allLines[number]!;
    const note = (called: string, announced: boolean) => {
      const callers = stack.filter((frame) => names.has(frame.name));
      const by = callers.at(-1);
      if (i >= from && names.has(called))
        found.set(task, [
          ...(found.get(task) ?? []),
          { name: called, caller: by?.name, file: stack.at(-1)?.file, depth: callers.length },
        ]);
      stack.push({ name: called, file, announced });
    };
    const at = stack.findLastIndex((frame) => frame.name === name);
    if (at < 0) {
      // A call that was announced and shows no line is over, unless this one is made in it.
      note(name, false);
    } else {
      stack.length = at + 1;
      stack[at]!.announced = false;
    }
    const own = stack.length;
    for (const called of callsOfLine[number]!) {
      stack.length = own;
      note(called, true);
    }
  }
  return found;
}
