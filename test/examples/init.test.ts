/**
 * The init of chapter 8: what the chapter prints is what is compiled here, and what the chapter says it does, it does.
 * Running it takes a C compiler and the right to make PID namespaces; where either is missing those tests are skipped.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const SOURCE = resolve('content/examples/init.c');
const CHAPTER = '08-an-init-that-lets-go.mdx';

/** Namespace options of unshare(1); a user namespace too, where we are not root. */
const UNSHARE = ['--pid', '--fork', '--mount-proc', ...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'])];

function works(command: string, args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const canRun = works('cc', ['--version']) && works('unshare', [...UNSHARE, 'true']);

/** A shell program that on SIGTERM says so, works for a while and leaves. */
const worker = (name: string, seconds: number) =>
  `trap 'echo ${name} stops; sleep ${seconds}; echo ${name} done; exit 0' TERM; echo ${name} up; while :; do sleep 0.05; done`;

const DEAF = "trap '' TERM; echo app up; while :; do sleep 0.05; done";

describe('the chapter on the init', () => {
  const editions = readdirSync('content/docs')
    .map((language) => join('content/docs', language, 'chapters', CHAPTER))
    .filter((file) => existsSync(file));

  it('exists in at least one language', () => {
    expect(editions.length).toBeGreaterThan(0);
  });

  it.each(editions)('%s prints the whole program, in order', (file) => {
    const pieces = [...readFileSync(file, 'utf8').matchAll(/^```c\n(.*?)^```$/gms)].map(([, piece]) => piece);
    expect(pieces.join('\n')).toBe(readFileSync(SOURCE, 'utf8'));
  });
});

describe.skipIf(!canRun)('the init', () => {
  let folder: string;
  let init: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'why-sigkill-init-'));
    init = join(folder, 'init');
    execFileSync('cc', ['-Wall', '-Wextra', '-Werror', '-DGRACE_MS=1500', '-o', init, SOURCE]);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /**
   * Runs a shell script under the init.
   *
   * @param script the program
   * @param up what it prints once it is ready
   * @param stops how many SIGTERMs init is sent, half a second apart
   * @returns its exit status, what was printed, and the milliseconds from the first SIGTERM to the end
   */
  async function run(script: string, up: string, stops: number) {
    const runner = spawn('unshare', [...UNSHARE, init, 'sh', '-c', script]);
    let output = '';
    runner.stdout.on('data', (data) => {
      output += data;
    });
    const ended = new Promise<number | null>((done) => runner.on('close', (code) => done(code)));
    while (!output.includes(up)) await sleep(20);
    const child = readFileSync(`/proc/${runner.pid}/task/${runner.pid}/children`, 'utf8').trim();
    const from = performance.now();
    for (let count = 0; count < stops; count++) {
      if (count > 0) await sleep(500);
      process.kill(Number(child), 'SIGTERM');
    }
    const status = await ended;
    return { status, output, ms: performance.now() - from };
  }

  it('passes SIGTERM on and lets the program finish', async () => {
    const { status, output } = await run(worker('app', 0.3), 'app up', 1);
    expect(output).toContain('app done');
    expect(status).toBe(0);
  });

  it('stops a daemon that outlives the program, and waits for it', async () => {
    const script = `setsid sh -c "${worker('daemon', 0.5)}" & ${worker('app', 0)}`;
    const { status, output } = await run(script, 'daemon up', 1);
    expect(output).toContain('daemon done');
    expect(output.indexOf('app done')).toBeLessThan(output.indexOf('daemon done'));
    expect(status).toBe(0);
  });

  it('stops what is left when the program exits by itself, and reports its status', async () => {
    const script = `setsid sh -c "${worker('daemon', 0.2)}" & sleep 0.5; exit 3`;
    const { status, output } = await run(script, 'daemon up', 0);
    expect(output).toContain('daemon done');
    expect(status).toBe(3);
  });

  it('makes an end of a program that ignores SIGTERM when the grace period is over', async () => {
    const { status, ms } = await run(DEAF, 'app up', 1);
    expect(status).toBe(128 + 9);
    expect(ms).toBeGreaterThan(1400);
  });

  it('makes an end at once on a second SIGTERM', async () => {
    const { status, ms } = await run(DEAF, 'app up', 2);
    expect(status).toBe(128 + 9);
    expect(ms).toBeLessThan(1400);
  });

  it('refuses to run as anything but PID 1', () => {
    expect(() => execFileSync(init, ['true'], { stdio: 'pipe' })).toThrow(/usage: init/);
  });
});
