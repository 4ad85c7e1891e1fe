/**
 * TypeScript's language service over files in memory: a reader's module, the typings of what it may import, and the declarations of the
 * language itself. Knows nothing of pages and workers.
 * @module
 */
import { createSystem, createVirtualTypeScriptEnvironment } from '@typescript/vfs';
import type ts from 'typescript';
import type { Completion, Completions, Description, Edit, Problem, Typings } from './protocol.ts';

export interface Language {
  problems(file: string, text: string): Problem[];
  complete(file: string, text: string, at: number): Completions | undefined;
  describe(file: string, text: string, at: number, label: string): Description | undefined;
  hover(file: string, text: string, at: number): Description | undefined;
  format(file: string, text: string, indent: number): Edit[];
}

/** What code in the sandbox finds besides the language: see `tame.ts`. */
const AMBIENT = `
interface Console { log(...values: unknown[]): void; info(...values: unknown[]): void; debug(...values: unknown[]): void; warn(...values: unknown[]): void; error(...values: unknown[]): void; }
/** Written below the editor; the first 200 lines are kept. */
declare var console: Console;
`;

/** Most characters of one message. */
const LONGEST_MESSAGE = 1_200;

const options = (tsc: typeof ts): ts.CompilerOptions => ({
  target: tsc.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts'],
  module: tsc.ModuleKind.ESNext,
  moduleResolution: tsc.ModuleResolutionKind.Bundler,
  moduleDetection: tsc.ModuleDetectionKind.Force,
  types: [],
  strict: true,
  // The sandbox takes types away and does not translate: what would have to be translated is an error.
  erasableSyntaxOnly: true,
  isolatedModules: true,
  noEmit: true,
  skipLibCheck: true,
});

/**
 * @param tsc the compiler
 * @param libs the language's declarations by file name: `lib.es5.d.ts` …
 * @param typings of the modules that can be imported
 */
export function createLanguage(tsc: typeof ts, libs: ReadonlyMap<string, string>, typings: Typings): Language {
  const files = new Map<string, string>();
  for (const [name, text] of libs) files.set(`/${name}`, text);
  files.set('/ambient.d.ts', AMBIENT);
  for (const [name, text] of Object.entries(typings)) files.set(`/${name}`, text);
  const roots = ['/ambient.d.ts', ...Object.keys(typings).map((name) => `/${name}`)];
  const env = createVirtualTypeScriptEnvironment(createSystem(files), roots, tsc, options(tsc));
  const service = env.languageService;

  /** Puts the module's present text in; an empty file is none to the environment. */
  const put = (file: string, text: string): string => {
    const path = `/${file}`;
    const known = env.getSourceFile(path);
    if (known === undefined) env.createFile(path, text || ' ');
    else if (known.text !== text) env.updateFile(path, text || ' ');
    return path;
  };

  const severity = (category: ts.DiagnosticCategory): Problem['severity'] =>
    category === tsc.DiagnosticCategory.Error
      ? 'error'
      : category === tsc.DiagnosticCategory.Warning
        ? 'warning'
        : 'info';

  return {
    problems(file, text) {
      const path = put(file, text);
      const syntactic = service.getSyntacticDiagnostics(path);
      // What follows from a text that cannot be read is noise.
      const all = syntactic.length > 0 ? syntactic : service.getSemanticDiagnostics(path);
      return all.map(({ start = 0, length = 0, messageText, category }) => ({
        from: Math.min(start, text.length),
        to: Math.min(start + length, text.length),
        severity: severity(category),
        message: tsc.flattenDiagnosticMessageText(messageText, '\n').slice(0, LONGEST_MESSAGE),
      }));
    },

    complete(file, text, at) {
      const path = put(file, text);
      const found = service.getCompletionsAtPosition(path, at, {
        includeCompletionsWithInsertText: true,
        includeCompletionsForModuleExports: false,
      });
      if (found === undefined) return undefined;
      const word = /[\w$]*$/.exec(text.slice(0, at))?.[0] ?? '';
      const span = found.entries.find(({ replacementSpan }) => replacementSpan)?.replacementSpan;
      const whole = span ?? found.optionalReplacementSpan ?? { start: at - word.length, length: word.length };
      const completions: Completion[] = found.entries
        .filter(({ kind }) => kind !== tsc.ScriptElementKind.warning)
        .map(({ name, kind, insertText, sortText }) => ({
          label: name,
          kind,
          sort: sortText,
          ...(insertText === undefined || insertText === name ? {} : { insert: insertText }),
        }));
      return { from: whole.start, to: Math.max(at, whole.start + whole.length), options: completions };
    },

    describe(file, text, at, label) {
      const path = put(file, text);
      const details = service.getCompletionEntryDetails(path, at, label, undefined, undefined, undefined, undefined);
      return details && described(tsc, at, at, details.displayParts, details.documentation);
    },

    hover(file, text, at) {
      const path = put(file, text);
      const info = service.getQuickInfoAtPosition(path, at);
      const { start = 0, length = 0 } = info?.textSpan ?? {};
      return info && described(tsc, start, start + length, info.displayParts, info.documentation);
    },

    format(file, text, indent) {
      const path = put(file, text);
      const settings: ts.FormatCodeSettings = {
        ...tsc.getDefaultFormatCodeSettings('\n'),
        indentSize: indent,
        tabSize: indent,
        convertTabsToSpaces: false,
        semicolons: tsc.SemicolonPreference.Insert,
      };
      return service
        .getFormattingEditsForDocument(path, settings)
        .map(({ span, newText }) => ({ from: span.start, to: span.start + span.length, insert: newText }));
    },
  };
}

function described(
  tsc: typeof ts,
  from: number,
  to: number,
  signature: ts.SymbolDisplayPart[] | undefined,
  documentation: ts.SymbolDisplayPart[] | undefined,
): Description {
  return {
    from,
    to,
    signature: tsc.displayPartsToString(signature).slice(0, LONGEST_MESSAGE),
    documentation: tsc.displayPartsToString(documentation).slice(0, LONGEST_MESSAGE),
  };
}
