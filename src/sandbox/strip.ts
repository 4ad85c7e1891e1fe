/**
 * TypeScript in, JavaScript out: types are taken away, imports become calls of `require`, every line stays on its line.
 * @module
 */
import type { Mistake } from './protocol.ts';

export type Stripped =
  | { ok: true; code: string }
  | { ok: false; mistake: Extract<Mistake, { kind: 'syntax' | 'module' | 'too-large' }> };

/** Most characters of a reader's module. */
export const LONGEST_SOURCE = 200_000;

/** What sucrase throws; it has no type of its own. */
interface Unreadable {
  message?: string;
  loc?: { line: number; column: number };
}

/**
 * Makes JavaScript of a reader's TypeScript module: the body of a CommonJS module, for the sandbox. The compiler is loaded at the first call.
 * @returns the code; or what is wrong, with line and column from 1
 */
export async function stripTypes(source: string): Promise<Stripped> {
  if (source.length > LONGEST_SOURCE) return { ok: false, mistake: { kind: 'too-large', limit: LONGEST_SOURCE } };
  const { transform } = await import('sucrase');
  try {
    const { code } = transform(source, { transforms: ['typescript', 'imports'], disableESTransforms: true });
    return { ok: true, code };
  } catch (error) {
    const { message = '', loc } = error as Unreadable;
    return {
      ok: false,
      mistake: {
        kind: 'syntax',
        message: tidy(message),
        ...(loc === undefined ? {} : { line: loc.line, column: loc.column }),
      },
    };
  }
}

/** `Error transforming …: Unexpected token (3:10)` without what is not about the code. */
const tidy = (message: string): string =>
  message
    .replace(/^Error transforming [^:]*: /, '')
    .replace(/\s*\(\d+:\d+\)$/, '')
    .slice(0, 500) || 'cannot be read';
