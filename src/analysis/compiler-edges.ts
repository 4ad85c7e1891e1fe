import { readFileSync } from 'node:fs';
import { z } from 'zod';

/**
 * What a compiler sees, to hold the analysis against. A call is [callee, line, kind, outermost macro]; kind d: spelled in
 * the function, a: spelled inside a macro's argument, m: comes out of a macro's body. A system call has the compiler's
 * names (`__do_sys_exit` has the body).
 */
const schema = z.object({
  files: z.record(
    z.string(),
    z.object({
      functions: z.record(
        z.string(),
        z.object({
          start: z.int().positive(),
          end: z.int().positive(),
          /** Of the function's lines, joined by line feeds: tells whether a text has the same function. */
          sha256: z.string().optional(),
          calls: z.array(z.tuple([z.string(), z.int().positive(), z.enum(['d', 'a', 'm'])], z.string())),
        }),
      ),
    }),
  ),
});

export type CompilerEdges = z.infer<typeof schema>;
export type CompilerFunction = CompilerEdges['files'][string]['functions'][string];

/** The file of compiler's edges cannot be used; the message says why, `remedy` what to do. */
export class CompilerEdgesError extends Error {
  override readonly name = 'CompilerEdgesError';
  readonly remedy =
    'Give a JSON file of the form { "files": { path: { "functions": { name: { start, end, calls } } } } }.';
}

/** @throws {CompilerEdgesError} naming the file, the place in it and what was expected */
export function readCompilerEdges(path: string): CompilerEdges {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new CompilerEdgesError(`${path}: ${(cause as Error).message}`, { cause });
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { path: place, message } = result.error.issues[0]!;
  throw new CompilerEdgesError(`${path}: at ${place.join(' → ') || 'the top'}: ${message}`);
}
