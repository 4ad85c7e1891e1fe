// Runs the command line as a reader would.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Starts `why-sigkill` with these arguments. */
export function command(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['src/bin.mjs', ...args], { env: { ...process.env, ...env } });
  let all = '';
  let stdout = '';
  const waiting = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    all += text;
    for (const look of waiting) look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    all += text;
    for (const look of waiting) look();
  });
  const ended = new Promise<{ status: number | null; stdout: string; all: string }>((resolve) => {
    child.on('close', (status) => resolve({ status, stdout, all }));
  });
  return {
    ended,
    interrupt: () => child.kill('SIGINT'),
    /** Resolves when what was said matches; rejects when the command ends before. */
    said: (pattern: RegExp) =>
      new Promise<void>((resolve, reject) => {
        const look = () => pattern.test(all) && resolve();
        waiting.add(look);
        look();
        void ended.then(({ status }) => reject(new Error(`ended with ${status}, having said:\n${all}`)));
      }),
  };
}

/** The command lines of processes that name a path. */
export function processesNaming(path: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        return ''; // it has ended meanwhile
      }
    })
    .filter((line) => line.includes(path));
}
