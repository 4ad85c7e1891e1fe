import { describe, expect, it } from 'vitest';
import { blobId } from '../../src/kernel-text/blob.ts';
import { applyEdits, byVersion, coveredVersions, type Edit, readEdits } from '../../src/kernel-text/edits.ts';
import { readLock } from '../../src/kernel-text/lock.ts';

const text = ['one', 'two two', 'three', 'four', 'five', ''].join('\n');

function edited(edits: Edit[], result: string): string {
  const to = blobId(Buffer.from(result));
  const from = blobId(Buffer.from(text));
  return applyEdits(Buffer.from(text), { path: 'kernel/exit.c', from, to, debianVersions: [], edits }).toString();
}

describe('an edit', () => {
  it.each<[string, Edit[], string]>([
    ['deletes lines', [{ lines: [2, 3] }], 'one\nfour\nfive\n'],
    ['replaces lines by a text', [{ lines: [1, 2], become: ['1', '2', '2½'] }], '1\n2\n2½\nthree\nfour\nfive\n'],
    ['inserts after a line', [{ after: 5, become: ['six'] }], 'one\ntwo two\nthree\nfour\nfive\nsix\n'],
    ['inserts at the top', [{ after: 0, become: ['zero'] }], 'zero\none\ntwo two\nthree\nfour\nfive\n'],
    ['copies another line', [{ after: 1, become: [5] }], 'one\nfive\ntwo two\nthree\nfour\nfive\n'],
    [
      'changes the one occurrence in a line',
      [{ lines: [3, 3], become: [{ line: 3, replace: 'hr', with: '$&' }] }],
      'one\ntwo two\nt$&ee\nfour\nfive\n',
    ],
    [
      'means lines of the file as it came, whatever other edits do',
      [
        { lines: [1, 1] },
        { after: 2, become: [1] },
        { lines: [4, 4], become: [{ line: 1, replace: 'o', with: 'O' }, 4] },
      ],
      'two two\none\nthree\nOne\nfour\nfive\n',
    ],
    [
      'may insert right behind a line that is replaced',
      [
        { after: 3, become: ['b'] },
        { lines: [3, 3], become: ['a'] },
      ],
      'one\ntwo two\na\nb\nfour\nfive\n',
    ],
  ])('%s', (_, edits, result) => {
    expect(edited(edits, result)).toBe(result);
  });

  it.each<[string, Edit[], RegExp]>([
    [
      'a text that stands twice in the line',
      [{ lines: [2, 2], become: [{ line: 2, replace: 'two', with: '2' }] }],
      /line 2 has 'two' 2 times, not once/,
    ],
    [
      'a text that is not in the line',
      [{ lines: [2, 2], become: [{ line: 1, replace: 'two', with: '2' }] }],
      /line 1 has 'two' 0 times/,
    ],
    ['a line that is not there', [{ after: 1, become: [99] }], /there is no line 99/],
    ['a range that is not there', [{ lines: [5, 99] }], /there are no lines 5 to 99/],
    ['another result', [{ lines: [1, 1] }], /they give blob [0-9a-f]{40}, expected/],
  ])('is refused for %s', (_, edits, message) => {
    expect(() => edited(edits, 'something else')).toThrow(message);
  });
});

describe('the edits of this repository', () => {
  it('cover six versions of the package', () => {
    expect(coveredVersions(readEdits())).toEqual([
      '6.1.170-3',
      '6.1.176-1',
      '6.1.187-1',
      '6.1.190-1',
      '6.1.192-1',
      '6.1.192-2',
    ]);
  });

  it('each end in the blob of the lock', () => {
    const { files } = readLock();
    for (const { path, to } of readEdits().files) expect(to).toBe(files[path]?.blob);
  });
});

it('orders versions by their numbers', () => {
  expect(['6.1.99-1', '6.1.170-3', '6.1.170-12'].sort(byVersion)).toEqual(['6.1.99-1', '6.1.170-3', '6.1.170-12']);
});
