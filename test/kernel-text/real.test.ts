import { describe, expect, it } from 'vitest';
import { linesSha256 } from '../../src/kernel-text/blob.ts';
import { openKernelText } from '../../src/kernel-text/index.ts';
import { findLocked } from '../../src/kernel-text/locate.ts';
import { lockedFunctions, readLock } from '../../src/kernel-text/lock.ts';
import { STRICT_FILES, verifyAll } from '../../src/kernel-text/verify.ts';
import * as site from '../../src/site/text.ts';

const lock = readLock();
const text = openKernelText();

describe.skipIf(!text)('the text that was obtained', () => {
  it('is whole', () => {
    expect(verifyAll(text!)).toBeGreaterThan(0);
  });

  it.each(STRICT_FILES)('has v6.0’s %s', (path) => {
    expect(text!.read(path)).toMatchObject({ verified: true, label: 'v6.0', blob: lock.files[path]!.blob });
  });

  it('has every function of its v6.0 files where the lock says, word for word', () => {
    for (const [path, { lines }] of Object.entries(lock.files)) {
      const source = site.sourceText(path);
      if (!source?.verified) continue;
      expect(source.lines, path).toHaveLength(lines);
      for (const { name, start, end, sha256 } of lockedFunctions(lock, path)) {
        expect(linesSha256(source.lines.slice(start - 1, end)), `${path}: ${name}`).toBe(sha256);
      }
    }
  });

  it('has the functions of v6.0 in its files of another version at the lines that pages show', () => {
    for (const path of site.SOURCE_FILES) {
      const source = site.sourceText(path)!;
      const found = findLocked(source.lines, lockedFunctions(lock, path));
      // What differs between v6.0 and a neighbour is the exception.
      expect(found.length / lockedFunctions(lock, path).length, path).toBeGreaterThan(0.7);
      for (const { name, first, locked } of found) {
        const lines = source.lines.slice(first - 1, first + locked.end - locked.start);
        expect(linesSha256(lines), `${path}: ${name}`).toBe(locked.sha256);
        expect(site.v60Line(path, first)).toBe(locked.start);
        expect(site.lineOfV60(path, locked.end)).toBe(first + locked.end - locked.start);
      }
    }
  });

  it('maps lines to v6.0 and back', () => {
    for (const path of site.SOURCE_FILES) {
      for (let line = 1; line <= site.sourceText(path)!.lines.length; line++) {
        const v60 = site.v60Line(path, line);
        if (v60 !== undefined) expect(site.lineOfV60(path, v60), `${path}:${line}`).toBe(line);
      }
    }
  });

  it.each([
    ['do_exit', 'kernel/exit.c', 736],
    ['exit_notify', 'kernel/exit.c', 670],
    ['forget_original_parent', 'kernel/exit.c', 631],
    ['find_child_reaper', 'kernel/exit.c', 526],
    ['zap_pid_ns_processes', 'kernel/pid_namespace.c', 166],
  ])('has %s in %s at line %i, as v6.0', (name, path, line) => {
    expect(site.functionText(name)).toMatchObject({
      name,
      path,
      first: line,
      firstV60: line,
      sameInV60: true,
      label: 'v6.0',
    });
  });

  it.each(['sys_exit_group', '__do_sys_exit_group', '__x64_sys_exit_group'])('knows a system call as %s', (name) => {
    expect(site.functionText(name)?.lines[0]).toMatch(/^SYSCALL_DEFINE1\(exit_group,/);
  });

  it('prefers an architecture’s own definition to a weak one', () => {
    expect(site.functionText('arch_do_signal_or_restart')?.path).toBe('arch/x86/kernel/signal.c');
  });

  it('shows a function that v6.0 has otherwise under its own version', () => {
    const changed = site.SOURCE_FILES.flatMap((path) =>
      lockedFunctions(lock, path).filter(({ start }) => site.lineOfV60(path, start) === undefined),
    );
    for (const { name } of changed) {
      const found = site.functionText(name);
      // One that is gone from the version at hand cannot be shown.
      if (!found) continue;
      const { path, first, lines, sameInV60, label } = found;
      expect({ sameInV60, label }, name).toEqual({ sameInV60: false, label: site.sourceText(path)!.label });
      expect(site.sourceText(path)!.lines.slice(first - 1, first - 1 + lines.length)).toEqual(lines);
      expect(lines.join('\n')).toContain(name.replace(/^__do_(compat_)?sys_/, ''));
    }
    const shown = changed.filter(({ name }) => site.functionText(name));
    expect(shown.length).toBeGreaterThanOrEqual(changed.length * 0.9);
  });

  it('names the licence of each source file', () => {
    for (const path of site.SOURCE_FILES) expect(site.sourceText(path)!.license).toMatch(/^GPL-2\.0/);
  });

  it('does not know what is not there', () => {
    expect(site.sourceText('kernel/harbour.c')).toBeUndefined();
    expect(site.functionText('leave_harbour')).toBeUndefined();
    expect(site.v60Line('kernel/exit.c', 99_999)).toBeUndefined();
    expect(site.lineOfV60('kernel/exit.c', 0)).toBeUndefined();
  });
});

it('knows where v6.0 has a function without any text', () => {
  expect(site.placeInV60('do_exit')).toMatchObject({ path: 'kernel/exit.c', start: 736 });
  expect(site.placeInV60('sys_kill')?.path).toBe('kernel/signal.c');
  expect(site.placeInV60('arch_do_signal_or_restart')?.path).toBe('arch/x86/kernel/signal.c');
  expect(site.placeInV60('leave_harbour')).toBeUndefined();
});

it('links a file and a line upstream', () => {
  expect(site.upstreamUrl('kernel/exit.c')).toMatch(/\/tree\/kernel\/exit\.c\?h=v6\.0$/);
  expect(site.upstreamUrl('kernel/exit.c', 670)).toMatch(/\/tree\/kernel\/exit\.c\?h=v6\.0#n670$/);
});
