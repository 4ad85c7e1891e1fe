/**
 * How an index lies in its file.
 *
 *     WSKG  version(1 byte)  CRC-32 of the rest(4 bytes, the low one first)  sections…
 *
 * A section is the number of its bytes and the bytes: lines of UTF-8, or numbers as `bytes.ts` writes them. They are
 * columns rather than records, because like beside like is what gzip makes small. In order:
 *
 * - sizes: files, functions, calls, slots
 * - paths of files; the versions there are; each file's version
 * - names of functions, by file and line, those without a place last
 * - aliases: how many each function has; their names
 * - functions: file (1 + the step from the one before; 0 for none), line (the step, within a file), further lines, flags,
 *   v6.0 (0 unknown, else 1 + the step from its own line, signed, as from the function before)
 * - how many calls from elsewhere each function has, which ranks those called most first
 * - macros' names, pointers' spellings, by how often they are used
 * - how many calls each function makes; and of each call: its line (the step from the one before), how it is made (flags),
 *   macro, pointer, and where it leads: within a file, the step from the caller; else the rank; for a pointer, the slot
 * - slots: how many functions; which (steps)
 */
export const MAGIC = 'WSKG';
export const FORMAT = 1;
/** Where the sections begin. */
export const HEADER = 9;

/** Flags of a function. */
export const STATIC = 1;
export const INLINE = 2;
export const WEAK = 4;
export const COMPILED = 8;
export const TAKEN = 16;

/** How a call is made: the kind in the two low bits, then flags. */
export const KIND = 3;
export const KINDS = ['direct', 'macro', 'indirect'] as const;
export const CALL_COMPILED = 4;
export const HAS_MACRO = 8;
export const SAME_FILE = 16;
export const IN_LOOP = 32;
