// The switch under a graph, without script. No chapter's graph has calls that the configuration leaves out, so a figure of a
// chapter gets a second drawing and the switch here, in the markup of CallGraph.astro.
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, visit } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
});

describe('a graph from which the configuration leaves calls out', () => {
  const component = readFileSync('src/components/CallGraph.astro', 'utf8');

  it.each([1440, 360])('is switched to the whole by keyboard, drawing and list, at %i px', async (width) => {
    for (const name of ['graph-compiled', 'graph-whole', 'graph-switch']) expect(component).toContain(name);
    const { page, close } = await visit(browser, '/chapters/the-whole-chain/', {
      javaScriptEnabled: false,
      viewport: { width, height: 900 },
    });
    await page.evaluate(() => {
      const figure = document.querySelector('.graph-figure')!;
      const list = figure.querySelector('details')!;
      list.open = true;
      for (const drawn of [figure.querySelector('div')!, list.querySelector('div')!]) {
        const whole = drawn.cloneNode(true) as Element;
        drawn.className = 'graph-compiled';
        whole.className = 'graph-whole';
        drawn.after(whole);
      }
      list.insertAdjacentHTML('beforebegin', '<label class="graph-switch"><input type="checkbox"> Show it</label>');
    });
    const figure = page.locator('.graph-figure').first();
    const shown = async () => [
      await figure.locator('.graph-compiled svg:visible').count(),
      await figure.locator('.graph-compiled > ul:visible').count(),
      await figure.locator('.graph-whole svg:visible').count(),
      await figure.locator('.graph-whole > ul:visible').count(),
    ];
    expect(await shown()).toEqual([1, 1, 0, 0]);
    const box = page.getByLabel('Show it');
    expect((await figure.locator('.graph-switch').boundingBox())!.height).toBeGreaterThanOrEqual(36);
    await box.focus();
    await page.keyboard.press('Space');
    expect(await shown()).toEqual([0, 0, 1, 1]);
    await page.keyboard.press('Space');
    expect(await shown()).toEqual([1, 1, 0, 0]);
    await close();
  });

  it('says where a call stands in a loop', async () => {
    const { page, close } = await visit(browser, '/chapters/the-whole-chain/');
    await expect
      .poll(() => page.locator('.graph-figure svg:visible').first().textContent())
      .toContain('line 205, in a loop');
    await close();
  });
});
