// Every line that a step of the model can name stands in the kernel's text, once.
import { describe, expect, it } from 'vitest';
import { allLines } from '../../src/model/index.ts';
import { describeFailure, matchLine } from '../../src/notes/match.ts';
import { type FunctionText, functionText, sourceText } from '../../src/site/text.ts';

const named = [...new Set(allLines.slice(1).map(({ file, function: name }) => `${file} ${name}`))].map((key) => {
  const [file = '', name = ''] = key.split(' ');
  return { file, name, lines: allLines.filter((line) => line.file === file && line.function === name) };
});

/** Of functions that some 6.1.x has otherwise than v6.0, or in a file whose v6.0 text is not known, only that text is at hand. */
const ONLY_61 = [
  'begin_new_exec',
  'copy_process',
  'copy_sighand',
  'copy_signal',
  'de_thread',
  'do_nanosleep',
  'do_sigtimedwait',
  'do_signal_stop',
  'kernel_clone',
  'ksys_setsid',
  '__do_sys_prctl',
  '__do_sys_setpgid',
  'prepare_signal',
  'propagate_has_child_subreaper',
  'ptrace_check_attach',
  'ptrace_stop',
  'retarget_shared_pending',
  'send_signal_locked',
  'wait_for_vfork_done',
  'zap_other_threads',
];

describe.skipIf(sourceText('kernel/exit.c') === undefined)('the lines of the model', () => {
  it.each(named)('of $name each stand on exactly one line of it', ({ file, name, lines }) => {
    const text = functionText(name) as FunctionText;
    expect(text, `${name} is in the text`).toBeDefined();
    expect(text.path).toBe(file);
    for (const { at, after } of lines) {
      const match = matchLine(text.lines, at, after);
      if (!('index' in match)) expect.fail(`${name}: "${at}": ${describeFailure(match, text.lines, text.first)}`);
    }
  });

  it('stand in v6.0’s own text, but for the functions listed here', () => {
    const others = named.filter(({ name }) => !functionText(name)?.sameInV60).map(({ name }) => name);
    expect(others.filter((name) => !ONLY_61.includes(name))).toEqual([]);
  });

  it('are all different', () => {
    const keys = allLines.map(({ file, function: name, at, after }) => [file, name, at, after].join('|'));
    expect(new Set(keys).size).toBe(keys.length);
  });
});
