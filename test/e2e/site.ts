// The built site, served on a free port of this machine.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';

export interface Served {
  /** Where it is, without a slash at the end. */
  address: string;
  stop(): void;
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

/** Serves `dist/`; ends once it answers. @throws Error when nothing was built, or the server does not start in two minutes */
export async function serveSite(): Promise<Served> {
  if (!existsSync('dist/index.html')) throw new Error('There is no built site in dist/. Run: npm run build');
  const port = await freePort();
  // Without the lock: npm start may be serving the site at the same time.
  const server = spawn(
    'node_modules/.bin/astro',
    ['preview', '--ignore-lock', '--host', '127.0.0.1', '--port', String(port)],
    { stdio: 'ignore' },
  );
  const address = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + 120_000;
  for (;;) {
    try {
      await fetch(`${address}/`);
      return { address, stop: () => void server.kill() };
    } catch (error) {
      if (server.exitCode !== null || Date.now() > deadline) {
        server.kill();
        throw new Error(`astro preview did not start on ${address}`, { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
