import { readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { blobId } from '../blob.ts';
import { byVersion, coveredVersions, type EditData, editsFor } from '../edits.ts';
import { KernelTextError } from '../errors.ts';
import { isLocked } from '../lock.ts';
import { STRICT_FILES } from '../verify.ts';
import { explainDisk } from './failures.ts';
import { run } from './process.ts';
import { unpackDeb } from './tarball.ts';
import type { Delivered, Work } from './work.ts';

/** Options for apt: short waits, since other sources or a clear message are better than a long silence. */
const APT = ['-o', 'Acquire::http::Timeout=15', '-o', 'Acquire::https::Timeout=15', '-o', 'Acquire::Retries=1'];

/**
 * Downloads Debian's package of kernel source (139 MB; no root needed) and unpacks what may be kept. Its files are 6.1's;
 * the edits turn the two that matter most back to v6.0 when the files are staged.
 * @throws {KernelTextError} when apt does not have it, or has only versions for which no edits are known
 */
export async function fromDebian(work: Work): Promise<Delivered> {
  const { edits, progress, lock } = work;
  const name = edits.package;
  progress.step(`Asking apt for ${name}`);
  const offered = await offeredVersions(work);
  const version = chooseVersion(offered, edits);
  if (version !== offered[0])
    progress.note(`apt would take ${offered[0]}; ${version} is covered by the edits, so that is taken`);
  const deb = await download(version, work);
  const root = await unpackDeb(deb, work);
  for (const path of STRICT_FILES) {
    const bytes = await readFile(join(root, path)).catch(() => undefined);
    const blob = bytes && blobId(bytes);
    if (!blob || !(isLocked(lock, path, blob) || editsFor(edits, path, blob))) throw uncovered(version, edits);
  }
  return { kind: 'debian', detail: `${name} ${version}`, root };
}

/**
 * The version to ask for, of those that the archive offers, newest first: the one apt would take if its edits are known, else the newest one
 * whose are. If none is known the first is still worth a look: its two files may not have changed since.
 */
export function chooseVersion(offered: readonly string[], edits: EditData): string {
  const covered = coveredVersions(edits);
  const known = [...offered]
    .sort(byVersion)
    .reverse()
    .find((version) => covered.includes(version));
  return covered.includes(offered[0]!) ? offered[0]! : (known ?? offered[0]!);
}

export function uncovered(version: string, edits: EditData): KernelTextError {
  return new KernelTextError(
    `${edits.package} ${version} is not covered: nobody has written the edits that turn its ${STRICT_FILES.join(' and ')} back to v6.0; ` +
      `covered are ${coveredVersions(edits).join(', ')}`,
    `Get one of those and name it with --from, or name a tree, tarball or git repository of v6.0.`,
  );
}

/** From `apt-cache madison`, the one apt would take first. Lists that are missing are fetched, if this is root. */
async function offeredVersions({ edits, signal, progress }: Work): Promise<string[]> {
  const name = edits.package;
  const ask = async () => madisonVersions((await run('apt-cache', ['madison', name], { signal })).toString());
  const before = await ask();
  if (before.length > 0) return before;
  if (process.getuid?.() !== 0) {
    throw new KernelTextError(
      `apt does not know ${name}`,
      'On Debian 12, fetch apt’s lists (sudo apt-get update) and run the command again; elsewhere, name a source with --from.',
    );
  }
  progress.step('Fetching apt’s lists (apt-get update)');
  await run('apt-get', [...APT, 'update'], { signal });
  const after = await ask();
  if (after.length > 0) return after;
  throw new KernelTextError(
    `apt does not know ${name}, not after apt-get update either`,
    'The package is in Debian 12 (bookworm) and its security archive; elsewhere, name a source with --from.',
  );
}

/** 'package | version | archive' a line, with the newest first. */
export function madisonVersions(output: string): string[] {
  const versions = output.split('\n').flatMap((line) => {
    const [, version, archive] = line.split('|').map((part) => part.trim());
    return version && archive && !/ Sources$/.test(archive) ? [version] : [];
  });
  return [...new Set(versions)];
}

async function download(version: string, { edits, scratch, signal, progress }: Work): Promise<string> {
  const wanted = `${edits.package}=${version}`;
  const shown = (await run('apt-cache', ['show', wanted], { signal })).toString();
  const size = Number(/^Size: (\d+)$/m.exec(shown)?.[1] ?? 0);
  progress.step(`Downloading Debian’s ${edits.package} ${version}${size ? ` (${Math.round(size / 1e6)} MB)` : ''}`);
  const poll = setInterval(() => {
    const got = debs(scratch).reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);
    if (size && got) progress.update(`${Math.min(99, Math.floor((100 * got) / size))} %`);
  }, 300);
  try {
    await run('apt-get', [...APT, 'download', wanted], { signal, cwd: scratch });
  } catch (error) {
    throw explainDisk(error, scratch);
  } finally {
    clearInterval(poll);
  }
  const deb = debs(scratch).find((path) => path.endsWith('.deb'));
  if (!deb || (size && statSync(deb).size !== size)) {
    throw new KernelTextError(
      `apt-get download ${wanted}: what came is not the whole package`,
      'Run the command again.',
    );
  }
  return deb;
}

/** While apt downloads, the file has its final name or one with a suffix. */
const debs = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.includes('.deb'))
    .map((name) => join(folder, name));
