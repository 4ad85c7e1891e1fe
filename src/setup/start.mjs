// npm start: everything that is needed, then the site at http://localhost:4321.
import { connect, createServer } from 'node:net';
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

/** Resolves once something answers on the port; not before the server is really there does anybody hear that it serves. */
async function answering(signal) {
  while (!signal.aborted) {
    const answered = await new Promise((resolve) => {
      const socket = connect(port, 'localhost');
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (answered) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
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
  const ended = new AbortController();
  // The port was asked for above; Astro's lock would allow one server a clone, whatever the port.
  const server = run('astro', ['preview', '--ignore-lock', '--port', String(port)], { quiet: true });
  const over = server.finally(() => ended.abort());
  if (await answering(ended.signal)) console.log(`\n  Serving http://localhost:${port}/ (Ctrl-C ends it)\n`);
  const { status, output } = await over;
  if (status !== 0 && status < 128)
    throw new SetupError(`the server ended (exit status ${status}).\n${output}`, 'see what it says.');
  return status >= 128 ? 0 : status;
});
