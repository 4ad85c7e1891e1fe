import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildError } from './build-error.mjs';
import { root, run, SetupError, step } from './steps.mjs';

/** All that a build reads. */
const inputs = [
  'astro.config.mjs',
  'package-lock.json',
  'tsconfig.json',
  'content',
  'kernel-snippets',
  'src',
  'public',
  '.kernel/manifest.json',
];
const dist = join(root, 'dist');
const stamp = join(dist, '.built-from');

function* files(path) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) yield path;
  else for (const name of readdirSync(path).sort()) yield* files(join(path, name));
}

/** What stands in dist/, by name and size: enough to notice that something was deleted, emptied or cut short. */
function outline() {
  const hash = createHash('sha256');
  for (const file of files(dist)) {
    if (file !== stamp) hash.update(`${file.slice(dist.length)}\0${statSync(file).size}\0`);
  }
  return hash.digest('hex');
}

/** The stamp in dist/: what it was built from, and what came of it. */
const stampOf = (inputsDigest) => `${inputsDigest} ${outline()}`;

function digest() {
  const hash = createHash('sha256').update(process.env.SITE_URL ?? '');
  for (const input of inputs) {
    for (const file of files(join(root, input)))
      hash
        .update(`${file.slice(root.length)}\0`)
        .update(readFileSync(file))
        .update('\0');
  }
  return hash.digest('hex');
}

/**
 * Builds the site into dist/ unless what is there was built from the very same inputs and is whole. A failed or interrupted build leaves the old one as it was.
 * @throws {SetupError} when the build fails
 */
export async function site() {
  const now = digest();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === stampOf(now)) {
    console.log('• The site is built and up to date.');
    return;
  }
  await step('Building the site', async () => {
    const staging = join(root, '.cache/dist');
    rmSync(staging, { recursive: true, force: true });
    const { status, output } = await run('astro', ['build', '--outDir', staging], { quiet: !process.env.VERBOSE });
    if (status !== 0) {
      throw new SetupError(
        // With VERBOSE it has been printed already.
        output === '' ? 'the build failed (see above).' : `the build failed.\n${buildError(output)}`,
        'mend what the message names; VERBOSE=1 shows the whole output.',
      );
    }
    rmSync(dist, { recursive: true, force: true });
    renameSync(staging, dist);
    writeFileSync(stamp, stampOf(now));
  });
}
