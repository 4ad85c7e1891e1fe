// The film of a run, held against the run itself.
import { describe, expect, it } from 'vitest';
import { fates, Moments, shoot } from '@/film/index.ts';
import { type Happening, type HappeningKind, type LifeState, stackAt } from '@/player/index.ts';
import { readState, runScenario } from '@/scenario/index.ts';
import { filmed, filmOf, scenarioOf, slugs } from './films.ts';

/** What a life's state is called in an outcome. */
const seen: Record<LifeState, string> = {
  alive: 'alive',
  signalled: 'alive',
  stopped: 'stopped',
  traced: 'traced-stop',
  exiting: 'exiting',
  zombie: 'zombie',
  reaped: 'gone',
};

describe('a film', () => {
  it.each(slugs)('of %s ends as the model’s outcome says', (slug) => {
    const { run, film } = filmed(slug);
    const { final } = run.outcome;
    expect(film.fates.map(({ task }) => film.tasks[task]!.name)).toEqual(Object.keys(final));
    const heirs = new Map<number, number>();
    for (const one of film.happenings)
      if (one.kind === 'exec' && one.instead !== undefined) heirs.set(one.instead, one.who);
    for (const { task, ended, last, tookOver } of film.fates) {
      const { name } = film.tasks[task]!;
      const { do_exit } = final[name]!;
      expect([name, last]).toEqual([name, final[name]!.last]);
      if (tookOver === undefined) expect([name, ended ?? 'alive']).toEqual([name, do_exit]);
      else expect(do_exit).toBe('unknown');
      // The last life is the last state; of a thread that took its leader's number over, it is told of the number.
      const { state } = film.tasks[heirs.get(task) ?? task]!.lives.at(-1)!;
      if (tookOver === undefined) expect([name, seen[state]]).toEqual([name, readState(last).is]);
    }
  });

  it.each(slugs)('of %s says the same of deaths as the command does', (slug) => {
    const { run, film } = filmed(slug);
    const name = (index: number | undefined) => (index === undefined ? undefined : film.tasks[index]!.name);
    for (const fate of fates(run, run.marks[0]!)) {
      const told = film.fates.find(({ task }) => name(task) === fate.name)!;
      // The command does not say who sent what a task finds deadly only when it takes it.
      if (fate.killed !== undefined)
        expect([name(told.killedBy), told.killedHow]).toEqual([run.crew.nameOfTask(fate.killed.by), fate.killed.how]);
      else if (told.killedBy !== undefined) expect(told.ended).toMatch(/^signal (SEGV|ABRT|QUIT|ILL|BUS|FPE|TRAP)$/);
      expect(told.adopters.map(name)).toEqual(fate.adopters.map((task) => run.crew.nameOfTask(task)));
    }
  });

  it.each(slugs)('of %s holds every event of the trace, with its task and line', (slug) => {
    const { run, film } = filmed(slug);
    const { trace } = run.kernel;
    const offset = trace.length - film.length;
    for (let i = 0; i < film.length; i += 1) {
      const { task, line } = trace.event(i + offset);
      expect(film.tasks[film.task[i]!]!.name).toBe(run.crew.nameOfTask(task));
      expect(film.lines[film.line[i]!]).toEqual(line ?? film.lines[0]);
    }
  });

  it.each(slugs)(
    'of %s has call stacks that begin at the outermost function and in which nobody calls themselves',
    (slug) => {
      const { film } = filmed(slug);
      for (let i = 0; i < film.length; i += 1) {
        const stack = stackAt(film, i);
        expect(stack.length).toBe(film.depth[i]);
        expect(stack.map((at) => film.depth[at])).toEqual(stack.map((_, n) => film.depth[i]! - n));
        for (const at of stack) expect(film.task[at]).toBe(film.task[i]);
        const names = stack.map((at) => film.lines[film.line[at]!]!.function);
        expect(new Set(names).size).toBe(names.length);
      }
    },
  );

  it('shows calls nested as the kernel nests them', () => {
    const { film } = filmed('docker-stop-handler');
    const zap = film.happenings.find((one) => one.kind === 'signal' && one.why === 'zap_pid_ns_processes')!;
    const names = stackAt(film, zap.at).map((at) => film.lines[film.line[at]!]!.function);
    expect(names.toReversed()).toEqual([
      '__do_sys_exit_group',
      'do_group_exit',
      'do_exit',
      'exit_notify',
      'forget_original_parent',
      'find_child_reaper',
      'zap_pid_ns_processes',
      'group_send_sig_info',
      'do_send_sig_info',
      'send_signal_locked',
      '__send_signal_locked',
      'complete_signal',
    ]);
  });

  it.each(slugs)('of %s tells happenings in order, each about tasks that are there', (slug) => {
    const { film } = filmed(slug);
    let last = 0;
    for (const one of film.happenings) {
      expect(one.at).toBeGreaterThanOrEqual(last);
      last = one.at;
      const { who, by, from, to, about } = one as unknown as Record<string, number | undefined>;
      const named = one.kind === 'signal' ? [by, to, about] : [who, by, from];
      for (const task of named.filter((each) => each !== undefined)) expect(film.tasks[task]).toBeDefined();
      if (one.kind === 'signal') {
        expect(one.site).toBeLessThanOrEqual(one.at);
        expect(film.task[one.site]).toBe(one.by);
      }
    }
    const steps = film.happenings.filter(({ kind }) => kind === 'step');
    expect(steps).toHaveLength(scenarioOf(slug).steps.length + 1);
  });

  it('shows every kind of happening in some scenario of the site', () => {
    const found = new Set(slugs.flatMap((slug) => filmed(slug).film.happenings.map(({ kind }) => kind)));
    const kinds: Record<HappeningKind, true> = {
      step: true,
      born: true,
      signal: true,
      handled: true,
      stopped: true,
      continued: true,
      closed: true,
      sleeping: true,
      exiting: true,
      zombie: true,
      reaped: true,
      adopted: true,
      reaper: true,
      seized: true,
      released: true,
      exec: true,
    };
    expect([...found].sort()).toEqual(Object.keys(kinds).sort());
  });

  it('tells what becomes of every signal that a step sends', () => {
    const signal = (slug: string, test: (one: Extract<Happening, { kind: 'signal' }>, to: string) => boolean) => {
      const { film } = filmed(slug);
      return film.happenings.find(
        (one): one is Extract<Happening, { kind: 'signal' }> =>
          one.kind === 'signal' && one.at >= film.start && test(one, film.tasks[one.to]!.name),
      );
    };
    expect(signal('docker-stop', ({ signal }) => signal === 'TERM')).toMatchObject({
      fate: 'dropped',
      because: 'unkillable',
      why: 'kill',
    });
    expect(signal('docker-stop', ({ signal }) => signal === 'KILL')).toMatchObject({ fate: 'fatal', why: 'kill' });
    expect(signal('docker-stop-handler', ({ signal }) => signal === 'TERM')).toMatchObject({
      fate: 'queued',
      taken: 'handler',
    });
    expect(signal('init-blocked', ({ signal }) => signal === 'TERM')).toMatchObject({ fate: 'blocked' });
    expect(signal('init-sigwait', ({ signal }) => signal === 'TERM')).toMatchObject({
      fate: 'queued',
      taken: 'sigwait',
    });
    expect(signal('pdeath-thread', ({ why }) => why === 'pdeath_signal')).toBeDefined();
    expect(signal('orphaned-group', ({ why }) => why === 'kill_orphaned_pgrp')).toMatchObject({ signal: 'HUP' });
    expect(signal('init-fault', ({ why }) => why === 'fault')).toMatchObject({ signal: 'SEGV', fate: 'fatal' });
    expect(signal('reboot-inside', ({ why }) => why === 'reboot')).toMatchObject({ signal: 'KILL', fate: 'fatal' });
    expect(
      signal('core-dump-signals', ({ signal, because }) => signal === 'QUIT' && because !== 'unkillable')?.fate,
    ).toBe('fatal');
    expect(signal('sigchld-ignored', ({ signal }) => signal === 'CHLD')).toBeUndefined();
    const told = signal('outer-sigchld', ({ why }, to) => why === 'do_notify_parent' && to === 'rt');
    expect(filmed('outer-sigchld').film.tasks[told!.about!]!.name).toBe('init');
  });

  it('knows the handlers that never ran', () => {
    const { film } = filmed('docker-stop-handler');
    const unused = Object.fromEntries(
      film.fates.map(({ task, handlersThatNeverRan }) => [film.tasks[task]!.name, handlersThatNeverRan]),
    );
    expect(unused).toEqual({ init: [], A: ['TERM'], B: ['HUP', 'TERM'] });
  });

  it('writes down the schedule of a drawn run, by which it can be repeated', () => {
    for (const slug of ['docker-stop-handler', 'kill-child', 'mt-init-exec', 'orphaned-group'])
      for (const seed of [1, 2, 3]) {
        const drawn = filmOf(slug, { kind: 'seed', seed });
        const again = filmOf(slug, { kind: 'replay', keys: drawn.schedule });
        expect(again).toEqual(drawn);
      }
  });

  it('of a scenario whose end comes before its last step has all steps in it', () => {
    const { film } = shoot({
      tree: [{ name: 'init', newpid: true }],
      steps: [
        { op: 'kill', from: 'sys', to: 'init', sig: 'KILL' },
        { op: 'exit', who: 'init', code: 3 },
      ],
    });
    expect(film.results).toEqual(['ok', 'no-reply']);
    expect(film.steps[1]).toBe(film.length);
    for (const one of film.happenings) expect(one.at).toBeLessThan(film.length);
  });

  it('refuses a schedule that is none', () => {
    const scenario = scenarioOf('docker-stop');
    expect(() => shoot(scenario, { kind: 'seed', seed: 0.5 })).toThrow(RangeError);
    expect(() => shoot(scenario, { kind: 'replay', keys: 'x' })).toThrow(RangeError);
    expect(() => shoot(scenario, { kind: 'replay', keys: '0,7.7' })).toThrow(/cannot run/);
  });
});

describe('a moment', () => {
  it.each(slugs)('of %s agrees with the film’s lives, whichever way it is come to', (slug) => {
    const { run, film } = shoot(scenarioOf(slug));
    const moments = new Moments(run, film);
    const forth: string[] = [];
    for (let i = 0; i < film.length; i += 7) {
      const moment = moments.at(i);
      forth.push(JSON.stringify(moment));
      moment.tasks.forEach(({ state, exists, lastEvent, pids }, task) => {
        const { born, lives, pids: numbers } = film.tasks[task]!;
        const life = lives.findLast(({ from }) => from <= i);
        expect(exists).toBe(born <= i && life?.state !== 'reaped');
        if (life !== undefined) expect(state).toBe(life.state);
        if (lastEvent >= 0) expect(film.task[lastEvent]).toBe(task);
        if (exists && !film.happenings.some(({ kind }) => kind === 'exec')) expect(pids).toEqual(numbers);
      });
      moment.namespaces.forEach(({ closed }, index) => {
        const at = film.namespaces[index]!.closed;
        if (film.namespaces[index]!.made <= i && index > 0) expect(closed).toBe(at !== undefined && at <= i);
      });
    }
    const back = forth.map((_, n) => JSON.stringify(moments.at((forth.length - 1 - n) * 7))).toReversed();
    expect(back).toEqual(forth);
  });

  it('shows what waits, what is blocked, and what is done about it', () => {
    const { run, film } = shoot(scenarioOf('init-blocked'));
    const sent = film.happenings.find((one) => one.kind === 'signal' && one.signal === 'TERM')!;
    const init = new Moments(run, film).at(sent.at).tasks[film.tasks.findIndex(({ name }) => name === 'init')]!;
    expect(init.blocked).toContain('TERM');
    expect(init.shared).toContain('TERM');
    expect(init.unkillable).toBe(true);
  });

  it('knows who holds tasklist_lock', () => {
    const { run, film } = shoot(scenarioOf('docker-stop-handler'));
    const moments = new Moments(run, film);
    const init = film.tasks.findIndex(({ name }) => name === 'init');
    const at = (text: string) =>
      film.line.findIndex((line, i) => film.task[i] === init && i >= film.start && film.lines[line]!.at === text);
    expect(moments.at(at('forget_original_parent(tsk, &dead);')).tasklist).toEqual({ writer: init, readers: [] });
    expect(moments.at(at('task = pid_task(pid, PIDTYPE_PID);')).tasklist).toEqual({
      writer: undefined,
      readers: [init],
    });
  });

  it('outside the film is refused', () => {
    const { run, film } = filmed('docker-stop');
    const moments = new Moments(run, film);
    for (const index of [-1, film.length, 0.5, Number.NaN]) expect(() => moments.at(index)).toThrow(/no event/);
  });
});

describe('a trace that is not kept', () => {
  it('leaves no incidents either', () => {
    const { kernel } = runScenario(scenarioOf('docker-stop'));
    expect(kernel.trace.incidents).toEqual([]);
  });
});
