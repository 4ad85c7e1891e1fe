import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const resolve = { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } };

export default defineConfig({
  cacheDir: '.cache/vitest',
  test: {
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**'],
          setupFiles: ['test/random.ts'],
          testTimeout: 120_000,
        },
      },
      {
        resolve,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/serve.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          // What a page does when it is done, on a busy machine, is worth waiting for.
          expect: { poll: { timeout: 20_000 } },
          // Two browsers at once are as many as two cores carry.
          maxWorkers: 2,
        },
      },
    ],
  },
});
