import { describe, expect, it } from 'vitest';
import { cardSets, cardsOf, locksSaid } from '../../src/site/cards.ts';
import { groupCalls } from '../../src/site/symbol-page.ts';
import { symbol } from '../../src/site/symbols.ts';

const card = async (name: string, locale: 'en' | 'zh-cn' = 'en') => {
  const info = symbol(name)!;
  return (await cardsOf([info], locale)).cards[info.id]!;
};

describe('a card', () => {
  it('says what its function is, where, and who calls it', async () => {
    expect(await card('find_child_reaper')).toMatchObject({
      fn: 'find_child_reaper',
      file: 'kernel/exit.c',
      first: 526,
      last: 555,
      callers: 1,
      caller: { fn: 'forget_original_parent', href: '/symbols/forget_original_parent/' },
      locks: 'called with tasklist_lock held; drops tasklist_lock and takes it again',
    });
  });

  it('counts as the function’s page does', async () => {
    for (const name of ['do_exit', 'release_task', 'group_send_sig_info', 'sys_kill']) {
      const { callers, callees, def } = symbol(name)!;
      const { callers: shown, calls } = await card(name);
      expect([shown, calls]).toEqual([groupCalls(callers, 'en').length, groupCalls(callees, 'en', def.file).length]);
    }
  });

  it('says on which kernels the function was seen, and where it could not be', async () => {
    expect((await card('zap_pid_ns_processes')).seen).toMatch(/^on 6\.1\.\d+, by ftrace$/);
    expect((await card('find_child_reaper')).seen).toMatch(/^compiled into its caller on 6\.1/);
    expect((await card('kernel_power_off')).seen).toBeUndefined();
  });

  it('of another version’s lines says so', async () => {
    const { differs } = await card('copy_process');
    expect(differs).toMatch(/not v6\.0’s$/);
    expect((await card('exit_notify')).differs).toBeUndefined();
  });

  it('speaks Chinese in the Chinese edition, and leads to it', async () => {
    const { summary, href, locks } = await card('exit_notify', 'zh-cn');
    expect(summary).toMatch(/[\u4e00-\u9fff]/);
    expect(href).toBe('/zh-cn/symbols/exit_notify/');
    expect(locks).toBe('获取 tasklist_lock');
  });
});

describe('the cards of a file', () => {
  it('are those of the functions it defines and of those it names', () => {
    const exit = cardSets().find(({ path }) => path === 'kernel/exit.c')!;
    const names = exit.members.map(({ name }) => name);
    expect(names).toContain('find_child_reaper');
    expect(names).toContain('zap_pid_ns_processes');
    expect(names).toContain('do_notify_parent');
    expect(new Set(exit.members.map(({ id }) => id)).size).toBe(names.length);
  });
});

describe('locks in words', () => {
  it('tell what is needed, taken, dropped, and taken again', () => {
    const drop = { line: 1, lock: 'a', mode: undefined };
    const take = { line: 2, lock: 'a', mode: 'write' } as const;
    const say = (entry: 'write' | 'read' | 'rcu' | undefined, ...changes: (typeof drop | typeof take)[]) =>
      locksSaid({ entry: entry ? [{ lock: 'a', mode: entry }] : [], changes }, 'en');
    expect(say(undefined)).toBeUndefined();
    expect(say(undefined, take, drop)).toBe('takes a');
    expect(say('read')).toBe('called with a held for reading');
    expect(say('rcu')).toBe('called inside a');
    expect(say('write', drop)).toBe('called with a held; drops a');
    expect(say('write', drop, take)).toBe('called with a held; drops a and takes it again');
  });
});
