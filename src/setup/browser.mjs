import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, run, SetupError, step } from './steps.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function executable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const onPath = (name) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(executable);

/** A browser that is there already: the one the user names, one on the PATH, one in its usual place, Playwright's own. */
async function present() {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (executable(named)) return named;
    throw new SetupError(
      `CHROME_PATH names ${named}, which is not there or cannot be run.`,
      'correct it, or leave it out to have a browser found.',
    );
  }
  for (const name of names) {
    const path = onPath(name);
    if (path) return path;
  }
  const usual = places.find(executable);
  if (usual) return usual;
  const { chromium } = await import('playwright');
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

/** Debian's package, where we may install it. */
async function fromDebian() {
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return undefined;
  return step('Installing Debian’s chromium (no browser was found)', async () => {
    await run('apt-get', ['update', '-qq'], { quiet: true });
    const { status } = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      quiet: true,
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
    return status === 0 ? onPath('chromium') : undefined;
  });
}

/** A Chromium that comes inside an npm package; kept out of node_modules, since most machines don't need its 60 MB. */
async function fromNpm() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const folder = join(root, '.cache/browser');
  const entry = join(folder, 'node_modules/@sparticuz/chromium/build/index.js');
  return step('Getting a Chromium from npm (no browser was found)', async () => {
    mkdirSync(folder, { recursive: true });
    if (!existsSync(entry)) {
      const { status } = await run(
        'npm',
        ['install', '--prefix', folder, '--no-save', '--no-fund', '--no-audit', '@sparticuz/chromium@153.0.0'],
        { quiet: true },
      );
      if (status !== 0 || !existsSync(entry)) return undefined;
    }
    return (await import(pathToFileURL(entry).href)).default.executablePath();
  });
}

/**
 * Finds a browser for the tests, or gets one.
 * @returns {Promise<string>} its path
 * @throws {SetupError} when there is none to be had
 */
export async function browser() {
  const path = (await present()) ?? (await fromDebian()) ?? (await fromNpm());
  if (path) return path;
  throw new SetupError(
    'no Chromium, Chrome or Edge was found, and none could be installed.',
    'install one, or name it: CHROME_PATH=<path> npm test',
  );
}
