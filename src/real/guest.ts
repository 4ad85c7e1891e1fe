import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { RealError } from './error.ts';

/** How long a scenario may take in all, and an answer while it is handed over, in ms. */
const SCENARIO_MS = 150_000;
const ANSWER_MS = 10_000;
/** A console takes no more at once before someone reads it. */
const CHUNK = 1500;
/** How much of what the kernel said last is kept for an error message; of a panic, its beginning. */
const CONSOLE_LINES = 8;

/** How to start a machine on which the agent runs. */
export interface Machine {
  /** What the machine is called in recordings: `User-Mode Linux`. */
  name: string;
  program: string;
  args: string[];
  env?: Record<string, string>;
  /** How long it may take until the agent is ready, in ms. */
  bootMs: number;
  /** The file its kernel's messages go to, if they do not come with the agent's. */
  console?: string;
  /** A folder of its own, removed at the end. */
  scratch?: string;
}

/** A machine on which the agent runs: it takes one program after the other. */
export class Guest {
  readonly machine: Machine;
  /** The kernel's release, such as `6.1.176`. */
  kernel = '';
  /** Whether the codes of do_exit can be seen. */
  hasStats = true;
  readonly #child: ChildProcess;
  readonly #console: string[] = [];
  #rest = '';
  #take: (line: string) => void = () => {};
  #end: (error: Error) => void = () => {};
  #over: Error | undefined;

  private constructor(machine: Machine) {
    this.machine = machine;
    // A process group of its own: Ctrl-C is ours to handle, and the machine's processes end together.
    this.#child = spawn(machine.program, machine.args, {
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'] ?? '', ...machine.env },
    });
    this.#child.stdout?.setEncoding('latin1').on('data', (text: string) => this.#hear(text));
    this.#child.stderr?.setEncoding('latin1').on('data', (text: string) => this.#hear(text));
    this.#child.stdin?.on('error', () => {}); // it has ended; `close` says so
    this.#child.on('error', (error) => this.#fail(`${machine.name} cannot be started: ${error.message}`));
    this.#child.on('close', (status, signal) =>
      this.#fail(`${machine.name} ended (${signal ?? `status ${status}`}) before it was asked to`),
    );
  }

  /**
   * Starts the machine and waits until the agent is ready.
   * @throws RealError when that does not happen in time; the signal's reason when that is aborted
   */
  static async start(machine: Machine, signal?: AbortSignal): Promise<Guest> {
    signal?.throwIfAborted();
    const guest = new Guest(machine);
    try {
      await guest.#converse(machine.bootMs, 'it to be ready', signal, (line) => {
        const [word, release = '', ...version] = line.split(' ');
        if (word === 'nostats') guest.hasStats = false;
        if (word === 'error') guest.#fail(`in the guest: ${line}`);
        if (word !== 'ready') return false;
        // Debian names its kernels by their ABI (6.1.0-56); which one it is stands in the version.
        guest.kernel = /Debian (\d+\.\d+\.\d+)/.exec(version.join(' '))?.[1] ?? release;
        return true;
      });
      return guest;
    } catch (error) {
      await guest.close();
      throw error;
    }
  }

  /**
   * Runs a program.
   * @param lines the plan's
   * @returns what the agent said of it, from the first word to `done`, without the `@` that begins each line
   * @throws RealError when the machine ends or is silent for too long; it is of no use then
   */
  async run(lines: readonly string[], signal?: AbortSignal): Promise<string[]> {
    for (const chunk of chunks(lines)) {
      this.#write(`${chunk}\nmore\n`);
      await this.#converse(ANSWER_MS, 'it to take the scenario', signal, (line) => line === 'more');
    }
    const said: string[] = [];
    this.#write('run\n');
    await this.#converse(SCENARIO_MS, 'the scenario to end', signal, (line) => {
      said.push(line);
      return line.startsWith('done ');
    });
    return said;
  }

  /**
   * Has the guest's kernel trace these functions from now on in scenarios that ask for it.
   * @returns those it cannot see, because the compiler inlined them; undefined when it traces nothing
   */
  async traceable(functions: readonly string[], signal?: AbortSignal): Promise<string[] | undefined> {
    const unseen: string[] = [];
    let able = false;
    this.#write(`functions ${functions.join(' ')}\n`);
    await this.#converse(60_000, 'it to prepare tracing', signal, (line) => {
      if (line.startsWith('unseen ')) unseen.push(line.slice('unseen '.length));
      able = line === 'traceable';
      return able || line === 'untraceable';
    });
    return able ? unseen : undefined;
  }

  /** Ends the machine, whatever it is doing; nothing of it is left when this has resolved. */
  async close(): Promise<void> {
    const { pid } = this.#child;
    const gone = this.#child.exitCode !== null || this.#child.signalCode !== null || pid === undefined;
    if (!gone) {
      const closed = new Promise((resolve) => this.#child.once('close', resolve));
      this.#take = () => {};
      this.#write('quit\n');
      const timer = setTimeout(() => this.#kill(), 2000);
      await closed;
      clearTimeout(timer);
    }
    this.#kill();
    if (this.machine.scratch) rmSync(this.machine.scratch, { recursive: true, force: true });
  }

  #kill(): void {
    try {
      if (this.#child.pid) process.kill(-this.#child.pid, 'SIGKILL');
    } catch {
      // nobody is left in the group
    }
  }

  #write(text: string): void {
    this.#child.stdin?.write(text);
  }

  #hear(text: string): void {
    const lines = (this.#rest + text).split(/\r?\n/);
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('@')) this.#take(line.slice(1));
      else this.#keep(line);
    }
  }

  #keep(line: string): void {
    if (line.trim()) this.#console.push(line.trimEnd());
    const panic = this.#console.findIndex((line) => line.includes('Kernel panic'));
    this.#console.splice(0, panic >= 0 ? panic : this.#console.length - CONSOLE_LINES);
    this.#console.splice(CONSOLE_LINES);
  }

  #fail(message: string): void {
    const log = this.machine.console;
    if (log && existsSync(log)) for (const line of readFileSync(log, 'latin1').split('\n')) this.#keep(line);
    const said = this.#console.length > 0 ? `\n  It said:\n    ${this.#console.join('\n    ')}` : '';
    this.#over ??= new RealError(message + said, 'Run the command again; should it happen again, please report it.');
    this.#end(this.#over);
  }

  /** Gives every line to `take` until that is satisfied; within so many ms. */
  async #converse(
    ms: number,
    what: string,
    signal: AbortSignal | undefined,
    take: (line: string) => boolean,
  ): Promise<void> {
    signal?.throwIfAborted();
    if (this.#over) throw this.#over;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(() => this.#fail(`${this.machine.name}: waited ${ms / 1000} s for ${what}, in vain`), ms);
    const abort = () => reject(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    this.#end = reject;
    this.#take = (line) => {
      if (take(line)) resolve();
    };
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      this.#take = () => {};
      this.#end = () => {};
    }
  }
}

function chunks(lines: readonly string[]): string[] {
  const all: string[] = [];
  for (const line of lines) {
    const last = all.at(-1);
    if (last !== undefined && last.length + line.length < CHUNK) all[all.length - 1] = `${last}\n${line}`;
    else all.push(line);
  }
  return all;
}
