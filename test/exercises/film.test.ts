// A schedule that breaks a program can be looked at: its film stands at the step that matters.
import { describe, expect, it } from 'vitest';
import { casesOf, loadProgram, readExercise } from '@/exercise-files/index.ts';
import { filmOfFailure } from '@/exercise-film/index.ts';
import { gradeProgram, recordRun, scheduleNumber } from '@/exercises/index.ts';

const exercise = readExercise('content/exercises/daemon');
if (exercise.kind !== 'code') throw new Error('the daemon is code');
const cases = casesOf(exercise);
const { load, output, lineOf } = loadProgram('starter.ts', exercise.starter);
const [failed] = gradeProgram(cases, load, { output, lineOf, schedules: 4 }).failures;
const transcript = recordRun(cases[0]!.world, () => load(cases[0]!.world), scheduleNumber(failed!.run.schedule.index), {
  lineOf,
});
const { film, moments, at, calls, facts } = filmOfFailure(cases[0]!, transcript, failed!);

describe('the film of a failed run', () => {
  it('has everybody on stage, under the names that the verdict uses', () => {
    expect(film.tasks.map(({ name }) => name)).toEqual(['sys', 'init', 'app', 'launcher', 'daemon']);
    expect(film.fates.map(({ task, ended }) => [film.tasks[task]!.name, ended])).toEqual([
      ['init', 'exit 0'],
      ['app', 'exit 0'],
      ['launcher', 'exit 0'],
      ['daemon', 'signal KILL'],
    ]);
    expect(facts.processes).toHaveLength(4);
  });

  it('stands where the daemon is sent SIGKILL, in the exit of init', () => {
    expect(film.tasks[film.task[at]!]!.name).toBe('init');
    const kill = film.happenings.find((each) => each.kind === 'signal' && each.signal === 'KILL');
    expect(kill).toMatchObject({ to: 4, by: 1, fate: 'fatal', why: 'zap_pid_ns_processes' });
    // The signal is told at the event with which its sending begins or ends; the verdict's stands within it.
    expect(Math.abs(kill!.at - at)).toBeLessThan(20);
    const daemon = moments.at(film.length - 1).tasks[4]!;
    expect(daemon).toMatchObject({ exists: false, ended: 'signal KILL' });
  });

  it('begins where the container is asked to stop', () => {
    expect(film.start).toBeGreaterThan(0);
    expect(film.start).toBeLessThan(at);
    expect(
      moments
        .at(film.start)
        .tasks.filter(({ exists }) => exists)
        .map(({ task }) => film.tasks[task]!.name),
    ).toEqual(['sys', 'init', 'app', 'daemon']);
  });

  it('knows the reader’s lines', () => {
    const lines = calls.filter(({ who }) => who === 'init').map(({ name, line }) => `${line} ${name}`);
    expect(lines[0]).toBe('4 fork');
    expect(lines).toContain('8 kill');
    expect(calls.every(({ at: event }) => event >= 0 && event < film.length)).toBe(true);
  });
});
