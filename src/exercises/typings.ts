/**
 * The types of the module `why-sigkill`, as text: what an editor's TypeScript is given beside a reader's file.
 * @module
 */
import { INTERFACE } from './interface-text.ts';

/** A program that an exercise gives to the reader, and what there is to say about it. */
export interface ImageDoc {
  name: string;
  doc: string;
}

const CONSOLE = `/** What is written is shown below the verdict. */
declare const console: Readonly<Record<'log' | 'info' | 'warn' | 'error' | 'debug', (...data: unknown[]) => void>>;
`;

/**
 * Typings for one exercise, as a declaration file: the interface, and the programs that can be exec-ed.
 * @param images in the exercise's order
 */
export function typings(images: readonly ImageDoc[]): string {
  const constants = images.map(
    ({ name, doc }) => `/** ${doc.replaceAll('*/', '* /')} */\nexport declare const ${name}: Image;\n`,
  );
  const inside = [INTERFACE, ...constants].join('\n').replaceAll('export declare ', 'export ');
  return `declare module 'why-sigkill' {\n${indent(inside)}}\n\n${CONSOLE}`;
}

const indent = (text: string): string => text.replace(/^(?=.)/gm, '  ');
