// Checks readers' files with TypeScript as the editor does: strict, against nothing but the typings of the exercise.
import ts from 'typescript';

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2022.d.ts'],
  types: [],
};

const host = ts.createCompilerHost(OPTIONS);
const libraries = new Map<string, ts.SourceFile | undefined>();

/** What TypeScript says of a file, `line: message`; [] if nothing. */
export function complaints(typings: string, source: string): string[] {
  const files = new Map([
    ['/why-sigkill.d.ts', typings],
    ['/program.ts', source],
  ]);
  const program = ts.createProgram(['/why-sigkill.d.ts', '/program.ts'], OPTIONS, {
    ...host,
    fileExists: (name) => files.has(name) || host.fileExists(name),
    readFile: (name) => files.get(name) ?? host.readFile(name),
    getSourceFile: (name, options) => {
      const own = files.get(name);
      if (own !== undefined) return ts.createSourceFile(name, own, options);
      if (!libraries.has(name)) libraries.set(name, host.getSourceFile(name, options));
      return libraries.get(name);
    },
  });
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line =
      file === undefined ? '' : `${file.fileName}:${file.getLineAndCharacterOfPosition(start ?? 0).line + 1}: `;
    return `${line}${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}
