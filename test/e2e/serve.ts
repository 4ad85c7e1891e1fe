// Serves the built site on a free port of this machine for the browser tests, and ends the server with them.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built site is served, without a slash at the end. */
    site: string;
  }
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return reject(new Error('no port was given'));
      server.close(() => resolve(address.port));
    });
  });
}

export default async function serve(project: TestProject) {
  if (!existsSync('dist/index.html')) throw new Error('There is no built site in dist/. Run: npm run build');
  const port = await freePort();
  // Without the lock: npm start may be serving the site at the same time.
  const server = spawn(
    'node_modules/.bin/astro',
    ['preview', '--ignore-lock', '--host', '127.0.0.1', '--port', String(port)],
    {
      stdio: 'ignore',
    },
  );
  const site = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + 120_000;
  for (;;) {
    try {
      await fetch(`${site}/`);
      break;
    } catch (error) {
      if (server.exitCode !== null || Date.now() > deadline)
        throw new Error(`astro preview did not start on ${site}`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  project.provide('site', site);
  return () => {
    server.kill();
  };
}
