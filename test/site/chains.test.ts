// What the page about chains is built with: facts, lines of calls, ready questions, held against the kernel's text and the recordings.
import { describe, expect, it } from 'vitest';
import { DEEPEST as ENGINE_DEEPEST } from '@/callgraph/index.ts';
import { DEEPEST, droppedLocks, heldAt, NOTHING_ASKED, questionOf, seenChain } from '@/chains/index.ts';
import { EXAMPLE_QUERIES } from '@/components/chains/words/both.ts';
import type { readRecording } from '@/scenario/index.ts';
import { callLines, filesWithCalls } from '@/site/call-lines.ts';
import { exampleAnswer } from '@/site/chain-example.ts';
import { chainFacts } from '@/site/chain-facts.ts';
import { chainIndex } from '@/site/chain-index.ts';
import { readyQueries } from '@/site/ready-queries.ts';
import { seenIn } from '@/site/seen.ts';
import { symbolNames } from '@/site/symbol-names.ts';
import { symbol, symbols } from '@/site/symbols.ts';
import { kernelText, sourceText } from '@/site/text.ts';

if (!kernelText()) throw new Error('there is no kernel text to ask about. Obtain it: npx why-sigkill kernel');
const index = chainIndex()!;
const facts = chainFacts();
const [chain] = index.chains({ from: 'do_exit', to: 'group_send_sig_info', through: ['zap_pid_ns_processes'] }).chains;

describe('the questions to begin with', () => {
  it.each(EXAMPLE_QUERIES.map((query) => [JSON.stringify(query), query] as const))('%s has an answer', (_, query) => {
    expect(index.ask(questionOf({ ...NOTHING_ASKED, ...query }, 20)!).total).toBeGreaterThan(0);
  });

  it('go no deeper than the search can', () => {
    expect(DEEPEST).toBe(ENGINE_DEEPEST);
  });
});

describe('the lines of calls', () => {
  it('has the line of every call site of every chain, as the file has it', () => {
    for (const { hops } of index.chains({ from: 'kill(2)', to: '__send_signal_locked', limit: 50 }).chains)
      for (const { file, line } of hops) {
        const { version, lines } = callLines(file)!;
        expect(lines[line]).toBe(sourceText(file)!.lines[line - 1]!.trim().replace(/\s+/g, ' '));
        expect(version).toBe(sourceText(file)!.label);
        expect(filesWithCalls()).toContain(file);
      }
  });

  it('has no more of a file than its lines with calls', () => {
    const { lines } = callLines('kernel/exit.c')!;
    expect(Object.values(lines).filter((text) => text === '')).toEqual([]);
    expect(Object.keys(lines).length).toBeLessThan(sourceText('kernel/exit.c')!.lines.length / 2);
    expect(callLines('kernel/nothing.c')).toBeUndefined();
  });
});

describe('the facts', () => {
  it('say that the chain to the kill was seen running, though the compiler inlined three of its functions', () => {
    const seen = seenChain(facts, chain!.path)!;
    expect(seen.inlined).toEqual(['exit_notify', 'forget_original_parent', 'find_child_reaper']);
    expect(seen.kernel).toMatch(/^6\.1\./);
  });

  it('say that tasklist_lock is dropped around the zap, and what is held at the kill', () => {
    expect(droppedLocks(facts, chain!)).toEqual([{ lock: 'tasklist_lock', call: 4 }]);
    expect(heldAt(facts, chain!.hops.at(-1)!)).toEqual({ RCU: 'rcu', tasklist_lock: 'read' });
  });

  it('know the page of every function that has one, by the names the index uses', () => {
    for (const info of symbols()) {
      const resolved = index.resolve(`${info.name}@${info.def.file}`);
      // What calls nothing and is called by nothing there is not in the index.
      if (!resolved) continue;
      const id = facts.pages[resolved.name];
      expect(id === '' ? resolved.name : id, resolved.name).toBe(symbol(info.id)!.id);
    }
  });
});

describe('a function’s ready questions', () => {
  it('are those that have an answer', () => {
    const zap = readyQueries(symbol('zap_pid_ns_processes')!, 'en')!;
    expect(zap.fromExit).toBe('/chains/?from=do_exit&to=zap_pid_ns_processes');
    expect(zap.toKill).toBe('/chains/?from=zap_pid_ns_processes&to=group_send_sig_info');
    expect(zap.reaching!.count).toBe(index.reaching('zap_pid_ns_processes').total);
    expect(zap.calls.map(({ name }) => name)).toContain('exit_group(2)');
    expect(readyQueries(symbol('do_exit')!, 'zh-cn')!.fromExit).toBeUndefined();
  });

  it('of a system call start at the call and lead to its body', () => {
    const kill = readyQueries(symbol('sys_kill')!, 'zh-cn')!;
    expect(kill.toKill).toBe('/zh-cn/chains/?from=sys_kill&to=group_send_sig_info');
    expect(index.chains({ from: 'sys_kill', to: 'group_send_sig_info' }).total).toBeGreaterThan(0);
    expect(kill.calls.map(({ name }) => name)).not.toContain('kill(2)');
  });
});

describe('what was seen running', () => {
  const recording = (tasks: Record<string, string[]>) => ({ unseen: ['b'], tasks, varied: [] });
  const of = (calls: ReturnType<typeof recording>) =>
    ({ kernel: '6.1.1', machine: 'QEMU', calls }) as unknown as ReturnType<typeof readRecording>;

  it('is read off the depth of each call, task by task', () => {
    const [seen] = seenIn([of(recording({ init: ['a', '  c', '    d', '  e', 'f'], A: ['d'] }))]);
    expect(seen!.functions).toEqual(['a', 'c', 'd', 'e', 'f']);
    expect(seen!.calls).toEqual([
      ['a', 'c'],
      ['a', 'e'],
      ['c', 'd'],
    ]);
    expect(seen!.inlined).toEqual(['b']);
  });

  it('does not call inlined what another recording shows', () => {
    expect(seenIn([of(recording({ A: ['a'] })), of(recording({ A: ['b'] }))])[0]!.inlined).toEqual([]);
  });
});

it('the page’s own answer has all it needs to be shown without script', () => {
  const answer = exampleAnswer('zh-cn')!;
  for (const { file, line } of answer.chain.hops) expect(answer.lines[file]!.lines[line]).toBeTruthy();
  expect(answer.svg).toContain('/zh-cn/symbols/do_exit/');
  expect(seenChain(answer.facts, answer.chain.path)).toBeDefined();
});

it('the search box’s list has every function with a page once, with its file', () => {
  const { files, names } = symbolNames();
  expect(names.length).toBe(symbols().length);
  for (const [name, file, id] of names) expect(symbol(id ?? name)?.def.file).toBe(files[file]);
  expect(new Set(names.map(([name, , id]) => id ?? name)).size).toBe(names.length);
});
