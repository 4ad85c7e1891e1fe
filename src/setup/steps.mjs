// Plain JavaScript without dependencies: this runs before there are any, on whatever Node (20 or newer) the machine has.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top folder of the clone. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** A failure that is told to the reader in full: what failed, and what to do about it. */
export class SetupError extends Error {
  /**
   * @param {string} what what failed, one sentence
   * @param {string} remedy what the reader can do
   */
  constructor(what, remedy) {
    super(what);
    this.name = 'SetupError';
    this.remedy = remedy;
  }
}

/** The Node that runs the site's own code: the one among the dependencies, since Astro needs a newer one than many machines have. */
export function ownNode() {
  const own = join(root, 'node_modules/node/bin/node');
  return existsSync(own) ? own : process.execPath;
}

/** The environment for child processes: the dependencies' commands, and their Node, come first. */
export function environment(extra = {}) {
  const bin = join(root, 'node_modules/.bin');
  return {
    ...process.env,
    ...extra,
    PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
    ASTRO_TELEMETRY_DISABLED: '1',
  };
}

const running = new Set();
let interrupted = false;

// A Ctrl-C reaches the children too (same terminal); a SIGTERM to this process alone would not.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    interrupted = true;
    for (const child of running) child.kill(signal);
    setTimeout(() => process.exit(130), 3000).unref();
  });
}

/**
 * Runs a command in the clone.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, quiet?: boolean }} [options] `quiet` keeps the output and gives it back in place of printing it
 * @returns {Promise<{ status: number, output: string }>} the exit status (128 + n when ended by a signal) and, if quiet, what it printed
 */
export function run(command, args, { env = {}, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: environment(env),
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    running.add(child);
    let output = '';
    if (quiet) {
      child.stdout.on('data', (data) => (output += data));
      child.stderr.on('data', (data) => (output += data));
    }
    child.on('error', (error) => {
      running.delete(child);
      reject(error);
    });
    child.on('close', (status, signal) => {
      running.delete(child);
      resolve({ status: status ?? (signal ? 128 : 1), output });
    });
  });
}

/**
 * Says what is going on before anything that may take over a second, and how long it took after.
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  const start = Date.now();
  console.log(`• ${what} …`);
  const result = await work();
  console.log(`  done in ${((Date.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

/**
 * Runs a whole command's work and turns a failure into a message and an exit status.
 * @param {string} name the command as the reader typed it
 * @param {() => Promise<number>} work gives the exit status
 */
export async function command(name, work) {
  try {
    process.exitCode = await work();
  } catch (error) {
    // What a child leaves half done because the reader ended it is no failure to explain.
    if (interrupted) console.error(`\n${name}: interrupted.`);
    else if (error instanceof SetupError) console.error(`\n${name}: ${error.message}\n  What to do: ${error.remedy}`);
    else console.error(`\n${name}: this should not have happened.\n`, error);
    process.exitCode = interrupted ? 130 : 1;
  }
}
