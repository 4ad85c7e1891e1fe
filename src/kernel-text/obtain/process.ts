import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { KernelTextError } from '../errors.ts';

export interface RunOptions {
  signal: AbortSignal;
  cwd?: string;
  env?: Record<string, string>;
  /** Ended after so many milliseconds. */
  timeout?: number;
  /** Written to the process's standard input. */
  input?: string;
  /** Given each piece of standard error as it comes. */
  onStderr?: (text: string) => void;
  /** Given each piece of standard output as it comes, in place of being collected. */
  onStdout?: (data: Buffer) => void;
}

/** A command that is not installed, or ended with a failure. */
export class CommandError extends KernelTextError {
  /** Exit status; undefined when it could not be started or was ended by a signal. */
  readonly status: number | undefined;
  readonly missing: boolean;
  readonly stderr: string;

  constructor(command: string, how: string, { status, missing = false, stderr = '' }: Partial<CommandError> = {}) {
    const said = lastLines(stderr);
    super(
      `${command} ${how}${said ? `: ${said}` : ''}`,
      missing
        ? `Install ${command}, or name another source with --from.`
        : 'Try again, or name another source with --from.',
    );
    this.status = status;
    this.missing = missing;
    this.stderr = stderr;
  }
}

/** Notices and warnings of apt, and tar's word about patterns that nothing matched: never why a command failed. */
const BESIDE_THE_POINT = /^N: |^W: |: Not found in archive$|failure status due to previous errors$/;

/** What a command said last is why it failed; what it said before is usually how far it came. */
const lastLines = (stderr: string): string =>
  stderr
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line && !BESIDE_THE_POINT.test(line))
    .slice(-3)
    .join(' / ');

/**
 * Starts a command in a process group of its own, so that ending it ends what it started, too.
 * `LC_ALL=C` since some of what commands say is read here.
 */
export function start(
  command: string,
  args: readonly string[],
  stdio: StdioOptions,
  options: Pick<RunOptions, 'cwd' | 'env' | 'signal'>,
): ChildProcess {
  options.signal.throwIfAborted();
  const child = spawn(command, args, {
    stdio,
    detached: true,
    ...(options.cwd && { cwd: options.cwd }),
    env: { ...process.env, LC_ALL: 'C', ...options.env },
  });
  const end = () => endGroup(child);
  options.signal.addEventListener('abort', end, { once: true });
  child.once('close', () => options.signal.removeEventListener('abort', end));
  return child;
}

/** Ends a process and all in its group; by force if it has not gone after two seconds. */
export function endGroup(child: ChildProcess): void {
  const kill = (signal: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // It has gone already.
    }
  };
  kill('SIGTERM');
  const force = setTimeout(() => kill('SIGKILL'), 2000);
  child.once('close', () => clearTimeout(force));
}

/**
 * Waits for a command to end.
 * @returns its standard output
 * @throws {CommandError} when it cannot be started, fails, or takes longer than `timeout`; the signal's reason when that was aborted
 */
export async function run(command: string, args: readonly string[], options: RunOptions): Promise<Buffer> {
  const child = start(command, args, [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'], options);
  const output: Buffer[] = [];
  child.stdout!.on('data', (data: Buffer) => (options.onStdout ? options.onStdout(data) : output.push(data)));
  // A child that ends early closes its input; its exit status says why, the broken pipe does not.
  child.stdin?.on('error', () => {});
  child.stdin?.end(options.input);
  let late = false;
  const giveUp = () => {
    late = true;
    endGroup(child);
  };
  const timer = options.timeout && setTimeout(giveUp, options.timeout);
  try {
    await ended(command, child, options);
  } catch (error) {
    if (late) throw new CommandError(command, `gave no answer in ${options.timeout! / 1000} s`);
    throw error;
  } finally {
    clearTimeout(timer);
  }
  return Buffer.concat(output);
}

/** Resolves when a started command ends well. @throws as `run` does */
export function ended(
  command: string,
  child: ChildProcess,
  options: Pick<RunOptions, 'signal' | 'onStderr'>,
): Promise<void> {
  let stderr = '';
  child.stderr?.on('data', (data: Buffer) => {
    stderr = (stderr + data).slice(-10_000);
    options.onStderr?.(data.toString());
  });
  return new Promise((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'ENOENT'
          ? new CommandError(command, 'is not installed', { missing: true })
          : new CommandError(command, `could not be started: ${error.message}`),
      ),
    );
    child.once('close', (status, by) => {
      if (options.signal.aborted) reject(options.signal.reason);
      else if (status === 0) resolve();
      else
        reject(
          new CommandError(command, by ? `was ended by ${by}` : `failed (status ${status})`, {
            ...(status !== null && { status }),
            stderr,
          }),
        );
    });
  });
}
