import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAddress, parseAddress } from '../../src/unfold/index.ts';

describe('the address of what is opened', () => {
  it('is a path of calls', () => {
    expect(parseAddress('#unfold=exit_notify.forget_original_parent')).toEqual({
      path: [{ name: 'exit_notify' }, { name: 'forget_original_parent' }],
    });
  });

  it('names a line where the first call of the name is not meant, and the excerpt where several have it', () => {
    expect(parseAddress('#unfold=do_notify_parent:691.__wake_up_parent&in=do_exit-chain')).toEqual({
      in: 'do_exit-chain',
      path: [{ name: 'do_notify_parent', line: 691 }, { name: '__wake_up_parent' }],
    });
  });

  it('that is about something else is none of ours', () => {
    for (const hash of ['', '#', '#L670', '#exit_notify', '#unfold', '#fold=a'])
      expect(parseAddress(hash)).toBeUndefined();
  });

  it('that cannot be read is an error that repeats the part', () => {
    expect(() => parseAddress('#unfold=')).toThrow();
    expect(() => parseAddress('#unfold=a..b')).toThrow();
    expect(() => parseAddress('#unfold=a.<img%20src=x>')).toThrow('<img src=x>');
    expect(() => parseAddress('#unfold=a:b')).toThrow('a:b');
    expect(() => parseAddress('#unfold=%E0%A4%A')).toThrow('%E0%A4%A');
    expect(() => parseAddress(`#unfold=${Array(41).fill('a').join('.')}`)).toThrow();
  });

  it('reads back what it writes', () => {
    const step = fc.record(
      { name: fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,30}$/), line: fc.integer({ min: 1, max: 999_999 }) },
      { requiredKeys: ['name'] },
    );
    const address = fc.record(
      { path: fc.array(step, { minLength: 1, maxLength: 40 }), in: fc.stringMatching(/^[\w@.-]{1,20}$/) },
      { requiredKeys: ['path'] },
    );
    fc.assert(
      fc.property(address, (each) => {
        expect(parseAddress(formatAddress(each))).toEqual(each);
      }),
    );
  });
});
