import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readJson } from './json.ts';
import { manifestPath } from './paths.ts';

/** Where a text came from. */
export const SOURCE_KINDS = ['tree', 'git', 'tarball', 'upstream', 'debian'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

const schema = z.object({
  format: z.literal(1),
  source: z.object({
    kind: z.enum(SOURCE_KINDS),
    /** The path, address or package, as a person would name it. */
    detail: z.string(),
    /** When: ISO 8601, UTC. */
    obtained: z.string(),
  }),
  /** Which choice of files this is: `SELECTION` of the program that made it. */
  selection: z.string().optional(),
  /** Path → blob id, and the version its text is of: 'v6.0', or what the Makefile of its tree says, as '6.1.192'. */
  files: z.record(z.string(), z.object({ blob: z.string().regex(/^[0-9a-f]{40}$/), label: z.string().min(1) })),
});

export type Manifest = z.infer<typeof schema>;

/** @throws {KernelTextError} when it cannot be read or is not a manifest */
export function readManifest(dir: string): Manifest {
  return readJson(manifestPath(dir), schema, 'Obtain the text again: npx why-sigkill kernel');
}

/** One hash over all files' paths and contents: two texts with the same digest are the same text. */
export function manifestDigest(manifest: Manifest): string {
  const hash = createHash('sha256');
  for (const path of Object.keys(manifest.files).sort()) hash.update(`${path}\0${manifest.files[path]!.blob}\n`);
  return hash.digest('hex');
}
