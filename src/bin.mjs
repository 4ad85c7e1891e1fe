#!/usr/bin/env node
// The command's first file is plain JavaScript: it must run on any Node to say which Node is needed.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
const stripsTypes = major > 22 || (major === 22 && minor >= 18);

if (stripsTypes) {
  const { main } = await import('./cli.ts');
  process.exitCode = await main(process.argv.slice(2));
} else {
  // The `node` package among the dependencies brings a Node that runs TypeScript as it is.
  const own = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
  if (existsSync(own)) {
    const child = spawn(own, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
    // Whoever is asked to end, the other must clean up first: pass it on, and wait.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('close', (status) => {
      process.exitCode = status ?? 1;
    });
  } else {
    console.error(
      `why-sigkill: Node ${process.versions.node} is too old, and the dependencies are not installed. Run: npm ci`,
    );
    process.exitCode = 1;
  }
}
