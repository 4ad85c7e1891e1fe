import { describe, expect, it } from 'vitest';
import { snippets } from '../../src/site/notes.ts';
import { proseHtml } from '../../src/site/prose.ts';
import { sourceText } from '../../src/site/text.ts';

describe('the notes in kernel-snippets/', () => {
  it('each stand on one line of the kernel text, in both languages, and what they refer to exists', async () => {
    const all = snippets();
    expect(all.size).toBeGreaterThan(20);
    let notes = 0;
    for (const [name, { bound, otherText, summary }] of all) {
      if (sourceText('kernel/exit.c') && !otherText) expect(bound, name).toBeDefined();
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

  it('are all shown where the text is v6.0’s own files', () => {
    for (const [name, { bound, otherText }] of snippets()) {
      if (bound && sourceText(bound.file)?.verified) expect(otherText, name).toBe(false);
    }
  });
});
