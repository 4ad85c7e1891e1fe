/**
 * Which functions, and which calls, were seen running on a real kernel: what ftrace recorded, `content/recordings/qemu/`.
 * @module
 */
import { type Recording, readRecording } from '../scenario/index.ts';

export interface Seen {
  /** The kernel it was seen on, as `6.1.192`, and the machine that ran it. */
  kernel: string;
  machine: string;
  functions: string[];
  /** Which of them was seen to run inside which: with nothing between that was traced. */
  calls: [caller: string, callee: string][];
  /** Functions that were to be traced and could not be: the compiler had put their bodies into their callers'. */
  inlined: string[];
}

const files = import.meta.glob<string>('/content/recordings/qemu/*.json', {
  eager: true,
  query: '?raw',
  import: 'default',
});

/**
 * What the recordings show, one entry a kernel, newest first.
 * @throws ScenarioError when a recording's file is wrong
 */
export function seenRunning(): Seen[] {
  const recordings = Object.entries(files).map(([path, text]) => readRecording(path.slice(1), text));
  return seenIn(recordings);
}

/** The same of recordings at hand; those without calls say nothing. */
export function seenIn(recordings: readonly Recording[]): Seen[] {
  const traced = recordings.filter(({ calls }) => calls !== undefined);
  const kernels = Map.groupBy(traced, ({ kernel, machine }) => `${kernel}\0${machine}`);
  return [...kernels.values()]
    .map((all): Seen => {
      const functions = new Set<string>();
      const calls = new Map<string, [string, string]>();
      for (const { calls: recorded } of all)
        for (const lines of Object.values(recorded!.tasks)) {
          const stack: string[] = [];
          for (const line of lines) {
            const name = line.trim();
            const depth = (line.length - name.length) / 2;
            const caller = depth > 0 ? stack[depth - 1] : undefined;
            stack.length = depth;
            stack[depth] = name;
            functions.add(name);
            if (caller !== undefined) calls.set(`${caller} ${name}`, [caller, name]);
          }
        }
      const inlined = new Set(all.flatMap(({ calls: recorded }) => recorded!.unseen));
      for (const name of functions) inlined.delete(name);
      const [{ kernel, machine }] = all as [Recording, ...Recording[]];
      return {
        kernel,
        machine,
        functions: [...functions].sort(),
        calls: [...calls.values()].sort((a, b) => (a.join() < b.join() ? -1 : 1)),
        inlined: [...inlined].sort(),
      };
    })
    .sort((a, b) => b.kernel.localeCompare(a.kernel, 'en', { numeric: true }));
}
