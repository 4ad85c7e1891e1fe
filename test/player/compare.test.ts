// What real kernels did, beside the film.
import { describe, expect, it } from 'vitest';
import { comparedWith, comparisonLine, plain, type Recorded } from '@/player/index.ts';
import { playerScenario } from '@/site/player.ts';
import { filmed, slugs } from './films.ts';

describe('the comparison with real kernels', () => {
  it.each(slugs)('finds the model’s fates on every kernel that %s was recorded on', (slug) => {
    const { film } = filmed(slug);
    const { recordings } = playerScenario(slug, 'en');
    expect(recordings.length).toBeGreaterThan(0);
    const comparisons = recordings.map((recorded) => comparedWith(film, recorded));
    for (const { kernel, tasks, same } of comparisons) {
      expect(
        tasks.filter(({ verdict }) => verdict === 'differs'),
        kernel,
      ).toEqual([]);
      expect(same).toBe(true);
      expect(tasks.length).toBe(film.fates.length);
    }
    const kernels = [...new Set(recordings.map(({ kernel }) => kernel))];
    expect(plain(comparisonLine('en', comparisons, false))).toMatch(/^same on /);
    for (const kernel of kernels) expect(plain(comparisonLine('zh-cn', comparisons, false))).toContain(kernel);
  });

  const { film } = filmed('docker-stop-handler');
  const recorded: Recorded = {
    kernel: '6.0.0',
    machine: 'User-Mode Linux',
    runs: 6,
    final: { init: { ended: 'exit 0', last: 'gone' }, A: { ended: 'signal TERM', last: 'gone' }, B: { last: 'gone' } },
    differs: {},
  };

  it('says where a kernel did otherwise, and where its own runs did not agree', () => {
    const { tasks, same } = comparedWith(film, recorded);
    expect(tasks.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['init', 'same'],
      ['A', 'differs'],
      ['B', 'varied'],
    ]);
    expect(same).toBe(false);
    const known = comparedWith(film, { ...recorded, differs: { A: 'since 6.1 …' } });
    expect(known.tasks[1]).toMatchObject({ verdict: 'known', because: 'since 6.1 …' });
    expect(known.same).toBe(true);
  });

  it('is one line, and none is claimed for what was not recorded', () => {
    const other = comparedWith(film, { ...recorded, kernel: '6.1.176' });
    const good = comparedWith(film, { ...recorded, final: { init: { ended: 'exit 0', last: 'gone' } } });
    const later = { ...good, kernel: '6.18.44' };
    expect(plain(comparisonLine('en', [good, later], false))).toBe('same on 6.0.0 and 6.18.44');
    expect(plain(comparisonLine('en', [good, other], false))).toBe('same on 6.0.0, differs on 6.1.176');
    expect(plain(comparisonLine('zh-cn', [good, other], false))).toBe('与 6.0.0 相同，与 6.1.176 不同');
    expect(plain(comparisonLine('en', [good], true))).toBe('not recorded on a real kernel');
    expect(plain(comparisonLine('zh-cn', [], false))).toBe('此情形没有真实内核的记录');
  });
});
