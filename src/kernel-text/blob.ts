import { createHash } from 'node:crypto';

/** Lower-case hexadecimal git object id of a blob: 40 digits. */
export type BlobId = string;

/**
 * The id under which git stores these bytes, the one thing about a file that every copy of Linux's history agrees on.
 * Computed here, without git, so that anybody's tree or tarball can be checked.
 */
export function blobId(bytes: Uint8Array): BlobId {
  return createHash('sha1').update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex');
}

/** SHA-256 of lines joined by newlines, without a last one: how the lock file identifies a function's text. */
export function linesSha256(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}
