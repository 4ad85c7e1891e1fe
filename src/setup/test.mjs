// npm test: everything that is needed, every check, every test; the last line says how many passed and failed.
// `npm test -- NAME…` runs only the test files whose path contains NAME, without the checks.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { browser } from './browser.mjs';
import { dependencies } from './dependencies.mjs';
import { kernel } from './kernel.mjs';
import { site } from './site.mjs';
import { command, root, run, SetupError, step } from './steps.mjs';

const only = process.argv.slice(2);
const tally = { passed: 0, failed: 0, skipped: 0 };

/** One check that is a whole program: it counts as one test. */
async function check(what, program, args) {
  const { status, output } = await step(what, () => run(program, args, { quiet: true }));
  if (status === 0) tally.passed += 1;
  else {
    tally.failed += 1;
    console.log(`  FAILED: ${what}\n${output}`);
  }
}

async function vitest(env) {
  const report = join(root, '.cache/test-report.json');
  mkdirSync(join(root, '.cache'), { recursive: true });
  rmSync(report, { force: true });
  const { status } = await run(
    'vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...only],
    { env },
  );
  if (!existsSync(report))
    throw new SetupError(`vitest ended with status ${status} and left no report.`, 'see its output above.');
  const { numPassedTests, numFailedTests, numPendingTests, numTotalTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  // A test file that cannot be loaded has no tests to fail: it counts as one.
  const broken = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  ).length;
  tally.passed += numPassedTests;
  tally.failed += numFailedTests + broken;
  tally.skipped += numPendingTests;
  if (numTotalTests === 0) throw new SetupError('no test was run.', 'name a part of a test file’s path, or nothing.');
  if (status !== 0 && numFailedTests + broken === 0) tally.failed += 1;
}

await command('npm test', async () => {
  await dependencies();
  await kernel({ strict: true });
  const chrome = await browser();
  console.log(`• Tests use ${chrome}`);
  if (only.length === 0) {
    await check('Format and lint (biome)', 'biome', ['check', '--error-on-warnings', '.']);
    await check('Types (astro check)', 'astro', ['check', '--minimumFailingSeverity', 'warning']);
  }
  try {
    await site();
    tally.passed += 1;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    tally.failed += 1;
    console.log(`  FAILED: ${error.message}\n  What to do: ${error.remedy}`);
  }
  await vitest({ WHY_SIGKILL_BROWSER: chrome });
  const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : '';
  console.log(`\n${tally.passed} passed, ${tally.failed} failed${skipped}`);
  return tally.failed === 0 ? 0 : 1;
});
