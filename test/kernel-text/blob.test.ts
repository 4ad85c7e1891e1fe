import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { blobId, linesSha256 } from '../../src/kernel-text/blob.ts';

const byGit = (bytes: Uint8Array) =>
  execFileSync('git', ['hash-object', '--stdin', '--no-filters'], { input: bytes, encoding: 'utf8' }).trim();

it.each([
  ['nothing', ''],
  ['a line', 'int tide;\n'],
  ['no newline at the end', 'int tide;'],
  ['carriage returns', 'int tide;\r\nint ebb;\r\n'],
  ['letters beyond ASCII', '/* 港口 — été */\n'],
])('gives %s the id that git gives it', (_, text) => {
  expect(blobId(Buffer.from(text))).toBe(byGit(Buffer.from(text)));
});

it('gives any bytes the id that git gives them', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => blobId(bytes) === byGit(bytes)),
    { numRuns: 30 },
  );
});

it('hashes lines as they stand in a file, without the last newline', () => {
  // printf 'int a;\\nint b;' | sha256sum
  expect(linesSha256(['int a;', 'int b;'])).toBe('161638ea320daf7ad5582f5398fb4bdc60a5db2e3f50d90b6ce3e7c9577aaa05');
});
