/**
 * Call stacks, read off a trace: each line bears its function's name, and that is enough to tell calls from returns.
 * @module
 */
import { allLines, type Line, type Task, USER_MODE } from '../model/index.ts';

/** These are entered from user mode, or on the way back to it, and are nobody's callees. */
const OUTERMOST = /^(exit_to_user_mode_loop|__do_sys_\w+)$/;

/** So are these, unless the line that comes before calls them by name: the functions that carry out a system call. */
const CALLS_OF_SYSTEM: ReadonlySet<string> = new Set([
  'begin_new_exec',
  'do_rt_sigqueueinfo',
  'do_send_specific',
  'do_sigaction',
  'do_sigtimedwait',
  'kernel_clone',
  'kernel_wait4',
  'kill_something_info',
  'ksys_setsid',
  'ptrace_attach',
  'ptrace_check_attach',
  'ptrace_detach',
  'ptrace_request',
  'sigprocmask',
  'unshare_nsproxy_namespaces',
]);

/** What each line calls, by the line's number. */
const calledBy: readonly ReadonlySet<string>[] = allLines.map(
  ({ at, function: own }) =>
    new Set([...at.matchAll(/\b([a-z_]\w*)\(/g)].flatMap(([, name = '']) => (name === own ? [] : [name]))),
);

interface Frame {
  readonly name: string;
  /** The line it stands on, and the event at which it came there. */
  line: Line;
  event: number;
}

/** The stack of one task, as its events come by. */
class Stack {
  #frames: Frame[] = [];

  /** @returns how deep the line is, and the event at which its caller stands (-1: it has none) */
  enter(line: Line, event: number): { depth: number; caller: number } {
    if (line === USER_MODE) {
      this.#frames = [];
      return { depth: 0, caller: -1 };
    }
    const { function: name } = allLines[line]!;
    const known = OUTERMOST.test(name) ? 0 : this.#frames.findLastIndex((frame) => frame.name === name) + 1;
    if (known > 0) {
      this.#frames.length = known;
      Object.assign(this.#frames[known - 1]!, { line, event });
    } else {
      this.#frames.length = this.#callers(name);
      this.#frames.push({ name, line, event });
    }
    return { depth: this.#frames.length, caller: this.#frames.at(-2)?.event ?? -1 };
  }

  /**
   * How many frames are beneath a function that was not on the stack: those down to the innermost whose line names it (what is above has
   * returned); without one, all, since not every line of the kernel is kept.
   */
  #callers(name: string): number {
    if (OUTERMOST.test(name)) return 0;
    const naming = this.#frames.findLastIndex(({ line }) => calledBy[line]!.has(name)) + 1;
    if (naming > 0) return naming;
    return CALLS_OF_SYSTEM.has(name) ? 0 : this.#frames.length;
  }
}

/** Call stacks of all tasks of a run. */
export class Stacks {
  readonly #stacks = new Map<Task, Stack>();

  /** The next event of the trace. */
  enter(task: Task, line: Line, event: number): { depth: number; caller: number } {
    let stack = this.#stacks.get(task);
    if (stack === undefined) {
      stack = new Stack();
      this.#stacks.set(task, stack);
    }
    return stack.enter(line, event);
  }
}
