// The lab as a reader meets it, for the tests of the lab, the editor and the sandbox in it.
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright';
import { expect } from 'vitest';
import { type Visit, visit } from './browser.ts';

export interface LabVisit extends Visit {
  /** The player of what was run last. */
  player: Locator;
}

/** Opens the lab and waits until it can be used. @param ran whether the address makes something run by itself */
export async function openLab(
  browser: Browser,
  path = '/lab/',
  options: BrowserContextOptions = {},
  ran = true,
): Promise<LabVisit> {
  const opened = await visit(browser, path, options);
  const { page } = opened;
  await page.locator('.lab .b-run').waitFor();
  const player = page.locator('.l-run .player.live');
  if (ran) await page.locator('.l-run[data-shown="true"] .player.live').waitFor();
  return { ...opened, player };
}

/** Switches to the TypeScript and waits for the editor. */
export async function openCode(page: Page, name = 'TypeScript'): Promise<Locator> {
  await page.getByRole('button', { name, exact: true }).click();
  const editor = page.locator('.cm-content');
  await editor.waitFor();
  return editor;
}

/** Replaces the editor's text, as one who pastes. */
export async function write(page: Page, text: string): Promise<void> {
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
  await expect.poll(() => codeIn(page)).toContain(text.trim().split('\n')[0]!.trim());
}

/** The editor's text, as far as it is drawn. */
export async function codeIn(page: Page): Promise<string> {
  const lines = await page.locator('.cm-line').allTextContents();
  return lines.join('\n');
}

/** Who dies of what, as the player's table of fates says: name → the row's text. */
export async function fatesIn(player: Locator): Promise<string[]> {
  return player.locator('table.fates tbody tr').allInnerTexts();
}

/** What is wrong, as the list under the editor says. */
export const problemsIn = (page: Page): Promise<string[]> => page.locator('.ed-problems li').allInnerTexts();
