import { describe, expect, it } from 'vitest';
import { createIndex, type FunctionDef } from '@/analysis/index.ts';

const make = (name: string, file: string, more: Partial<FunctionDef> = {}): FunctionDef => ({
  name,
  file,
  start: 1,
  end: 2,
  nameLine: 1,
  signature: `void ${name}(void)`,
  isStatic: false,
  isInline: false,
  aliases: [],
  active: true,
  built: true,
  calls: [],
  ...more,
});

describe('what a name means', () => {
  it('is the file’s own function, then a header’s, then the global one', () => {
    const own = make('go', 'kernel/a.c', { isStatic: true });
    const header = make('go', 'include/linux/go.h', { isStatic: true, isInline: true });
    const global = make('go', 'kernel/b.c');
    const index = createIndex({ functions: [global, header, own] });
    expect(index.resolve('go', 'kernel/a.c')).toBe(own);
    expect(index.resolve('go', 'kernel/c.c')).toBe(header);
    expect(createIndex({ functions: [own, global] }).resolve('go', 'kernel/c.c')).toBe(global);
  });

  it('is never another file’s static function', () => {
    const index = createIndex({
      functions: [make('go', 'kernel/a.c', { isStatic: true }), make('go', 'kernel/b.c', { isStatic: true })],
    });
    expect(index.resolve('go', 'kernel/c.c')).toBeUndefined();
    expect(
      createIndex({ functions: [make('go', 'kernel/a.c', { isStatic: true })] }).resolve('go', 'kernel/c.c'),
    ).toBeUndefined();
  });

  it('prefers what is compiled, what is built, and what is not weak', () => {
    const out = make('go', 'kernel/a.c', { active: false });
    const weak = make('go', 'kernel/b.c', { signature: 'void __weak go(void)' });
    const strong = make('go', 'kernel/c.c');
    const unbuilt = make('go', 'kernel/0.c', { built: false });
    expect(createIndex({ functions: [unbuilt, out, weak, strong] }).resolve('go', 'kernel/d.c')).toBe(strong);
    expect(createIndex({ functions: [unbuilt, out, weak] }).find('go')).toBe(weak);
    expect(createIndex({ functions: [unbuilt, out] }).find('go')).toBe(out);
  });

  it('is found by an alias, and nothing is found by a strange name', () => {
    const call = make('sys_go', 'kernel/a.c', { aliases: ['__x64_sys_go'] });
    const index = createIndex({ functions: [call] });
    expect(index.find('__x64_sys_go')).toBe(call);
    expect(index.find('constructor')).toBeUndefined();
    expect(index.all('go')).toEqual([]);
  });
});
