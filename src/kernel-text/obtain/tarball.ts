import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { KernelTextError } from '../errors.ts';
import { TAR_PATTERNS } from '../select.ts';
import { explainDisk } from './failures.ts';
import { CommandError, ended, endGroup, run, start } from './process.ts';
import type { Delivered, Work } from './work.ts';

/** What a file's first bytes say it is. */
type Format = 'tar' | 'tar.gz' | 'tar.xz' | 'tar.bz2' | 'tar.zst' | 'deb';

const OPTION: Record<Exclude<Format, 'deb'>, string[]> = {
  tar: [],
  'tar.gz': ['--gzip'],
  'tar.xz': ['--xz'],
  'tar.bz2': ['--bzip2'],
  'tar.zst': ['--zstd'],
};

/** Names in a kernel tree's top folder: an archive whose first entry begins with one has no folder above the tree. */
const TOP =
  /^(\.(clang-format|cocciconfig|editorconfig|get_maintainer\.ignore|gitattributes|gitignore|mailmap|pylintrc|rustfmt\.toml)|[A-Z][A-Za-z]*|arch|block|certs|crypto|drivers|fs|include|init|io_uring|ipc|kernel|lib|mm|net|rust|samples|scripts|security|sound|tools|usr|virt)$/;

/** The format of a file, by its first bytes; undefined when it is no archive that is understood. */
export async function archiveFormat(path: string): Promise<Format | undefined> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(512);
    await file.read(head, 0, 512, 0);
    const begins = (hex: string) => head.subarray(0, hex.length / 2).equals(Buffer.from(hex, 'hex'));
    if (begins('1f8b')) return 'tar.gz';
    if (begins('fd377a585a00')) return 'tar.xz';
    if (begins('425a68')) return 'tar.bz2';
    if (begins('28b52ffd')) return 'tar.zst';
    if (head.subarray(0, 8).toString('latin1') === '!<arch>\n') return 'deb';
    if (head.subarray(257, 262).toString('latin1') === 'ustar') return 'tar';
    return undefined;
  } finally {
    await file.close();
  }
}

/** A tree packed by tar, compressed or not, or a Debian package that has one. @throws {KernelTextError} when damaged or no such thing */
export async function fromTarball(path: string, work: Work): Promise<Delivered> {
  const detail = resolve(path);
  const format = await archiveFormat(detail);
  if (!format) {
    throw new KernelTextError(
      `${detail} is not a tar archive (.tar, .tar.gz, .tar.xz, .tar.bz2, .tar.zst) or Debian package`,
      'Name the top folder of a kernel tree, a tarball of one, or a git repository.',
    );
  }
  if (format === 'tar') await requireEnd(detail);
  const root = format === 'deb' ? await unpackDeb(detail, work) : await unpackFile(detail, format, work);
  return { kind: 'tarball', detail, root };
}

/** tar takes an archive cut off between two entries for whole; its end is two blocks of zeros, which must be there. */
async function requireEnd(path: string): Promise<void> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const end = Buffer.alloc(1024, 1);
    await file.read(end, 0, 1024, Math.max(0, size - 1024));
    if (end.some((byte) => byte !== 0)) throw damaged(path, 'its end is missing');
  } finally {
    await file.close();
  }
}

async function unpackFile(path: string, format: Exclude<Format, 'deb'>, work: Work): Promise<string> {
  work.progress.step(`Unpacking ${path}`);
  const total = (await stat(path)).size;
  return unpack(
    path,
    format,
    async () => ({ stream: createReadStream(path), total, finished: Promise.resolve() }),
    work,
  );
}

/**
 * Unpacks what may be kept from the source tarball in a Debian package, without writing the tarball itself to disk.
 * @param path of the .deb
 * @returns the tree's top folder
 */
export async function unpackDeb(path: string, work: Work): Promise<string> {
  work.progress.step('Unpacking the kernel’s source from the package');
  // The package is little more than the tarball it holds, so its size serves to say how far the unpacking is.
  const total = (await stat(path)).size;
  return unpack(
    path,
    'tar.xz',
    async () => {
      const deb = start('dpkg-deb', ['--fsys-tarfile', path], ['ignore', 'pipe', 'pipe'], work);
      const inner = start(
        'tar',
        ['-x', '-O', '-f', '-', '--wildcards', './usr/src/*.tar.xz'],
        ['pipe', 'pipe', 'pipe'],
        work,
      );
      const piped = pipeline(deb.stdout!, inner.stdin!).catch(() => {});
      // Whoever failed first is to blame, and its message comes first.
      const finished = Promise.all([ended('dpkg-deb', deb, work), ended('tar', inner, work), piped]).then(() => {});
      finished.catch(() => {});
      return { stream: inner.stdout!, total, finished };
    },
    work,
  );
}

interface Feed {
  stream: NodeJS.ReadableStream & AsyncIterable<Buffer>;
  /** About so many bytes will come. */
  total: number;
  /** Rejects when what feeds the stream failed. */
  finished: Promise<void>;
}

/** Unpacks what may be kept. An archive is read twice: its first entries, for the top folder's name, and then all of it. */
async function unpack(
  path: string,
  format: Exclude<Format, 'deb'>,
  feed: () => Promise<Feed>,
  work: Work,
): Promise<string> {
  const prefix = await topFolder(path, format, feed, work);
  const into = work.scratch;
  // Before the feed begins: what a child process wrote is lost if nobody reads by the time it ends.
  const wildcards = (await isGnuTar(work)) ? ['--wildcards'] : [];
  const { stream, total, finished } = await feed();
  const patterns = TAR_PATTERNS.map((pattern) => prefix + pattern);
  const tar = start(
    'tar',
    ['-x', ...OPTION[format], '-f', '-', '-C', into, '--no-same-owner', ...wildcards, ...patterns],
    ['pipe', 'ignore', 'pipe'],
    work,
  );
  let passed = 0;
  const count = new Transform({
    transform(chunk: Buffer, _, done) {
      passed += chunk.length;
      work.progress.update(`${Math.min(99, Math.floor((100 * passed) / total))} %`);
      done(null, chunk);
    },
  });
  const fed = pipeline(stream, count, tar.stdin!).catch(() => {});
  try {
    await ended('tar', tar, work).catch((error) => {
      if (!onlyUnmatched(error)) throw error;
    });
    await Promise.all([fed, finished]);
  } catch (error) {
    work.signal.throwIfAborted();
    throw unpackError(path, error, into, await finished.catch((reason: unknown) => reason));
  }
  return join(into, prefix);
}

/** What stands above the tree in the archive: 'linux-6.0/', './', or nothing. */
async function topFolder(
  path: string,
  format: Exclude<Format, 'deb'>,
  feed: () => Promise<Feed>,
  work: Work,
): Promise<string> {
  const { stream, finished } = await feed();
  const tar = start('tar', ['-t', ...OPTION[format], '-f', '-'], ['pipe', 'pipe', 'pipe'], work);
  const fed = pipeline(stream, tar.stdin!).catch(() => {});
  const end = ended('tar', tar, work);
  end.catch(() => {});
  let listed = '';
  for await (const data of tar.stdout!) {
    listed += data;
    if (listed.split('\n').length > 3) break;
  }
  const names = listed.split('\n').filter((name) => name && name !== './');
  if (names.length === 0) {
    const error = await end.catch((reason: unknown) => reason);
    work.signal.throwIfAborted();
    throw unpackError(path, error, work.scratch, await finished.catch((reason: unknown) => reason));
  }
  endGroup(tar);
  await Promise.allSettled([fed, finished, end]);
  work.signal.throwIfAborted();
  const dot = names[0]!.startsWith('./') ? './' : '';
  const first = names[0]!.slice(dot.length).split('/')[0]!;
  return TOP.test(first) ? dot : `${dot}${first}/`;
}

/** A tree need not have everything that is looked for. */
const onlyUnmatched = (error: unknown): boolean =>
  error instanceof CommandError &&
  error.stderr
    .trim()
    .split('\n')
    .every((line) => /: Not found in archive$|failure status due to previous errors|Error exit delayed/.test(line));

function unpackError(path: string, error: unknown, folder: string, feeding: unknown): unknown {
  const first = feeding instanceof CommandError && !/ended by/.test(feeding.message) ? feeding : error;
  if (first instanceof CommandError && first.missing) return first;
  const disk = explainDisk(error, folder);
  if (disk !== error) return disk;
  if (!(first instanceof CommandError)) return damaged(path, 'it has no entries');
  // tar could not start xz or the like: nothing is wrong with the archive.
  if (/Cannot exec|Can't launch/.test(first.stderr)) return first;
  return damaged(path, first.message);
}

const damaged = (path: string, why: string) =>
  new KernelTextError(
    `${path} is damaged or cut off: ${why}`,
    'Get it again, and check its size or checksum; or name another source with --from.',
  );

/** GNU tar takes patterns only when told to; BSD's always does. */
const isGnuTar = async ({ signal }: Work): Promise<boolean> =>
  (await run('tar', ['--version'], { signal })).includes('GNU');
