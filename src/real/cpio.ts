/** What an initramfs holds: a folder, a file, or the console's device, by its path without a leading `/`. */
export type Entry =
  | { path: string; folder: true }
  | { path: string; file: Uint8Array }
  | { path: string; device: [major: number, minor: number] };

/**
 * Writes an archive of the kind the kernel unpacks at boot: cpio's "newc", everything root's and executable.
 * (Documentation/driver-api/early-userspace/buffer-format.rst)
 */
export function cpio(entries: readonly Entry[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const padded = (bytes: Uint8Array) => {
    parts.push(bytes, new Uint8Array((4 - (bytes.length % 4)) % 4));
  };
  const add = (inode: number, path: string, mode: number, content: Uint8Array, [major, minor] = [0, 0]) => {
    const name = new TextEncoder().encode(`${path}\0`);
    const fields = [inode, mode, 0, 0, 1, 0, content.length, 0, 0, major, minor, name.length, 0];
    const header = `070701${fields.map((n = 0) => n.toString(16).padStart(8, '0')).join('')}`;
    padded(Buffer.concat([new TextEncoder().encode(header), name]));
    padded(content);
  };
  const nothing = new Uint8Array();
  entries.forEach((entry, i) => {
    if ('folder' in entry) add(i + 1, entry.path, 0o040755, nothing);
    else if ('file' in entry) add(i + 1, entry.path, 0o100755, entry.file);
    else add(i + 1, entry.path, 0o020600, nothing, entry.device);
  });
  add(0, 'TRAILER!!!', 0, nothing);
  return Buffer.concat(parts);
}
