import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, SetupError, step } from './steps.mjs';

const stamp = join(root, 'node_modules/.installed-for');

/** What the installed packages depend on: the lock file, and the machine they were built for. */
function wanted() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform} ${process.arch}`)
    .digest('hex');
}

/**
 * Is each package there that this project asks for by name? One that was deleted, or half deleted, would otherwise only be missed by whatever
 * needs it first.
 */
function allThere() {
  const { dependencies: shipped, devDependencies: forWork } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  return Object.entries({ ...shipped, ...forWork }).every(([name, version]) => {
    try {
      return JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version === version;
    } catch {
      return false;
    }
  });
}

/**
 * Are the packages of the lock file the ones that npm put there? npm keeps its own account in node_modules/.package-lock.json, so somebody
 * who ran `npm ci` by hand is believed.
 */
function installedByHand() {
  const account = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(account)) return false;
  const have = JSON.parse(readFileSync(account, 'utf8')).packages;
  const want = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(want).every(
    ([path, { version, optional }]) => path === '' || optional || have[path]?.version === version,
  );
}

/**
 * Installs the dependencies with `npm ci` if they are missing or not those of the lock file.
 * @throws {SetupError} when npm fails
 */
export async function dependencies() {
  const complete = allThere();
  if (complete && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted()) return;
  if (!complete || !installedByHand()) {
    await step('Installing the dependencies (npm ci; half a minute or so)', async () => {
      const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
      const { status, output } = await run(npm, ['ci', '--no-fund', '--no-audit'], { quiet: true });
      if (status !== 0) {
        const said = output
          .split('\n')
          .filter((line) => line.includes('npm error'))
          .slice(0, 12)
          .join('\n');
        throw new SetupError(
          `npm ci failed (exit status ${status}).\n${said}`,
          'check that the npm registry can be reached (npm ping) and that the disk has 1 GB to spare, then run the command again.',
        );
      }
    });
  }
  writeFileSync(stamp, wanted());
}
