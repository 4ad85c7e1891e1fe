// Makes one file of a module and all it imports, as the site's build does with a worker.
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';

/** @param entry a path from the repository's top @returns the text of a classic script */
export async function bundle(entry: string): Promise<string> {
  const result = (await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '@': fileURLToPath(new URL('../../../src', import.meta.url)) } },
    build: {
      write: false,
      minify: true,
      lib: { entry, formats: ['iife'], name: 'bundled', fileName: 'bundled' },
    },
  })) as Rolldown.RolldownOutput[];
  const [{ output }] = result as [Rolldown.RolldownOutput];
  if (output.length !== 1)
    throw new Error(`${entry} became ${output.length} files; a worker for the sandbox must be one`);
  return output[0].code;
}
