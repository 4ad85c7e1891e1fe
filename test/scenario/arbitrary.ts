// Random scenarios: trees with namespaces, threads and all settings, and steps of every kind.
import fc from 'fast-check';
import type { Actor, Cast, Step } from '../../src/scenario/index.ts';
import { Scenario } from '../../src/scenario/index.ts';

type Signal = 'HUP' | 'INT' | 'QUIT' | 'KILL' | 'USR1' | 'TERM' | 'CHLD' | 'CONT' | 'STOP' | 'TSTP' | 'TTIN';
const signals: Signal[] = ['HUP', 'INT', 'QUIT', 'KILL', 'USR1', 'TERM', 'CHLD', 'CONT', 'STOP', 'TSTP', 'TTIN'];
const signal = fc.constantFrom(...signals);
const catchable = fc.constantFrom(...signals.filter((name) => name !== 'KILL' && name !== 'STOP'));
const disposition = fc.constantFrom('default', 'ignore', 'log', 'exit:3');
const child = fc.constantFrom('default', 'ignore', 'log', 'reap', 'nocldwait', 'log-nocldwait');
/** Once in `n + 1` times. */
const maybe = <T>(of: fc.Arbitrary<T>, n: number) =>
  fc.oneof({ weight: n, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: of });
const yes = fc.constant(true as const);
const code = fc.integer({ min: 0, max: 9 });

const actorParts = fc.record({
  parent: fc.nat(),
  newpid: maybe(yes, 3),
  threads: maybe(fc.integer({ min: 2, max: 3 }), 5),
  sig: maybe(
    fc.dictionary(
      catchable.filter((name) => name !== 'CHLD'),
      disposition,
      { maxKeys: 2 },
    ),
    2,
  ),
  chld: maybe(child, 3),
  block: maybe(fc.uniqueArray(catchable, { maxLength: 2 }), 5),
  setsid: maybe(yes, 8),
  setpgid: maybe(yes, 5),
  subreaper: maybe(yes, 6),
  pdeath: maybe(signal, 8),
  exitsig: maybe(fc.constantFrom('USR1' as const, 'KILL' as const), 12),
  cloneparent: maybe(yes, 12),
});

const stepParts = fc.record({
  kind: fc.nat(),
  who: fc.nat(),
  to: fc.nat(),
  group: fc.boolean(),
  all: fc.boolean(),
  sig: signal,
  mode: disposition,
  chld: child,
  code,
  flag: fc.boolean(),
  cmd: fc.constantFrom('restart' as const, 'halt' as const, 'cad_off' as const),
});

/** Scenarios that the format accepts. The kernel may still refuse to make their trees. */
export const scenarios: fc.Arbitrary<Cast> = fc
  .record({
    actors: fc.array(actorParts, { minLength: 1, maxLength: 6 }),
    steps: fc.array(stepParts, { minLength: 1, maxLength: 7 }),
  })
  .map(({ actors, steps }) => {
    const tree: Actor[] = [];
    const inside = new Set<string>();
    const tasks: string[] = [];
    actors.forEach(({ parent, chld, sig, exitsig, cloneparent, ...rest }, i) => {
      const name = `A${i}`;
      const above = i === 0 ? undefined : [undefined, ...tree][parent % (tree.length + 1)]?.name;
      const actor = Object.fromEntries(
        Object.entries({
          name,
          parent: above,
          ...rest,
          // A session leader's group is its own.
          setpgid: rest.setsid ? undefined : rest.setpgid,
          sig: chld === undefined ? sig : { ...sig, CHLD: chld },
          // A signal that kills the world outside, or a sibling of its, is nobody's scenario.
          exitsig: above === undefined ? undefined : exitsig,
          cloneparent: above === undefined || rest.newpid ? undefined : cloneparent,
        }).filter(([, value]) => value !== undefined),
      ) as Actor;
      tree.push(actor);
      if (actor.newpid || (above !== undefined && inside.has(above))) inside.add(name);
      for (let n = 0; n < (actor.threads ?? 1); n += 1) tasks.push(n === 0 ? name : `${name}.${n}`);
    });
    const later: Actor[] = [];
    const made = steps.map((part): Step => {
      const who = tasks[part.who % tasks.length]!;
      const to = tasks[part.to % tasks.length]!;
      const from = part.flag ? 'sys' : who;
      const everyone = part.all && inside.has(who.split('.')[0]!);
      const { sig } = part;
      const all: Step[] = [
        { op: 'kill', from, to, sig },
        { op: 'kill', from, to: part.group ? `pgrp:${to}` : to, sig },
        { op: 'kill', from: who, to: everyone ? '-1' : to, sig },
        { op: 'kill', from: 'sys', to, sig: 'KILL' },
        { op: 'tgkill', from, to, sig },
        { op: 'queue', from, to, sig },
        { op: 'exit', who, code: part.code },
        { op: 'exit', who: tree[part.who % tree.length]!.name, code: part.code },
        { op: 'texit', who, code: part.code },
        {
          op: 'wait',
          who,
          to: part.flag ? null : to,
          ...(part.group ? { nohang: true } : {}),
          ...(part.all ? { wall: true } : {}),
        },
        { op: 'sigwait', who, sig },
        { op: part.flag ? 'block' : 'unblock', who, sig },
        { op: 'pdeath', who, sig },
        { op: 'sig', who, sig, mode: part.mode },
        { op: 'sig', who, sig: 'CHLD', mode: part.chld as never },
        { op: 'subreaper', who },
        { op: 'setpgid', who, ...(part.flag ? { to } : {}) },
        { op: 'setsid', who },
        { op: 'unshare', who },
        { op: 'exec', who },
        { op: 'fault', who },
        { op: 'abort', who },
        { op: 'setns', who, to },
        { op: 'seize', who, to },
        { op: 'detach', who, to },
        { op: 'reboot', who, cmd: part.cmd },
        { op: 'rescue', who: tree[part.who % tree.length]!.name },
      ];
      const spawn = part.kind % (all.length + 3);
      if (spawn < all.length) return all[spawn]!;
      const name = `L${later.length}`;
      later.push({ name });
      tasks.push(name);
      return {
        op: 'spawn',
        who: name,
        by: who,
        ...(part.group ? { newpid: true as const } : {}),
        ...(part.all ? { vfork: true as const } : {}),
      };
    });
    return { tree, ...(later.length > 0 ? { later } : {}), steps: made };
  });

/** The format's own judgement on a random scenario. */
export const isValid = (cast: Cast): boolean => Scenario.safeParse({ id: 'random', title: 'random', ...cast }).success;
