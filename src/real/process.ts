import { spawn } from 'node:child_process';

/** A program that failed: what it said, and what it was. */
export class ProcessError extends Error {
  override readonly name = 'ProcessError';
  readonly code: string | undefined;
  readonly stderr: string;

  constructor(message: string, code: string | undefined, stderr: string) {
    super(message);
    this.code = code;
    this.stderr = stderr;
  }
}

export interface RunOptions {
  cwd?: string;
  signal?: AbortSignal | undefined;
  /** After so many ms it is killed. */
  timeout?: number;
}

/**
 * Runs a program to its end.
 * @returns what it wrote to standard output
 * @throws ProcessError when it cannot be started (`code` says why, as `ENOENT`), fails, or takes too long
 * @throws the signal's reason when that is aborted
 */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const { signal, timeout = 300_000, cwd } = options;
  signal?.throwIfAborted();
  const child = spawn(program, args, { ...(cwd && { cwd }), stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => said.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-20_000);
  });
  const stop = () => child.kill('SIGKILL');
  const timer = setTimeout(stop, timeout);
  signal?.addEventListener('abort', stop, { once: true });
  child.on('error', (error: NodeJS.ErrnoException) => {
    clearTimeout(timer);
    reject(new ProcessError(`${program}: ${error.message}`, error.code, stderr));
  });
  child.on('close', (status, killed) => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
    if (signal?.aborted) reject(signal.reason);
    else if (status === 0) resolve(said.join(''));
    else reject(new ProcessError(`${program} ${args[0] ?? ''}: ${killed ?? `status ${status}`}`, undefined, stderr));
  });
  return promise;
}
