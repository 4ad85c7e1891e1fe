import { expect, it } from 'vitest';
import { siteOf } from '@/site/symbol-page.ts';
import { kernelText, v60Line } from '@/site/text.ts';

const text = kernelText();
if (!text) throw new Error('there is no kernel text to test on. Obtain it: npx why-sigkill kernel');

it('gives a call site v6.0’s number, its line and its place on the source page', () => {
  expect(siteOf('kernel/exit.c', 815, true, '', 'en')).toEqual({
    place: 'exit.c:815',
    href: '/source/v6.0/kernel/exit.c/#L815',
    code: 'exit_notify(tsk, group_dead);',
    how: '',
    active: true,
  });
});

it('says which version a number is of where it is not known to be v6.0’s, with a source page or without', () => {
  const sys = text.read('kernel/sys.c');
  const known = v60Line('kernel/sys.c', 100) !== undefined;
  expect(siteOf('kernel/sys.c', 100, true, '', 'en')).toMatchObject({
    place: known ? 'sys.c:100' : `sys.c:100 (${sys.label})`,
    code: undefined,
  });
});
