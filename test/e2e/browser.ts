// One browser a test file; each page fresh, and watched for errors.
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright';
import { inject } from 'vitest';

/** Starts the browser that the test command found. @throws outside `npm test`, which finds the browser */
export async function launch(): Promise<Browser> {
  const executablePath = process.env['WHY_SIGKILL_BROWSER'];
  if (!executablePath) throw new Error('No browser was handed in. Run the browser tests with: npm test -- e2e');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface Visit {
  page: Page;
  /** Errors in the console, uncaught exceptions and failed requests, in order. */
  complaints: string[];
  close(): Promise<void>;
}

/** Opens a page of the built site in a context of its own. @param path from the site's root, e.g. `/chapters/do-exit/` */
export async function visit(browser: Browser, path: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
  // A request that the next page cuts short is no fault of this one.
  page.on('requestfailed', (request) => {
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') complaints.push(`request failed: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  await page.goto(inject('site') + path, { waitUntil: 'load' });
  return { page, complaints, close: () => context.close() };
}
