// The part of the search box that comes before Pagefind's: names of functions, and questions about chains in one line.
import { describe, expect, it } from 'vitest';
import { writeAddress } from '@/chains/index.ts';
import { chainsAsked, knownFrom, namesLike } from '@/components/shell/names.ts';

const known = knownFrom({
  files: ['kernel/exit.c', 'kernel/signal.c', 'kernel/fork.c'],
  names: [
    ['do_exit', 0],
    ['release_task', 0],
    ['zap_pid_ns_processes', 0],
    ['kill_pgrp', 1],
    ['sys_kill', 1],
    ['put_task', 1, 'put_task@kernel.signal.c'],
    ['put_task', 2, 'put_task@kernel.fork.c'],
  ],
});
const asked = (line: string) => {
  const query = chainsAsked(known, line);
  return query && writeAddress(query);
};

describe('names', () => {
  it('put a system call before functions that only begin like it', () => {
    expect(namesLike(known, 'kill', 5).map(({ name }) => name)).toEqual(['sys_kill', 'kill_pgrp']);
  });

  it('that two files define are two, each with its own page', () => {
    expect(namesLike(known, 'put_task', 5).map(({ file, href }) => [file, href])).toEqual([
      ['kernel/fork.c', '/symbols/put_task@kernel.fork.c/'],
      ['kernel/signal.c', '/symbols/put_task@kernel.signal.c/'],
    ]);
  });
});

describe('a question about chains', () => {
  it.each([
    ['do_exit -> zap', '?from=do_exit&to=zap_pid_ns_processes'],
    ['kill(2) -> release task', '?from=kill%282%29&to=release_task'],
    ['do_exit -> release_task -> zap_pid', '?from=do_exit&to=zap_pid_ns_processes&through=release_task'],
    ['do_exit -> schedule', '?from=do_exit&to=schedule'],
    ['-> release_task', '?to=release_task'],
    ['do_exit to release_task', '?from=do_exit&to=release_task'],
  ])('%s', (line, address) => {
    expect(asked(line)).toBe(address);
  });

  it.each(['how to release_task', 'exit to user space', 'do_exit', 'what leads to zap_pid_ns_processes and why'])(
    'is not: %s',
    (line) => {
      expect(asked(line)).toBeUndefined();
    },
  );
});
