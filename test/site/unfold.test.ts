// Excerpts that arrive with calls opened: what a chapter may ask for, and what it is told when it asks for something else.
import { describe, expect, it } from 'vitest';
import { renderExcerpt } from '../../src/excerpt/index.ts';
import { prepareExcerpt } from '../../src/site/excerpt.ts';

const prepare = (unfold: string, view?: string) =>
  prepareExcerpt({ fn: 'exit_notify', view, unfold, locale: 'en', id: 'exit_notify', page: '/chapters/x/' });

describe('an excerpt with calls opened', () => {
  it('has each function below its call, one inside the other, folded as the excerpt is where it can be', async () => {
    const { excerpt } = (await prepare('forget_original_parent.find_child_reaper', 'chain'))!;
    const [outer] = excerpt.open!;
    const [inner] = outer!.excerpt.open!;
    expect(outer?.nest).toMatchObject({ fn: 'forget_original_parent', caller: 'exit_notify', at: 677, first: 631 });
    expect(inner?.nest).toMatchObject({ fn: 'find_child_reaper', caller: 'forget_original_parent', at: 640 });
    // forget_original_parent has the view, and one fold in it; by itself it has none.
    expect(outer?.excerpt.folds).toHaveLength(1);
    const html = renderExcerpt(excerpt);
    expect(html.indexOf('data-fn="find_child_reaper"')).toBeGreaterThan(html.indexOf('data-line="640"'));
    expect(html.indexOf('data-line="641"')).toBeGreaterThan(html.indexOf('data-line="555"'));
  });

  it('names the licence again only where the file is another', async () => {
    const { excerpt } = (await prepare('forget_original_parent.find_child_reaper.zap_pid_ns_processes'))!;
    const [a] = excerpt.open!;
    const [b] = a!.excerpt.open!;
    const [c] = b!.excerpt.open!;
    expect([a, b, c].map((call) => call?.nest.licence?.license)).toEqual([undefined, undefined, 'GPL-2.0-only']);
  });

  it('that asks for a call that is not there is an error that names page, excerpt and step', async () => {
    await expect(prepare('forget_original_parent.do_fork')).rejects.toThrow(
      /^\/chapters\/x\/: <Excerpt fn="exit_notify" unfold="forget_original_parent\.do_fork">: forget_original_parent does not call do_fork/,
    );
    await expect(prepare('write_lock_irq')).rejects.toThrow(/exit_notify does not call write_lock_irq, or .* no page/);
  });
});
