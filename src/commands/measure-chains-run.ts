import { gzipSync } from 'node:zlib';
import { type CallFacts, type Conditions, openIndex, packIndex } from '../callgraph/index.ts';
import { KernelTextError } from '../kernel-text/index.ts';
import { callFacts } from '../site/chain-index.ts';

const QUESTIONS = 1000;
const OPENINGS = 9;
const ATTEMPTS = 5;
/** Answered before anything is timed, so that what is timed is compiled. */
const WARM_UP = 200;

/**
 * Prints the index's size, and the median, 95th percentile and longest time of an answer.
 * @throws {KernelTextError} when there is no kernel text
 */
export function measureChains(seed: number): void {
  const facts = callFacts();
  if (!facts) throw new KernelTextError('there is no kernel text to search', 'Obtain it: npx why-sigkill kernel');
  console.log(
    `the call graph of kernel/, ${facts.functions.length.toLocaleString('en')} functions, ${facts.calls.length.toLocaleString('en')} calls`,
  );
  const once = measure(facts, random(seed));
  const twice = measure(doubled(facts, random(seed)), random(seed));
  console.log('\n                                          the graph                       doubled');
  console.log('                                    median     p95     max      median     p95     max');
  for (const [name, times] of Object.entries(once))
    console.log(`${name.padEnd(34)}${row(times)}    ${row(twice[name]!)}`);
  console.log(
    '\nmilliseconds, on one core, after 200 questions of each kind; a question that another process interrupted is asked again',
  );
}

type Times = Record<string, number[]>;

function measure(facts: CallFacts, draw: () => number): Times {
  const bytes = packIndex(facts);
  const size = (n: number) => `${(n / 1000).toFixed(0)} kB`;
  console.log(`index: ${size(bytes.length)}, ${size(gzipSync(bytes, { level: 9 }).length)} compressed`);
  const times: Times = {};
  times['open the index'] = Array.from({ length: OPENINGS }, () => timed(() => openIndex(bytes)));
  const index = openIndex(bytes);
  const names = facts.functions
    .filter(({ compiled, file }) => compiled && file !== undefined && facts.files[file]!.path.startsWith('kernel/'))
    .map(({ name, file }) => `${name}@${facts.files[file!]!.path}`);
  const any = () => names[Math.floor(draw() * names.length)]!;
  const walk = walker(facts, draw);
  const chains = (pick: () => [string, string], conditions: Conditions) =>
    several(pick, ([from, to]) => index.chains({ from, to, ...conditions }));
  const pair = (): [string, string] => [any(), any()];
  const pointers: Conditions = { kinds: ['direct', 'macro', 'indirect'] };
  times['random pairs'] = chains(pair, {});
  times['random pairs in kernel/*.c'] = chains(pair, { in: 'kernel/*.c' });
  times['random pairs, through pointers too'] = chains(pair, pointers);
  times['pairs that chains join'] = chains(() => walk(false), {});
  times['the same, up to 16 calls'] = chains(() => walk(false), { maxDepth: 16 });
  times['the same, through pointers too'] = chains(() => walk(true), pointers);
  times['callers'] = several(any, (name) => index.callers(name));
  times['reaching'] = several(any, (name) => index.reaching(name, { limit: 100 }));
  times['reached-from'] = several(any, (name) => index.reachedFrom(name, { limit: 100 }));
  times['completion'] = several(
    () => typed(any(), draw),
    (text) => index.complete(text, 10),
  );
  return times;
}

/** Draws functions and others that they lead to: from anywhere, some calls along. */
function walker(
  { files, functions, calls, slots }: CallFacts,
  draw: () => number,
): (pointers: boolean) => [string, string] {
  const next = new Map<number, { direct: number[]; all: number[] }>();
  for (const { from, to, kind, compiled } of calls) {
    if (!compiled) continue;
    const known = next.get(from) ?? { direct: [], all: [] };
    next.set(from, known);
    const led = kind === 'indirect' ? slots[to]!.functions : [to];
    known.all.push(...led);
    if (kind !== 'indirect') known.direct.push(...led);
  }
  const isOwn = ({ compiled, file }: CallFacts['functions'][number]) =>
    compiled && file !== undefined && files[file]!.path.startsWith('kernel/');
  const starts = [...next.keys()].filter((node) => isOwn(functions[node]!));
  const label = (node: number) => `${functions[node]!.name}@${files[functions[node]!.file!]?.path ?? 'elsewhere'}`;
  return (pointers) => {
    for (;;) {
      const start = starts[Math.floor(draw() * starts.length)]!;
      let node = start;
      for (let steps = 1 + Math.floor(draw() * 12); steps > 0; steps--) {
        const choices = next.get(node)?.[pointers ? 'all' : 'direct'].filter((each) => functions[each]!.compiled) ?? [];
        if (choices.length === 0) break;
        node = choices[Math.floor(draw() * choices.length)]!;
      }
      if (node !== start) return [label(start), label(node)];
    }
  };
}

/** The beginning of a name, as somebody may have typed it so far. */
function typed(name: string, draw: () => number): string {
  const bare = name.replace(/@.*/, '');
  return bare.slice(0, 3 + Math.floor(draw() * bare.length)).replaceAll('_', draw() < 0.5 ? ' ' : '_');
}

/** Times each of many answers; what is asked is drawn beforehand. */
function several<T>(pick: () => T, answer: (asked: T) => unknown): number[] {
  for (let i = 0; i < WARM_UP; i++) answer(pick());
  const asked = Array.from({ length: QUESTIONS }, pick);
  return asked.map((each) => timed(() => answer(each)));
}

/** Times an act in milliseconds; again, a few times, if another process was given the core meanwhile. */
function timed(act: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { involuntaryContextSwitches: before } = process.resourceUsage();
    const begin = performance.now();
    act();
    least = Math.min(least, performance.now() - begin);
    if (process.resourceUsage().involuntaryContextSwitches === before) break;
  }
  return least;
}

/**
 * The graph twice over, each copy's calls leading into the other now and then, so that the whole is as dense as the half and
 * hangs together.
 */
function doubled({ files, functions, calls, slots }: CallFacts, draw: () => number): CallFacts {
  const CROSSING = 0.1;
  const twin = functions.length;
  const both = (side: number, to: number) =>
    draw() < CROSSING ? (side === 0 ? to + twin : to) : side === 0 ? to : to + twin;
  return {
    files,
    functions: [
      ...functions,
      ...functions.map((each) => ({
        ...each,
        name: `twin_${each.name}`,
        aliases: each.aliases.map((alias) => `twin_${alias}`),
      })),
    ],
    calls: [0, 1].flatMap((side) =>
      calls.map((call) => ({
        ...call,
        from: side === 0 ? call.from : call.from + twin,
        to: call.kind === 'indirect' ? call.to + side * slots.length : both(side, call.to),
      })),
    ),
    slots: [...slots, ...slots.map((slot) => ({ functions: slot.functions.map((node) => node + twin) }))],
  };
}

function row(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  return [at(0.5), at(0.95), sorted.at(-1)!].map((time) => time.toFixed(2).padStart(8)).join('');
}

/** Numbers from 0 to 1, the same for the same seed. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
