/** The first bytes of what gzip has made. */
const isCompressed = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * Bytes as they were before gzip; others as they are. The index is kept compressed, since not every host compresses what it
 * does not know, and some servers and browsers have undone it before we see it.
 * @throws when the compressed bytes are damaged
 */
export async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  if (!isCompressed(bytes)) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
