import { describe, expect, it } from 'vitest';
import { indented, readCalls } from '../../src/real/calls.ts';
import { RealError } from '../../src/real/error.ts';

const names = new Map([
  [80, 'init'],
  [81, 'A'],
]);

describe('reading ftrace’s function_graph', () => {
  it('nests a task’s calls, and leaves other tasks out', () => {
    const lines = [
      ' 0)    init-80     |  outer() {',
      ' 0)    init-80     |    inner();',
      ' 0)    init-80     |  }',
      ' 0)    kworker-7   |  elsewhere();',
      ' 0)    init-80     |  after();',
    ];
    expect(readCalls(lines, names)).toEqual(
      new Map([
        [
          'init',
          [
            { name: 'outer', depth: 0 },
            { name: 'inner', depth: 1 },
            { name: 'after', depth: 0 },
          ],
        ],
      ]),
    );
  });

  it('keeps the nesting of tasks that alternate apart', () => {
    const lines = [
      ' 0)    init-80     |  waits() {',
      ' ------------------------------------------',
      ' 0)    init-80     =>     init-81    ',
      ' ------------------------------------------',
      '',
      ' 1)    init-81     |  dies() {',
      ' 1)    init-81     |    tells();',
      ' 0)    init-80     |    goes_on();',
      ' 0)    init-80     |  } /* waits */',
    ];
    const calls = readCalls(lines, names);
    expect(indented(calls.get('init') ?? [])).toEqual(['waits', '  goes_on']);
    expect(indented(calls.get('A') ?? [])).toEqual(['dies', '  tells']);
  });

  it('takes a command’s name with blanks and hyphens, and the part of a split function for the whole', () => {
    const lines = [' 3)   a b-c-81     |  split.part.0() {', ' 3)   a b-c-81     |    const.isra.2();'];
    expect(indented(readCalls(lines, names).get('A') ?? [])).toEqual(['split', '  const']);
  });

  it('goes on when a call that began before the trace ends in it', () => {
    const lines = [' 0)    init-80     |  } /* earlier */', ' 0)    init-80     |  now();'];
    expect(indented(readCalls(lines, names).get('init') ?? [])).toEqual(['now']);
  });

  it('says which line it does not know', () => {
    expect(() => readCalls(['something else'], names)).toThrow(RealError);
    expect(() => readCalls(['something else'], names)).toThrow('something else');
  });
});
