import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProgressKeeper, readProgress, type Store } from '@/exercises/index.ts';

/** A store as a browser's is. */
function memory(): Store & { texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, value) => void texts.set(key, value),
    removeItem: (key) => void texts.delete(key),
  };
}

describe('progress', () => {
  it('is there again after a reload', () => {
    const store = memory();
    new ProgressKeeper(() => store).set('daemon', { code: 'let x;', passed: '2026-11-25', hints: 2 });
    const again = new ProgressKeeper(() => store);
    expect(again.get('daemon')).toEqual({ code: 'let x;', passed: '2026-11-25', hints: 2 });
    expect(again.passed()).toEqual(['daemon']);
    expect(again.kept).toBe(true);
  });

  it.each<[string, () => Store | null]>([
    [
      'off',
      () => {
        throw new Error('SecurityError');
      },
    ],
    ['not there', () => null],
    [
      'full',
      () => ({
        ...memory(),
        setItem: () => {
          throw new Error('QuotaExceededError');
        },
      }),
    ],
    [
      'broken',
      () => ({
        ...memory(),
        getItem: () => {
          throw new Error('broken');
        },
      }),
    ],
  ])('goes on, unkept, when the store is %s', (_, store) => {
    const keeper = new ProgressKeeper(store);
    keeper.set('daemon', { passed: '2026-11-25' });
    keeper.set('daemon', { hints: 1 });
    keeper.set('forward', { code: 'x' });
    expect(keeper.get('daemon')).toEqual({ passed: '2026-11-25', hints: 1 });
    expect(keeper.passed()).toEqual(['daemon']);
    expect(keeper.kept).toBe(false);
    expect(readProgress(keeper.export())).toMatchObject({ exercises: { forward: { code: 'x' } } });
  });

  it('keeps what another tab has written meanwhile', () => {
    const store = memory();
    const [one, two] = [new ProgressKeeper(() => store), new ProgressKeeper(() => store)];
    one.set('daemon', { passed: '2026-11-25' });
    two.set('forward', { code: 'y' });
    let told = 0;
    const stop = one.listen(() => {
      told += 1;
    });
    one.refresh();
    stop();
    one.refresh();
    expect(told).toBe(1);
    expect(one.get('forward')).toEqual({ code: 'y' });
    expect(one.passed()).toEqual(['daemon']);
  });

  it('takes fields away, and exercises, and all', () => {
    const keeper = new ProgressKeeper(() => memory());
    keeper.set('daemon', { code: 'x', hints: 1 });
    keeper.set('daemon', { code: undefined });
    expect(keeper.get('daemon')).toEqual({ hints: 1 });
    keeper.set('forward', { seen: true });
    keeper.reset('daemon');
    expect([keeper.get('daemon'), keeper.get('forward')]).toEqual([{}, { seen: true }]);
    keeper.reset();
    expect(keeper.get('forward')).toEqual({});
  });

  it('comes out and goes in again', () => {
    const name = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,4})?$/);
    const part = fc.record(
      {
        code: fc.string(),
        answers: fc.dictionary(fc.string({ maxLength: 8 }), fc.oneof(fc.string(), fc.array(fc.string()))),
        hints: fc.nat(5),
        seen: fc.constant(true as const),
        passed: fc.constantFrom('2026-01-31', '2027-12-01'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.dictionary(name, part, { maxKeys: 5, noNullPrototype: true }), (exercises) => {
        const [from, to] = [new ProgressKeeper(() => memory()), new ProgressKeeper(() => memory())];
        for (const [slug, progress] of Object.entries(exercises)) from.set(slug, progress);
        expect(to.import(from.export())).toBeUndefined();
        expect(to.export()).toBe(from.export());
      }),
    );
  });

  it('that comes in does not undo what was passed here', () => {
    const keeper = new ProgressKeeper(() => memory());
    keeper.set('daemon', { passed: '2026-11-25', code: 'mine' });
    expect(keeper.import('{"version":1,"exercises":{"daemon":{"code":"theirs"}}}')).toBeUndefined();
    expect(keeper.get('daemon')).toEqual({ passed: '2026-11-25', code: 'theirs' });
  });

  it.each([
    ['nothing', '', 'not-json'],
    ['no JSON', '{', 'not-json'],
    ['a list', '[]', 'not-progress'],
    ['another file', '{"id":"docker-stop","tree":[]}', 'not-progress'],
    ['a newer version', '{"version":2,"exercises":{}}', 'newer'],
    ['a slug that is none', '{"version":1,"exercises":{"<b>":{}}}', 'not-progress'],
    ['a prototype', '{"version":1,"exercises":{"__proto__":{"passed":"2026-01-01"}}}', 'not-progress'],
    ['code that is no text', '{"version":1,"exercises":{"daemon":{"code":3}}}', 'not-progress'],
    ['a date that is none', '{"version":1,"exercises":{"daemon":{"passed":"yes"}}}', 'not-progress'],
    ['answers that are none', '{"version":1,"exercises":{"daemon":{"answers":[1]}}}', 'not-progress'],
    ['a megabyte and more', `{"version":1,"exercises":{"daemon":{"code":"${'x'.repeat(1_000_001)}"}}}`, 'too-large'],
  ])('is not taken from %s, and nothing is changed', (_, text, problem) => {
    const keeper = new ProgressKeeper(() => memory());
    keeper.set('daemon', { hints: 1 });
    expect(keeper.import(text)).toBe(problem);
    expect(keeper.get('daemon')).toEqual({ hints: 1 });
  });

  it('leaves alone what a newer version of the site has written', () => {
    const store = memory();
    store.setItem('why-sigkill:exercises', '{"version":9,"exercises":{"a":{}}}');
    const keeper = new ProgressKeeper(() => store);
    keeper.set('daemon', { hints: 1 });
    expect(keeper.kept).toBe(false);
    expect([...store.texts.values()]).toEqual(['{"version":9,"exercises":{"a":{}}}']);
  });

  it('passes over what it does not know', () => {
    expect(readProgress('{"version":1,"exercises":{"daemon":{"hints":1,"stars":5}},"theme":"dark"}')).toEqual({
      version: 1,
      exercises: { daemon: { hints: 1 } },
    });
  });
});
