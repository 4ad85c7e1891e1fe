import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formOf,
  KINDS,
  NOTHING_ASKED,
  type Query,
  questionOf,
  readAddress,
  readLine,
  USUAL_KINDS,
  writeAddress,
  writeCommand,
} from '@/chains/index.ts';

const ask = (part: Partial<Query>): Query => ({ ...NOTHING_ASKED, ...part });

describe('a query and its address', () => {
  it('stand in an address as a reader would write it', () => {
    const query = ask({
      from: 'do_exit',
      to: 'group_send_sig_info',
      through: ['zap_pid_ns_processes'],
      avoid: ['a', 'b'],
    });
    expect(writeAddress(query)).toBe('?from=do_exit&to=group_send_sig_info&through=zap_pid_ns_processes&avoid=a,b');
    expect(
      writeAddress(ask({ to: 'x@kernel/fork.c', files: 'kernel/*.c', kinds: KINDS, depth: 5, anyConfig: true })),
    ).toBe('?to=x@kernel/fork.c&kinds=direct,macro,indirect&in=kernel/*.c&depth=5&config=any');
    expect(writeAddress(NOTHING_ASKED)).toBe('');
  });

  it('are the same there and back, whatever is asked', () => {
    const name = fc.stringMatching(/^[A-Za-z_]\w{0,30}(@kernel\/\w{1,9}\.c)?$/);
    const names = fc.uniqueArray(name, { maxLength: 5 });
    const query = fc.record({
      from: fc.oneof(fc.constant(''), name, fc.constant('kill(2)')),
      to: fc.oneof(fc.constant(''), name),
      through: names,
      avoid: names,
      kinds: fc.subarray([...KINDS], { minLength: 1 }),
      files: fc.constantFrom('', 'kernel/*.c', 'kernel/**,include/**', 'a b&c=d'),
      depth: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
      anyConfig: fc.boolean(),
      near: fc.boolean(),
      chain: fc.integer({ min: 1, max: 200 }),
    });
    fc.assert(
      fc.property(query, (asked) => {
        expect(readAddress(writeAddress(asked))).toEqual(asked);
      }),
    );
  });

  it('read any address without an error, and never give a name longer than 200 characters', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => {
        const query = readAddress(`?from=${text}&to=${encodeURIComponent(text)}&depth=${text}&kinds=${text}&${text}`);
        expect(query.from.length).toBeLessThanOrEqual(200);
        expect(query.kinds.length).toBeGreaterThan(0);
        expect(readAddress(writeAddress(query))).toEqual(query);
      }),
    );
    expect(readAddress(`?to=${'x'.repeat(5000)}`).to).toHaveLength(200);
  });

  it('leave out what makes no sense', () => {
    expect(readAddress('?from=do_exit&kinds=sideways&depth=-3&config=maybe&chain=zero')).toEqual(
      ask({ from: 'do_exit' }),
    );
    expect(readAddress('?from=do_exit&kinds=macro,direct').kinds).toEqual(USUAL_KINDS);
    expect(readAddress('?depth=99999').depth).toBe(100);
    expect(readAddress('?through=a,,a,%20b%20,').through).toEqual(['a', 'b']);
  });

  it('know callers= and callees= for short', () => {
    expect(readAddress('?callers=do_exit')).toEqual(ask({ to: 'do_exit', near: true }));
    expect(formOf(readAddress('?callers=do_exit'))).toBe('callers');
    expect(formOf(readAddress('?callees=do_exit'))).toBe('callees');
  });
});

describe('a query as a question', () => {
  it('asks for chains with two names, and for what lies on one side with one', () => {
    expect(questionOf(ask({ from: 'a', to: 'b' }), 20)).toEqual({ ask: 'chains', from: 'a', to: 'b', limit: 20 });
    expect(questionOf(ask({ to: 'b', avoid: ['c'] }), 9)).toEqual({ ask: 'reaching', of: 'b', avoid: ['c'], limit: 9 });
    expect(questionOf(ask({ from: 'a', near: true }), 9)).toEqual({ ask: 'callees', of: 'a', limit: 9 });
    expect(questionOf(NOTHING_ASKED, 9)).toBeUndefined();
  });
});

describe('the command line', () => {
  it('says the same question', () => {
    expect(writeCommand(ask({ from: 'a', to: 'b', through: ['c'] }))).toBe('why-sigkill chains a b --through c');
    expect(writeCommand(ask({ to: 'kill(2)' }))).toBe("why-sigkill chains --reaching 'kill(2)'");
    expect(
      writeCommand(ask({ from: 'a', near: true, files: 'kernel/*.c', depth: 4, kinds: KINDS, anyConfig: true })),
    ).toBe("why-sigkill chains --callees a --kinds direct,macro,indirect --in 'kernel/*.c' --max-depth 4 --any-config");
    expect(writeCommand(NOTHING_ASKED)).toBeUndefined();
  });

  it('leaves a shell nothing to run', () => {
    expect(writeCommand(ask({ to: "x'; rm -rf ~; '" }))).toBe(
      "why-sigkill chains --reaching 'x'\\''; rm -rf ~; '\\'''",
    );
    expect(writeCommand(ask({ to: '$(reboot)' }))).toBe("why-sigkill chains --reaching '$(reboot)'");
  });
});

describe('a question in one line', () => {
  it.each([
    ['do_exit -> zap_pid_ns_processes', 'do_exit', 'zap_pid_ns_processes'],
    ['do_exit→zap_pid_ns_processes', 'do_exit', 'zap_pid_ns_processes'],
    ['do_exit => zap', 'do_exit', 'zap'],
    ['do_exit to zap_pid_ns_processes', 'do_exit', 'zap_pid_ns_processes'],
    ['from do_exit to zap', 'do_exit', 'zap'],
    ['从 do_exit 到 zap_pid_ns_processes', 'do_exit', 'zap_pid_ns_processes'],
    ['kill(2) -> send_signal_locked()', 'kill(2)', 'send_signal_locked'],
    ['do_exit ->', 'do_exit', ''],
    ['-> release_task', '', 'release_task'],
  ])('%s', (line, from, to) => {
    expect(readLine(line)?.query).toEqual(ask({ from, to }));
  });

  it('takes names in the middle as ways to go through', () => {
    expect(readLine('do_exit -> exit_notify -> release_task')?.query.through).toEqual(['exit_notify']);
  });

  it.each(['do_exit', 'how, to <b>stop</b>', '->', '', 'a -> <img src=x onerror=alert(1)>'])('is not %j', (line) => {
    expect(readLine(line)).toBeUndefined();
  });
});
