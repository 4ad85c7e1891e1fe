import { expect, it } from 'vitest';
import { cpio } from '../../src/real/cpio.ts';

/** The archive read back: each entry's path, mode, device and content. */
function entries(archive: Uint8Array) {
  const text = Buffer.from(archive).toString('latin1');
  const found = [];
  for (let at = 0; at < text.length; ) {
    expect(at % 4).toBe(0);
    expect(text.slice(at, at + 6)).toBe('070701');
    const field = (n: number) => Number.parseInt(text.slice(at + 6 + 8 * n, at + 14 + 8 * n), 16);
    const [mode, size, major, minor, named] = [field(1), field(6), field(9), field(10), field(11)];
    const path = text.slice(at + 110, at + 110 + named - 1);
    const begin = Math.ceil((at + 110 + named) / 4) * 4;
    found.push({ path, mode: mode.toString(8), device: [major, minor], content: text.slice(begin, begin + size) });
    at = Math.ceil((begin + size) / 4) * 4;
  }
  return found;
}

it('an initramfs holds folders, programs and devices, each where the kernel looks for it', () => {
  const file = new TextEncoder().encode('seven b');
  const archive = cpio([
    { path: 'dev', folder: true },
    { path: 'dev/console', device: [5, 1] },
    { path: 'init', file },
  ]);
  expect(entries(archive)).toEqual([
    { path: 'dev', mode: '40755', device: [0, 0], content: '' },
    { path: 'dev/console', mode: '20600', device: [5, 1], content: '' },
    { path: 'init', mode: '100755', device: [0, 0], content: 'seven b' },
    { path: 'TRAILER!!!', mode: '0', device: [0, 0], content: '' },
  ]);
});
