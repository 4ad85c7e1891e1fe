/**
 * What the editor asks its language worker, and what it is told. Offsets count UTF-16 units from 0, as CodeMirror and TypeScript do.
 * @module
 */

/** Text of declarations by file name: `{ 'why-sigkill.d.ts': 'declare module …' }`. */
export type Typings = Readonly<Record<string, string>>;

export interface Problem {
  from: number;
  to: number;
  severity: 'error' | 'warning' | 'info';
  message: string;
}

export interface Completion {
  label: string;
  /** TypeScript's word for what it is: `property`, `string`, `function` … */
  kind: string;
  /** What is put in, where that is not the label. */
  insert?: string;
  /** Sorts before those with a higher one. */
  sort: string;
}

export interface Completions {
  from: number;
  to: number;
  options: Completion[];
}

/** What a name is: its signature, and what its declaration says about it. */
export interface Description {
  from: number;
  to: number;
  signature: string;
  documentation: string;
}

export interface Edit {
  from: number;
  to: number;
  insert: string;
}

/** Questions about a module; `project` says with which typings it is read. */
export interface Questions {
  /** The module's text is now this; what is wrong with it? */
  problems: { ask: { text: string }; answer: Problem[] };
  complete: { ask: { text: string; at: number }; answer: Completions | undefined };
  /** More about one of the completions at that place. */
  describe: { ask: { text: string; at: number; label: string }; answer: Description | undefined };
  hover: { ask: { text: string; at: number }; answer: Description | undefined };
  format: { ask: { text: string; indent: number }; answer: Edit[] };
}

export type Subject = keyof Questions;

/** One question, with a number that its answer bears. */
export type Asked = {
  [S in Subject]: { id: number; subject: S; file: string; typings: Typings; locale: string } & Questions[S]['ask'];
}[Subject];

export type Answered = { id: number; answer: unknown } | { id: number; error: string };
