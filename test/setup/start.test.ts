// What npm start says before it does anything that takes time.
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';

function start(port: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/setup/start.mjs'], {
    env: { ...process.env, PORT: port },
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { status, said: stdout + stderr };
}

it.each(['abc', '0', '70000', '43.5'])('refuses PORT=%s, and says what a port is', (port) => {
  const { status, said } = start(port);
  expect(status).toBe(1);
  expect(said).toContain('What to do: give a number from 1 to 65535');
  expect(said).not.toMatch(/\n\s+at /);
});

it('refuses a port that is in use, and names another', async () => {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, 'localhost', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  // The server lives in this process, which spawnSync holds up: it need only be bound to refuse.
  const { status, said } = start(String(port));
  server.close();
  expect(status).toBe(1);
  expect(said).toContain(`port ${port} is in use`);
  expect(said).toContain(`PORT=${port + 1}`);
});
