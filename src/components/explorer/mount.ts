import { h, render } from 'preact';
import type { Locale } from '@/i18n/index.ts';
import { ask } from '../chains/engine.ts';
import { facts } from '../chains/texts.ts';
import { Explorer } from './Explorer.tsx';
import { explorerWords } from './words.ts';

/** Callers and callees drawn at first: what can be taken in at a glance. The rest is a press away. */
const CALLERS = 4;
const CALLEES = 6;

/** Draws the graph around a function into an element; says so there when the index cannot be loaded. */
export async function mountAround(element: Element, name: string, locale: Locale): Promise<void> {
  const words = explorerWords[locale];
  element.textContent = words.drawing;
  try {
    const [known, callers, callees] = await Promise.all([
      facts(),
      ask('neighbours', { name, side: 'callers', conditions: {} }),
      ask('neighbours', { name, side: 'callees', conditions: {} }),
    ]);
    // The name the index has for it: a system call's body, where readers say sys_kill.
    const self = (await ask('resolve', { name }))?.name ?? name;
    const base = [self, ...callers.slice(0, CALLERS), ...callees.slice(0, CALLEES)];
    element.textContent = '';
    render(h(Explorer, { base, conditions: {}, facts: known, locale }), element);
  } catch {
    element.textContent = words.failed;
  }
}
