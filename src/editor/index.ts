/**
 * The editor for readers' code, with TypeScript's own completion and errors.
 *
 * ```tsx
 * <CodeEditor locale="en" label="The scenario" file="scenario.ts" typings={{ 'why-sigkill.d.ts': scenarioTypings() }}
 *   value={code} onChange={setCode} original={given} mistakes={found} onRun={run} />
 * ```
 *
 * The component itself is small: CodeMirror, and the compiler in a worker of its own, are loaded when it is mounted. Until then, and where they
 * cannot be loaded, a labelled text area does the work. Code is never run here: that is the sandbox's business (`src/sandbox/`).
 * @module
 */
export { CodeEditor, type CodeEditorProps } from './CodeEditor.tsx';
export { Console, type ConsoleProps } from './Console.tsx';
export type { Typings } from './language/protocol.ts';
export type { CodeProblem } from './problem.ts';

/**
 * Where in a module's text a part of its value is written; the parser is loaded at the first call.
 * @param path as `readScenario` names places: `tree[0].sig.TERM`
 * @returns line and column from 1; undefined when the call of `scenario` is not there
 */
export async function placeInCode(text: string, path: string): Promise<{ line: number; column: number } | undefined> {
  return (await import('./locate.ts')).placeInCode(text, path);
}
