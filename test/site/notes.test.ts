import { describe, expect, it } from 'vitest';
import { snippets } from '../../src/site/notes.ts';
import { proseHtml } from '../../src/site/prose.ts';
import { sourceText } from '../../src/site/text.ts';

describe('the notes in kernel-snippets/', () => {
  it('each stand on one line of the kernel text, in both languages, and what they refer to exists', async () => {
    const all = snippets();
    expect(all.size).toBeGreaterThan(20);
    let notes = 0;
    for (const [name, { bound, summary }] of all) {
      if (sourceText('kernel/exit.c')) expect(bound, name).toBeDefined();
      for (const language of ['en', 'zh-cn'] as const) {
        if (summary) expect(await proseHtml(summary[language], language)).toMatch(/^<p>.*<\/p>$/s);
        for (const note of bound?.notes ?? []) {
          expect(await proseHtml(note.text[language], language), note.anchor).toMatch(/^<p>.*<\/p>$/s);
          notes++;
        }
      }
    }
    expect(notes).toBeGreaterThan(0);
  });

  // v6.0 and Debian's 6.1.192 have the lines that notes stand on, also in functions that differ.
  // There the build leaves out what does not fit, so that a slip in a note would only make the notes vanish.
  it('are all shown, none left out for a line that the text at hand has otherwise', () => {
    const leftOut = [...snippets()].filter(([, { notesLeftOut }]) => notesLeftOut > 0).map(([name]) => name);
    expect(leftOut).toEqual([]);
  });
});
