import { join } from 'node:path';
import { z } from 'zod';
import { blobId } from './blob.ts';
import { KernelTextError } from './errors.ts';
import { readJson } from './json.ts';
import { projectRoot } from './paths.ts';

/**
 * One line of a replacement: a number is that line of the file as it came; an object is that line with the one
 * occurrence of `replace` replaced; a text is itself.
 */
const line = z.union([
  z.int().positive(),
  z.strictObject({ line: z.int().positive(), replace: z.string().min(1), with: z.string() }),
  z.string(),
]);

const edit = z.union([
  /** Lines [a, b], 1-based and inclusive, become the lines listed (absent: they are deleted). */
  z.strictObject({ lines: z.tuple([z.int().positive(), z.int().positive()]), become: z.array(line).optional() }),
  /** The lines listed are inserted after line n. */
  z.strictObject({ after: z.int().nonnegative(), become: z.array(line) }),
]);

const schema = z.object({
  /** Debian's package whose text the edits start from. */
  package: z.string(),
  files: z.array(
    z.object({
      path: z.string(),
      /** Blob id of the file that the edits fit. */
      from: z.string(),
      /** Versions of the package that have that file. */
      debianVersions: z.array(z.string()),
      /** Blob id of the result: v6.0's. */
      to: z.string(),
      edits: z.array(edit),
    }),
  ),
});

export type Edit = z.infer<typeof edit>;
export type EditData = z.infer<typeof schema>;
export type FileEdits = EditData['files'][number];

let own: EditData | undefined;

/** The edits that turn files of Debian's package back to v6.0's. @throws {KernelTextError} when they are damaged */
export function readEdits(): EditData {
  own ??= readJson(
    join(projectRoot(), 'src/kernel-text/debian-edits.json'),
    schema,
    'Restore it: git checkout -- src/kernel-text/debian-edits.json',
  );
  return own;
}

/** The edits for a file with this blob id, if there are any. */
export const editsFor = (data: EditData, path: string, blob: string): FileEdits | undefined =>
  data.files.find((file) => file.path === path && file.from === blob);

/** Versions of the package for which every file's edits are known, oldest first. */
export function coveredVersions(data: EditData): string[] {
  const paths = new Set(data.files.map((file) => file.path));
  const covers = (path: string, version: string) =>
    data.files.some((file) => file.path === path && file.debianVersions.includes(version));
  const versions = [...new Set(data.files.flatMap((file) => file.debianVersions))];
  return versions.filter((version) => [...paths].every((path) => covers(path, version))).sort(byVersion);
}

/** Orders '6.1.170-3' before '6.1.192-1': by its numbers, from the left. */
export function byVersion(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/**
 * Turns a file back, and proves it by the result's blob id.
 * @param bytes the file with blob id `from`
 * @throws {KernelTextError} when an edit does not fit, or the result's blob id is not `to`
 */
export function applyEdits(bytes: Uint8Array, { path, edits, from, to }: FileEdits): Buffer {
  const original = Buffer.from(bytes).toString('utf8').split('\n');
  const lines = [...original];
  const misfit = (what: string) =>
    new KernelTextError(
      `${path}: the edits for blob ${from} do not fit: ${what}`,
      'This is a mistake in src/kernel-text/debian-edits.json; obtain the text from another source with --from.',
    );
  const at = (number: number): string => {
    const text = original[number - 1];
    if (text === undefined) throw misfit(`there is no line ${number}`);
    return text;
  };
  // Last first, so that the numbers of the earlier ones stay true.
  for (const each of [...edits].sort((a, b) => place(b) - place(a))) {
    const become = (each.become ?? []).map((item) => {
      if (typeof item === 'string') return item;
      if (typeof item === 'number') return at(item);
      const parts = at(item.line).split(item.replace);
      if (parts.length !== 2)
        throw misfit(`line ${item.line} has '${item.replace}' ${parts.length - 1} times, not once`);
      return parts.join(item.with);
    });
    if ('after' in each) lines.splice(each.after, 0, ...become);
    else {
      const [first, last] = each.lines;
      if (last < first || last > original.length) throw misfit(`there are no lines ${first} to ${last}`);
      lines.splice(first - 1, last - first + 1, ...become);
    }
  }
  const result = Buffer.from(lines.join('\n'));
  const id = blobId(result);
  if (id !== to) throw misfit(`they give blob ${id}, expected ${to}`);
  return result;
}

/** Where an edit begins, in lines before it; an insertion after line n comes behind a replacement of line n. */
const place = (each: Edit): number => ('after' in each ? each.after + 0.5 : each.lines[0]);
