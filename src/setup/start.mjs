// npm start: everything that is needed, then the site at http://localhost:4321.
import { createServer } from 'node:net';
import { dependencies } from './dependencies.mjs';
import { kernel } from './kernel.mjs';
import { site } from './site.mjs';
import { command, run, SetupError } from './steps.mjs';

const port = Number(process.env.PORT ?? 4321);

/** Asked before the build, so that nobody waits for one in vain. */
function portIsFree() {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, 'localhost', () => server.close(() => resolve(true)));
  });
}

await command('npm start', async () => {
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new SetupError(`PORT is “${process.env.PORT}”.`, 'give a number from 1 to 65535, or leave it out.');
  }
  if (!(await portIsFree()))
    throw new SetupError(`port ${port} is in use.`, `stop what uses it, or choose another: PORT=${port + 1} npm start`);
  await dependencies();
  await kernel({ strict: false });
  await site();
  console.log(`\n  Serving http://localhost:${port}/ (Ctrl-C ends it)\n`);
  // The port was asked for above; Astro's lock would allow one server a clone, whatever the port.
  const { status } = await run('astro', ['preview', '--ignore-lock', '--port', String(port)]);
  return status >= 128 ? 0 : status;
});
