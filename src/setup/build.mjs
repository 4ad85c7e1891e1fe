// npm run build: everything that is needed, and the site in dist/.
import { dependencies } from './dependencies.mjs';
import { kernel } from './kernel.mjs';
import { site } from './site.mjs';
import { command } from './steps.mjs';

await command('npm run build', async () => {
  await dependencies();
  await kernel({ strict: process.argv.includes('--strict') });
  await site();
  return 0;
});
