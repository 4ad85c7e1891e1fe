// What snippets say of locks, held against the calls of the kernel's text: who is said to be entered with a lock is called with it.
import { describe, expect, it } from 'vitest';
import { shownSymbol } from '../../src/site/functions.ts';
import { snippets } from '../../src/site/notes.ts';
import { symbol, symbols } from '../../src/site/symbols.ts';
import { type LockMode, railStates } from '../../src/unfold/index.ts';

/** A writer may do what a reader may. */
const enough = (has: LockMode | undefined, needs: LockMode) => has === needs || (has === 'write' && needs === 'read');

const all = snippets();
const entryOf = (name: string) => all.get(name)?.bound?.locks.entry ?? [];
const locked = [...all].filter(([, { bound }]) => bound && bound.locks.entry.length + bound.locks.changes.length > 0);

describe('the locks of functions', () => {
  it('are known for the chain and what is opened most', () => {
    const names = locked.map(([name]) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'exit_notify',
        'forget_original_parent',
        'find_child_reaper',
        'zap_pid_ns_processes',
        'group_send_sig_info',
        'do_send_sig_info',
        'send_signal_locked',
        'release_task',
        '__exit_signal',
        'do_notify_parent',
        'find_new_reaper',
        'wait_consider_task',
        'exit_signals',
      ]),
    );
  });

  it('agree from caller to callee: what a function is entered with, its callers hold where they call it', () => {
    const wrong: string[] = [];
    let calls = 0;
    for (const [name, { bound }] of locked) {
      const info = symbol(name);
      const shown = info && shownSymbol(info);
      if (!info || !shown || !bound) continue;
      const states = railStates(bound.locks, shown.lines.length);
      for (const callee of info.callees) {
        if (callee.kind === 'indirect') continue;
        for (const { lock, mode } of entryOf(callee.name)) {
          calls++;
          const line = callee.line - shown.first;
          const at = states.lines[line] ?? [];
          const holds = states.rails.some(
            (rail, index) => (rail === lock || rail.endsWith(` ${lock}`)) && enough(at[index], mode),
          );
          if (!holds) wrong.push(`${name}:${shown.number + line} calls ${callee.name}, which needs ${lock} (${mode})`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(calls).toBeGreaterThan(60);
  });

  it('are said of everybody with a snippet who calls what needs a lock', () => {
    const silent = [...all].filter(
      ([, { bound }]) => bound && bound.locks.entry.length + bound.locks.changes.length === 0,
    );
    const wrong = silent.flatMap(([name]) =>
      (symbol(name)?.callees ?? []).flatMap((callee) => {
        if (callee.kind === 'indirect') return [];
        return entryOf(callee.name).map(({ lock }) => `${name} calls ${callee.name}, which needs ${lock}`);
      }),
    );
    expect(wrong).toEqual([]);
    expect(symbols().length).toBeGreaterThan(500);
  });
});
