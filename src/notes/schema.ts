import { z } from 'zod';

/** The languages every note, fold and summary is written in. */
export const LANGUAGES = ['en', 'zh-cn'] as const;
export type Language = (typeof LANGUAGES)[number];

const written = z.string().trim().min(1, 'must not be empty');
const inBoth = { en: written, 'zh-cn': written };
const lineText = written.refine((text) => !text.includes('\n'), 'must be the text of one line');

/** How a lock is held: for writing (or exclusively), for reading, or as an RCU read-side section. */
const lockMode = z.enum(['write', 'read', 'rcu']);
const lockName = written;

const change = z.union([
  z.strictObject({ at: lineText, after: lineText.optional(), takes: lockName, mode: lockMode }),
  z.strictObject({ at: lineText, after: lineText.optional(), drops: lockName }),
  // Code that takes or drops nothing, but is reached with the lock held, or without it: below a branch that returned.
  z.strictObject({ at: lineText, after: lineText.optional(), holds: lockName, mode: lockMode }),
  z.strictObject({ at: lineText, after: lineText.optional(), lacks: lockName }),
]);

const fold = z.strictObject({ from: lineText, to: lineText, after: lineText.optional(), ...inBoth });

const note = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens'),
  at: lineText,
  after: lineText.optional(),
  ...inBoth,
  source: z
    .strictObject({
      rule: z.number().int().positive().optional(),
      scenarios: z.array(z.string().regex(/^[a-z]\d\d$/, 'must be a scenario, such as c11')).optional(),
    })
    .optional(),
});

/**
 * What `kernel-snippets/<function>.yaml` says about one function: a sentence on its purpose, the locks it is entered
 * with and changes, the ranges folded by default, and notes bound to lines. Lines are named by their own text, so a
 * file cannot drift silently from the kernel's.
 */
export const snippetSchema = z
  .strictObject({
    function: z.string().regex(/^[A-Za-z_]\w*$/, "must be a C function's name"),
    file: written,
    summary: z.strictObject(inBoth).optional(),
    locks: z
      .strictObject({
        entry: z.array(z.strictObject({ lock: lockName, mode: lockMode })).optional(),
        changes: z.array(change).optional(),
      })
      .optional(),
    folds: z.array(fold).optional(),
    views: z.record(z.string(), z.strictObject({ folds: z.array(fold) })).optional(),
    notes: z.array(note).optional(),
  })
  .superRefine((snippet, context) => {
    const seen = new Set<string>();
    for (const [index, { id }] of (snippet.notes ?? []).entries()) {
      if (seen.has(id)) {
        context.addIssue({ code: 'custom', path: ['notes', index, 'id'], message: `"${id}" names two notes` });
      }
      seen.add(id);
    }
  });

export type Snippet = z.infer<typeof snippetSchema>;
export type SnippetNote = z.infer<typeof note>;
export type SnippetFold = z.infer<typeof fold>;
export type LockMode = z.infer<typeof lockMode>;
