import { relative } from 'node:path';
import type { KernelText, Lock } from '../kernel-text/index.ts';
import { lockedFiles, STRICT_FILES } from '../kernel-text/verify.ts';

const NAMES: Record<KernelText['source']['kind'], string> = {
  tree: 'the tree',
  git: 'the git repository',
  tarball: 'the tarball',
  upstream: 'upstream:',
  debian: 'Debian’s',
};

/** One line: how much text there is, from where, since when. */
export function describe(text: KernelText): string {
  const { kind, detail, obtained } = text.source;
  const where = relative(process.cwd(), text.root) || text.root;
  return `${where}: ${text.list().length} files, verified, from ${NAMES[kind]} ${detail} (${obtained.slice(0, 10)}).`;
}

/** A line for each file of the lock: which version it is, and how much of v6.0 stands in it word for word. */
export function describeFiles(text: KernelText, lock: Lock): string {
  const files = lockedFiles(text, lock);
  const width = Math.max(...files.map(({ path }) => path.length));
  return files
    .map(({ path, file, same, functions }) => {
      const name = `  ${path.padEnd(width)}  `;
      if (!file) return `${name}not in this text`;
      if (file.verified) return `${name}${lock.version}, blob ${file.blob}`;
      const shared = functions > 0 ? `; ${same} of ${lock.version}'s ${functions} functions are the same` : '';
      return `${name}${file.label}${shared}`;
    })
    .join('\n');
}

/** Says which files of the lock are not the release's; loudly if the two that matter most are among them. Empty when all are. */
export function otherVersions(text: KernelText, lock: Lock, strict: boolean): string {
  const others = Object.keys(lock.files)
    .map((path) => ({ path, file: text.has(path) ? text.read(path) : undefined }))
    .filter(({ file }) => !file?.verified);
  if (others.length === 0) return `\n  All ${Object.keys(lock.files).length} files of the lock are ${lock.version}'s.`;
  const lines: string[] = [];
  const serious = others.filter(({ path }) => STRICT_FILES.includes(path));
  if (serious.length > 0) {
    const names = serious.map(({ path, file }) => `${path} (${file?.label ?? 'missing'})`).join(' and ');
    lines.push(`  Beware: ${names}: not ${lock.version}'s. The pages will say so.`);
  } else lines.push(`  ${STRICT_FILES.join(' and ')} are ${lock.version}'s.`);
  const labels = [...new Set(others.map(({ file }) => file?.label ?? 'missing'))].join(', ');
  const names = strict ? `: ${others.map(({ path }) => path).join(', ')}` : ' (--check lists them)';
  lines.push(
    `  Under another version's label (${labels}): ${others.length} of the lock's ${Object.keys(lock.files).length} files${names}.`,
  );
  return `\n${lines.join('\n')}`;
}
