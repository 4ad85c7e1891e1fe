// How smooth the player is in a real browser, with two hundred processes on stage and a run of 100,000 events: the time from frame to frame
// while it plays and while it is scrubbed, and what the page's own work was of it. It prints figures and judges none: machines differ.
//   npm run bench -- [--slow 4] [--seconds 8] [--trace FILE]
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type CDPSession, chromium, type Page } from 'playwright';
import { crowd } from '../../src/commands/crowd.ts';
import { runScenario } from '../../src/scenario/index.ts';
import { browser as findBrowser } from '../../src/setup/browser.mjs';
import { serveSite } from '../e2e/site.ts';

const { values } = parseArgs({
  options: {
    slow: { type: 'string', default: '4' },
    seconds: { type: 'string', default: '8' },
    trace: { type: 'string' },
  },
});
const PROCESSES = 200;
const EVENTS = 100_000;
const SLOW = Number(values.slow);
const SECONDS = Number(values.seconds);

/** What a page measured: ms between frames, and ms of the page's own work in each of those that were long enough to be told of. */
interface Measured {
  frames: number[];
  tasks: number[];
}

const sorted = (ms: readonly number[]) => [...ms].sort((a, b) => a - b);
const share = (ms: readonly number[], part: number) =>
  sorted(ms)[Math.min(ms.length - 1, Math.floor(ms.length * part))] ?? 0;
const said = (ms: number) => `${ms.toFixed(1)} ms`;

function tell(what: string, { frames, tasks }: Measured): void {
  const late = frames.filter((ms) => ms > 25).length;
  console.log(
    `${what}: ${frames.length} frames, median ${said(share(frames, 0.5))}, 95% within ${said(share(frames, 0.95))}, longest ${said(Math.max(0, ...frames))}; ` +
      `${((100 * late) / Math.max(1, frames.length)).toFixed(1)}% came late (over 25 ms); ` +
      (tasks.length === 0
        ? 'no task over 50 ms'
        : `${tasks.length} tasks over 50 ms, the longest ${said(Math.max(...tasks))}`),
  );
}

/** Watches frames and long tasks while something is done. */
async function watched(page: Page, doing: () => Promise<void>): Promise<Measured> {
  await page.evaluate(() => {
    const watch = { frames: [] as number[], tasks: [] as number[], on: true };
    (globalThis as unknown as { watch: typeof watch }).watch = watch;
    let before = performance.now();
    const frame = (now: number) => {
      if (!watch.on) return;
      watch.frames.push(now - before);
      before = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame((now) => {
      before = now;
      requestAnimationFrame(frame);
    });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) watch.tasks.push(duration);
    }).observe({ type: 'longtask' });
  });
  await doing();
  return page.evaluate(() => {
    const { watch } = globalThis as unknown as { watch: Measured & { on: boolean } };
    watch.on = false;
    return { frames: watch.frames, tasks: watch.tasks };
  });
}

const slowed = (cdp: CDPSession, rate: number) => cdp.send('Emulation.setCPUThrottlingRate', { rate });

/** The crowd's scenario with at least so many events. */
function scenario(): string {
  for (let rounds = 0; ; rounds += 1) {
    const cast = crowd(PROCESSES, rounds);
    const { kernel } = runScenario(cast, { trace: true });
    if (kernel.trace.length < EVENTS) continue;
    console.log(`${PROCESSES} processes, ${kernel.trace.length.toLocaleString('en')} events`);
    return JSON.stringify({ id: 'crowd', title: 'A crowd', ...cast });
  }
}

const executablePath = await findBrowser();
const site = await serveSite();
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1300 }, reducedMotion: 'no-preference' });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await page.goto(`${site.address}/lab/`);
  await page.locator('.l-run[data-shown="true"] .player.live').waitFor();
  await page
    .locator('.lab input[type=file]')
    .setInputFiles({ name: 'crowd.json', mimeType: 'application/json', buffer: Buffer.from(scenario()) });
  await page.locator('.lab .b-run').click();
  await page.locator('.l-run .p-head b', { hasText: 'A crowd' }).waitFor();
  const player = page.locator('.l-run .player.live');
  await player.scrollIntoViewIfNeeded();
  await player.evaluate((element) => element.scrollIntoView());
  const range = player.locator('.p-range');
  const to = (part: number) =>
    range.evaluate((input, where) => {
      const element = input as HTMLInputElement;
      element.value = String(Math.round(Number(element.min) + (Number(element.max) - Number(element.min)) * where));
      element.dispatchEvent(new Event('input', { bubbles: true }));
    }, part);
  const press = (key: string) => page.keyboard.press(key);

  const play = async (speed: string, from: number) => {
    await to(from);
    await player.locator('.b-pace.wide-only select').selectOption(speed);
    await range.focus();
    await page.waitForTimeout(600);
    return watched(page, async () => {
      await press('p');
      await page.waitForTimeout(SECONDS * 1000);
      await press('p');
    });
  };
  const hold = async (key: string, from: number) => {
    await to(from);
    await range.focus();
    await page.waitForTimeout(600);
    return watched(page, async () => {
      const end = Date.now() + (SECONDS * 1000) / 2;
      while (Date.now() < end) {
        await page.keyboard.down(key);
        await page.waitForTimeout(30);
      }
      await page.keyboard.up(key);
    });
  };
  const scrub = async () => {
    await to(0);
    await page.waitForTimeout(600);
    const box = (await player.locator('.p-grid').boundingBox())!;
    const y = (await player.locator('.p-rows').boundingBox())!.y + 40;
    return watched(page, async () => {
      await page.mouse.move(box.x + 2, y);
      await page.mouse.down();
      for (let i = 0; i <= SECONDS * 30; i += 1) {
        const part = (1 - Math.cos((i / (SECONDS * 30)) * Math.PI * 4)) / 2;
        await page.mouse.move(box.x + 2 + (box.width - 4) * part, y);
        await page.waitForTimeout(25);
      }
      await page.mouse.up();
    });
  };

  for (const rate of SLOW === 1 ? [1] : [1, SLOW]) {
    console.log(rate === 1 ? '\nAs the machine is:' : `\nThe page's thread slowed ${rate} times:`);
    await slowed(cdp, rate);
    tell('still', await watched(page, () => page.waitForTimeout(2000)));
    if (values.trace && rate !== 1) await browser.startTracing(page, { screenshots: false });
    tell('playing, as it is', await play('1', 0.9));
    tell('playing, four times as fast', await play('4', 0.9));
    tell('a key held, line by line', await hold('ArrowDown', 0.9));
    tell('scrubbing', await scrub());
    if (values.trace && rate !== 1) writeFileSync(values.trace, await browser.stopTracing());
  }
} finally {
  await browser.close();
  site.stop();
}
