// The walls between the parts: who may import whom.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const code = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((name) => join('src', name))
  .filter((name) => /\.(ts|mjs|astro|tsx)$/.test(name));

/** What a file imports, with relative and `@/` paths turned into paths from the repository's top. Types alone are erased and don't count. */
function imports(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const found = [
    ...text.matchAll(/^\s*(?:import|export)\s+(?!type\b)(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm),
    ...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g),
    // A worker's code is loaded like this.
    ...text.matchAll(/\bnew URL\(\s*['"](\.[^'"]+\.ts)['"],\s*import\.meta\.url/g),
  ];
  return found.map(([, name = '']) => {
    if (name.startsWith('.')) return relative('.', join(dirname(file), name));
    return name.startsWith('@/') ? `src/${name.slice(2)}` : name;
  });
}

const importing = (folder: string) =>
  code
    .filter((file) => file.startsWith(folder))
    .flatMap((file) => imports(file).map((name) => `${file} imports ${name}`));

/** The scripts of pages: modules that a `<script>` of a component loads, and all they load in turn. */
function shipped(): string[] {
  const entries = code
    .filter((file) => file.endsWith('.astro'))
    .flatMap((file) => {
      const text = readFileSync(file, 'utf8').replace(/^---[\s\S]*?^---/m, '');
      return [...text.matchAll(/<script(?![^>]*is:inline)[^>]*>([\s\S]*?)<\/script>/g)]
        .flatMap(([, body = '']) => [...body.matchAll(/import\s+(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/g)])
        .map(([, name = '']) =>
          name.startsWith('@/')
            ? `src/${name.slice(2)}`
            : name.startsWith('.')
              ? relative('.', join(dirname(file), name))
              : name,
        );
    });
  const seen = new Set<string>();
  // Workers are shipped, whoever starts them.
  const queue = [...entries, ...code.filter((file) => file.endsWith('/worker.ts'))];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    if (code.includes(name)) queue.push(...imports(name));
  }
  return [...seen];
}

describe('the walls', () => {
  it('finds the code it is to watch', () => {
    expect(code.length).toBeGreaterThan(30);
    expect(importing('src/callgraph/').length).toBeGreaterThan(0);
  });

  it.each(['src/callgraph/', 'src/model/'])('%s imports nothing but itself', (folder) => {
    const across = importing(folder).filter((line) => !line.includes(` imports ${folder}`));
    expect(across).toEqual([]);
  });

  it.each([
    ['src/exercises/', /^src\/(exercises\/|(model|progress|reader-code)\/index\.ts$)/],
    ['src/questions/', /^src\/(questions\/|(model|scenario|callgraph)\/index\.ts$)/],
  ])('%s is for browsers: it imports the model and the like, and nothing of Node’s', (folder, allowed) => {
    expect(importing(folder).length).toBeGreaterThan(0);
    expect(importing(folder).filter((line) => !allowed.test(line.replace(/^.* imports /, '')))).toEqual([]);
  });

  it('what a browser loads does not reach Node, the kernel text or the analysis', () => {
    const across = shipped().filter(
      (name) => name.startsWith('node:') || /^src\/(kernel-text|analysis|real|setup|commands)\//.test(name),
    );
    expect(across).toEqual([]);
  });

  it('pages and components get text, symbols and graph through the doors in src/site/', () => {
    const across = [...importing('src/pages/'), ...importing('src/components/')].filter((line) =>
      / imports (src\/(kernel-text|analysis)\/|node:fs)/.test(line),
    );
    expect(across).toEqual([]);
  });

  it('a folder’s private files are not imported past its door', () => {
    const doored = [
      ...new Set(code.filter((file) => file.endsWith('/index.ts')).map((file) => dirname(file).slice(4))),
    ];
    expect(doored).toContain('analysis');
    for (const folder of doored) {
      const past = code
        .filter((file) => !file.startsWith(`src/${folder}/`) && !file.startsWith('src/commands/'))
        .flatMap((file) => imports(file).map((name) => `${file} imports ${name}`))
        .filter((line) => line.includes(` imports src/${folder}/`) && !line.endsWith(`/${folder}/index.ts`));
      expect(past).toEqual([]);
    }
  });
});
