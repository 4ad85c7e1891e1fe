// Lanes show what a real kernel did, and no order that the kernel does not define.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FigureError } from '@/figures/error.ts';
import { fates, type LanesFigure, layOutLanes, placeMoments, tell, weigh } from '@/figures/lanes/index.ts';
import { sansWidth, wrapSans } from '@/figures/metrics.ts';
import type { Outcome, Scenario } from '@/scenario/index.ts';

type Given = Pick<Scenario, 'id' | 'tree' | 'steps'> & { later?: Scenario['tree'] };
type Fact = Partial<Outcome['steps'][number]>;

/** A scenario and the facts of each step after the start; what is left out of `final` is alive at the end. */
function lay(
  tree: Scenario['tree'],
  steps: Scenario['steps'],
  start: Record<string, string>,
  facts: Fact[],
  final: Outcome['final'],
  later?: Scenario['tree'],
) {
  const scenario: Given = { id: 'test', tree, steps, ...(later ? { later } : {}) };
  const outcome: Outcome = {
    steps: [
      { op: 'start', result: 'ok', state: start },
      ...steps.map((step, i) => ({ op: step.op, result: 'ok', ...facts[i] })),
      { op: 'end', result: 'ok' },
    ],
    final,
  };
  return layOutLanes(scenario, outcome);
}

const ended = (nspid: number[], do_exit: string, last = 'gone') => ({ nspid, do_exit, last });
const house = [
  { name: 'init', newpid: true as const },
  { name: 'A', parent: 'init' },
  { name: 'B', parent: 'A' },
];
const houseStart = { init: 'alive ppid=sys', A: 'alive ppid=init', B: 'alive ppid=A' };
const emptied = { init: ended([1], 'exit 0'), A: ended([2], 'signal KILL'), B: ended([3], 'signal KILL') };

/** Init is told SIGTERM in vain, then exits, and zap kills A and B. */
const stop = () =>
  lay(
    house,
    [
      { op: 'kill', from: 'sys', to: 'init', sig: 'TERM' },
      { op: 'exit', who: 'init', code: 0 },
    ],
    houseStart,
    [
      {},
      {
        result: 'sent',
        events: { sys: ['reaped init: exit 0'], init: ['calls exit_group(0)'] },
        state: { init: 'gone', A: 'gone', B: 'gone' },
      },
    ],
    emptied,
  );

const lane = (figure: LanesFigure, task: string) => figure.lanes.find((l) => l.task === task)!;
const drawn = (figure: LanesFigure, task: string) =>
  lane(figure, task).segments.map((s) => `${s.state} ${s.from}-${s.to}`);
const column = (figure: LanesFigure, task: string, kind: string) =>
  lane(figure, task).marks.find((m) => m.kind === kind)?.column;

describe('the end of a namespace', () => {
  it('shows a dropped signal that changes nothing', () => {
    expect(lane(stop(), 'init').marks[0]).toEqual({ kind: 'dropped', column: 1 });
    expect(drawn(stop(), 'init')[0]).toBe('alive 0-2');
  });

  it('has the init in do_exit before anyone it kills, and a zombie after all of them are gone', () => {
    const figure = stop();
    expect(drawn(figure, 'init')).toEqual(['alive 0-2', 'exiting 2-6', 'zombie 6-7', 'reaped 7-8']);
    expect(drawn(figure, 'A')).toEqual(['alive 0-3', 'signalled 3-4', 'exiting 4-5', 'reaped 5-8']);
  });

  it('keeps what has no defined order in the same column', () => {
    const figure = stop();
    for (const kind of ['signalled', 'exiting', 'reaped'])
      expect(column(figure, 'A', kind)).toBe(column(figure, 'B', kind));
  });

  it('draws one line from the dying init to everyone it kills, and none for tasks killed by nobody', () => {
    expect(stop().causes.map(({ from, to, kind }) => [kind, from, to])).toEqual([
      ['signal', 'sys', ['init']],
      ['signal', 'init', ['A', 'B']],
    ]);
  });

  it('lets an inner init outlive its own members, and the outer one everybody', () => {
    const figure = lay(
      [
        { name: 'init', newpid: true },
        { name: 'A', parent: 'init' },
        { name: 'I2', parent: 'A', newpid: true },
        { name: 'B', parent: 'I2' },
      ],
      [{ op: 'exit', who: 'init', code: 0 }],
      { init: 'alive ppid=sys', A: 'alive ppid=init', I2: 'alive ppid=A', B: 'alive ppid=I2' },
      [
        {
          result: 'sent',
          events: { sys: ['reaped init: exit 0'], init: ['calls exit_group(0)'] },
          state: { init: 'gone', A: 'gone', I2: 'gone', B: 'gone' },
        },
      ],
      {
        init: ended([1], 'exit 0'),
        A: ended([2], 'signal KILL'),
        I2: ended([3, 1], 'signal KILL'),
        B: ended([4, 2], 'signal KILL'),
      },
    );
    expect(column(figure, 'B', 'reaped')).toBeLessThan(column(figure, 'I2', 'reaped')!);
    expect(column(figure, 'A', 'reaped')).toBe(column(figure, 'B', 'reaped'));
    expect(column(figure, 'I2', 'reaped')).toBeLessThan(column(figure, 'init', 'zombie')!);
    expect(figure.frames).toEqual([
      { init: 'init', first: 0, last: 3, depth: 0 },
      { init: 'I2', first: 2, last: 3, depth: 1 },
    ]);
  });

  it('stays in do_exit while a zombie of it is held by a parent outside, and takes no signal there', () => {
    const figure = lay(
      [{ name: 'rt' }, { name: 'init', newpid: true }],
      [
        { op: 'setns', who: 'rt', to: 'init' },
        { op: 'spawn', who: 'P', by: 'rt' },
        { op: 'exit', who: 'init', code: 7 },
        { op: 'kill', from: 'sys', to: 'init', sig: 'KILL' },
        { op: 'spawn', who: 'Q', by: 'rt' },
        { op: 'wait', who: 'rt', to: 'P' },
      ],
      { rt: 'alive ppid=sys', init: 'alive ppid=sys' },
      [
        {},
        { state: { P: 'alive ppid=rt' } },
        {
          result: 'sent',
          events: { init: ['calls exit_group(7)'] },
          state: { init: 'exiting ppid=sys', P: 'zombie(signal KILL) ppid=rt' },
        },
        {},
        { result: 'ENOMEM' },
        { events: { sys: ['reaped init: exit 7'], rt: ['reaped P: signal KILL'] }, state: { init: 'gone', P: 'gone' } },
      ],
      {
        rt: { nspid: [], do_exit: 'alive', last: 'alive ppid=sys' },
        init: ended([1], 'exit 7'),
        P: ended([2], 'signal KILL'),
      },
      [{ name: 'P' }, { name: 'Q' }],
    );
    expect(figure.lanes.map((l) => l.task)).toEqual(['sys', 'rt', 'init', 'P']);
    expect(drawn(figure, 'P')[0]).toBe('unborn 0-2');
    expect(column(figure, 'init', 'queued')).toBe(figure.stepAt[4]);
    expect(lane(figure, 'rt').marks).toEqual([{ kind: 'refused', column: figure.stepAt[5], says: 'ENOMEM' }]);
    expect(column(figure, 'P', 'reaped')).toBeLessThan(column(figure, 'init', 'zombie')!);
  });
});

describe('a parent’s exit', () => {
  const figure = lay(
    house,
    [
      { op: 'exit', who: 'A', code: 3 },
      { op: 'kill', from: 'init', to: '-1', sig: 'TERM' },
    ],
    houseStart,
    [
      {
        result: 'sent',
        events: { A: ['calls exit_group(3)'] },
        state: { A: 'zombie(exit 3) ppid=init', B: 'alive ppid=init' },
      },
      { events: { B: ['handler TERM from=init code=USER'] } },
    ],
    {
      init: { nspid: [1], last: 'alive ppid=sys' },
      A: ended([2], 'exit 3', 'zombie(exit 3) ppid=init'),
      B: { nspid: [3], last: 'alive ppid=init' },
    },
  );

  it('gives its child away before it is a zombie', () => {
    expect(drawn(figure, 'A')).toEqual(['alive 0-1', 'exiting 1-3', 'zombie 3-5']);
    expect(drawn(figure, 'B')).toEqual(['alive 0-2', 'adopted 2-5']);
    expect(figure.causes[0]).toMatchObject({ kind: 'adopted', from: 'init', to: ['B'], top: 0, bottom: 2 });
  });

  it('leaves only the living to a later kill(-1), init itself not among them', () => {
    const last = figure.happenings.filter((h) => h.step === 2 && h.kind === 'signal');
    expect(last.map((h) => h.lane)).toEqual(['A', 'B']);
    expect(lane(figure, 'B').marks.at(-1)).toEqual({ kind: 'handled', column: 4 });
  });
});

describe('what the facts do not say', () => {
  it('is not made up: a death without a cause is an error that names scenario, step and task', () => {
    const guess = () =>
      lay(house, [{ op: 'nop', who: 'init' }], houseStart, [{ state: { B: 'gone' } }], {
        ...emptied,
        B: ended([3], 'signal KILL'),
      });
    expect(guess).toThrow(FigureError);
    expect(guess).toThrow(/Scenario test, step 1 \(nop\): B died, and the recording does not say of what/);
  });

  it('is an error when the pids do not fit the tree', () => {
    expect(() =>
      lay(house, [{ op: 'nop', who: 'init' }], houseStart, [{}], { ...emptied, B: ended([4, 1], 'exit 0') }),
    ).toThrow(/B should be 1 pid namespaces deep, and its recorded pids are \[4, 1\]/);
  });
});

/** Houses of some lodgers, where some leave by themselves, signals to init come to nothing, and init exits in the end. */
const houses = fc
  .record({
    lodgers: fc.integer({ min: 1, max: 6 }),
    parents: fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
    acts: fc.array(fc.record({ leaves: fc.boolean(), who: fc.nat(), reaped: fc.boolean() }), { maxLength: 6 }),
  })
  .map(({ lodgers, parents, acts }) => {
    const names = Array.from({ length: lodgers }, (_, i) => `L${i}`);
    const parent = new Map(names.map((name, i) => [name, ['init', ...names][parents[i]! % (i + 1)]!]));
    const tree = [
      { name: 'init', newpid: true as const },
      ...names.map((name) => ({ name, parent: parent.get(name)! })),
    ];
    const state = new Map<string, 'alive' | 'zombie' | 'gone'>(names.map((name) => [name, 'alive']));
    const steps: Scenario['steps'] = [];
    const facts: Fact[] = [];
    for (const act of acts) {
      const living = names.filter((name) => state.get(name) === 'alive');
      const who = living[act.who % Math.max(1, living.length)];
      if (!act.leaves || who === undefined) {
        steps.push({ op: 'kill', from: 'sys', to: 'init', sig: 'TERM' });
        facts.push({});
        continue;
      }
      const mine = names.filter((name) => parent.get(name) === who && state.get(name) !== 'gone');
      const changes: Record<string, string> = {};
      for (const child of mine) {
        parent.set(child, 'init');
        changes[child] = state.get(child) === 'zombie' ? 'zombie(exit 1) ppid=init' : 'alive ppid=init';
      }
      const over = parent.get(who)!;
      state.set(who, act.reaped ? 'gone' : 'zombie');
      changes[who] = act.reaped ? 'gone' : `zombie(exit 1) ppid=${over}`;
      steps.push({ op: 'exit', who, code: 1 });
      facts.push({
        result: 'sent',
        events: { [who]: ['calls exit_group(1)'], ...(act.reaped ? { [over]: [`reaped ${who}: exit 1`] } : {}) },
        state: changes,
      });
    }
    const killed = names.filter((name) => state.get(name) === 'alive');
    steps.push({ op: 'exit', who: 'init', code: 0 });
    facts.push({
      result: 'sent',
      events: { sys: ['reaped init: exit 0'], init: ['calls exit_group(0)'] },
      state: Object.fromEntries(
        ['init', ...names.filter((name) => state.get(name) !== 'gone')].map((name) => [name, 'gone']),
      ),
    });
    const start = Object.fromEntries(
      tree.map((actor) => [actor.name, `alive ppid=${'parent' in actor ? actor.parent : 'sys'}`]),
    );
    const final = Object.fromEntries(
      tree.map(({ name }, i) => [
        name,
        ended([i + 1], name === 'init' ? 'exit 0' : killed.includes(name) ? 'signal KILL' : 'exit 1'),
      ]),
    );
    return { tree, steps, start, facts, final, killed };
  });

describe('whatever happens in a house', () => {
  it('every lane’s segments cover all columns, one after the other', () => {
    fc.assert(
      fc.property(houses, ({ tree, steps, start, facts, final }) => {
        const figure = lay(tree, steps, start, facts, final);
        for (const { segments, marks } of figure.lanes) {
          expect(segments[0]!.from).toBe(0);
          expect(segments.at(-1)!.to).toBe(figure.columns);
          expect(segments.slice(1).map((segment) => segment.from)).toEqual(
            segments.slice(0, -1).map((segment) => segment.to),
          );
          expect(segments.every((segment) => segment.to > segment.from)).toBe(true);
          // A lane has one sign at a place.
          expect(new Set(marks.map((m) => m.column)).size).toBe(marks.length);
        }
      }),
    );
  });

  it('those whom zap kills share their columns, between init’s do_exit and its zombie', () => {
    fc.assert(
      fc.property(houses, ({ tree, steps, start, facts, final, killed }) => {
        const figure = lay(tree, steps, start, facts, final);
        for (const kind of ['signalled', 'exiting', 'reaped']) {
          const columns = new Set(killed.map((task) => column(figure, task, kind)));
          expect(columns.size).toBeLessThanOrEqual(1);
          for (const at of columns) {
            expect(at).toBeGreaterThan(column(figure, 'init', 'exiting')!);
            expect(at).toBeLessThan(column(figure, 'init', 'zombie')!);
          }
        }
      }),
    );
  });

  it('what must come before stands in an earlier column, and every cause reaches only lanes it spans', () => {
    fc.assert(
      fc.property(houses, ({ tree, steps, start, facts, final }) => {
        const figure = lay(tree, steps, start, facts, final);
        for (const h of figure.happenings)
          for (const before of h.after) expect((before as typeof h).column).toBeLessThan(h.column);
        const row = (task: string) => figure.lanes.findIndex((l) => l.task === task);
        for (const { from, to, top, bottom } of figure.causes)
          for (const task of [from, ...to]) {
            expect(row(task)).toBeGreaterThanOrEqual(top);
            expect(row(task)).toBeLessThanOrEqual(bottom);
          }
      }),
    );
  });
});

describe('labels', () => {
  it('stand where their step begins, or where a state does', () => {
    const labels = placeMoments('s', stop(), [
      { step: 1, text: 'SIGTERM' },
      { step: 2, when: 'A signalled', text: 'SIGKILL' },
      { step: 2, when: 'init zombie', text: 'last' },
    ]);
    expect(labels.map(({ number, column: at, until }) => [number, at, until])).toEqual([
      [1, 1, 3],
      [2, 3, 6],
      [3, 6, 8],
    ]);
  });

  it.each([
    [[{ step: 9, text: 'x' }], /moments\[0\]: there is no step 9; the scenario has 2/],
    [
      [{ step: 2, when: 'A zombie', text: 'x' }],
      /moments\[0\]: in step 2 there is no moment "A zombie"\. There are: .*A signalled/,
    ],
    [
      [
        { step: 2, text: 'x' },
        { step: 1, text: 'y' },
      ],
      /moments\[1\] does not come after moments\[0\]/,
    ],
  ])('that name no moment are an error', (moments, message) => {
    expect(() => placeMoments('s', stop(), moments)).toThrow(message);
  });

  it('get the room their words need, whichever columns they begin in', () => {
    const figure = stop();
    const labels = placeMoments('s', figure, [
      { step: 1, text: 'a label that goes on for rather a long while' },
      { step: 2, text: 'unforgettable' },
      { step: 2, when: 'A signalled', text: 'x' },
    ]);
    const { columns, lines } = weigh('s', figure, labels, 500);
    const unit = 500 / columns.reduce((a, b) => a + b, 0);
    for (const label of labels) {
      const width = columns.slice(label.column, label.until).reduce((a, b) => a + b, 0) * unit - 12;
      const set = wrapSans(`${label.number}\u00a0${label.text}`, 13, width + 0.5);
      expect(set.length).toBeLessThanOrEqual(lines);
      for (const line of set) expect(sansWidth(line, 13)).toBeLessThanOrEqual(width + 0.5);
    }
  });
});

it('labels that cannot fit are an error that says by how much', () => {
  const figure = stop();
  const labels = placeMoments('s', figure, [
    { step: 2, when: 'init reaped', text: 'a label that goes on and on '.repeat(30) },
  ]);
  expect(() => weigh('s', figure, labels, 500)).toThrow(
    /^s: the labels do not fit above the lanes: \d+ px too wide even in 8 lines/,
  );
});

describe('in words', () => {
  it('the figure is told column by column, those of one column together', () => {
    expect(tell(stop(), 'en', (task) => task).map((t) => t.sentences)).toEqual([
      ['sys sends SIGTERM to init. It is dropped.'],
      ['init enters do_exit (exit status 0).'],
      ['init, in do_exit, sends SIGKILL to A and B.'],
      ['A and B enter do_exit (killed by SIGKILL).'],
      ['A and B are gone.'],
      ['init is a zombie.'],
      ['sys reaps init.'],
    ]);
  });

  it('is told in Chinese too', () => {
    expect(tell(stop(), 'zh-cn', (task) => task)[2]?.sentences).toEqual(['init 在 do_exit 中向 A 和 B 发送 SIGKILL。']);
    expect(tell(stop(), 'zh-cn', (task) => (task === 'init' ? '主线程' : task))[2]?.sentences).toEqual([
      '主线程在 do_exit 中向 A 和 B 发送 SIGKILL。',
    ]);
  });

  it('says how each ended', () => {
    expect(fates(stop(), 'en')).toEqual([
      { task: 'init', fate: 'exit status 0' },
      { task: 'A', fate: 'killed by SIGKILL' },
      { task: 'B', fate: 'killed by SIGKILL' },
    ]);
  });
});
