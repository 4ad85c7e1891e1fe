import { parseGlob } from './glob.ts';
import { KINDS } from './layout.ts';
import { type Entry, makeLexicon } from './lexicon.ts';
import type { Meaning, Names, Role, Scope } from './names.ts';
import { nearestNames } from './nearest.ts';
import { type CallKind, type Conditions, DEFAULT_KINDS, QueryError, type QueryField } from './question.ts';
import { DEEPEST } from './search.ts';
import type { Tables } from './tables.ts';
import { type Choice, kindBits, makeView, type View } from './view.ts';

/** Longer names and patterns than these are nobody's. */
const LONGEST_NAME = 200;
const LONGEST_PATTERN = 300;
/** Each doubles the work. */
const MOST_THROUGH = 6;
const MOST_AVOIDED = 200;
const MOST_LISTED = 1_000_000_000;

/** Conditions whose names, patterns and defaults have been settled. */
export interface Settled {
  choice: Choice;
  view: View;
  scope: Scope;
  /** 1 for functions that may be gone through. */
  open: Uint8Array;
  through: number[];
  avoid: Set<number>;
  bits: Map<number, number>;
  all: number;
  /** Undefined when the question does not say. */
  maxDepth: number | undefined;
  limit: number | undefined;
}

/** Turns what people type into numbers, or says kindly what is wrong with it. */
export class Settler {
  readonly #tables: Tables;
  readonly names: Names;
  readonly #views = new Map<string, View>();
  readonly #insides = new Map<string, Uint8Array>();

  #lexicon: readonly Entry[] | undefined;

  constructor(tables: Tables, names: Names) {
    this.#tables = tables;
    this.names = names;
  }

  /** Made when it is first asked for: most questions have no need of it. */
  get lexicon(): readonly Entry[] {
    this.#lexicon ??= makeLexicon(this.#tables, this.names);
    return this.#lexicon;
  }

  /** @throws {QueryError} */
  settle(conditions: Conditions, deepest: number = DEEPEST): Settled {
    const choice = { kinds: kindBits(kindsOf(conditions.kinds)), anyConfig: conditions.anyConfig === true };
    const scope = this.scope(conditions);
    const maxDepth = wholeNumber('maxDepth', conditions.maxDepth, deepest);
    const limit = wholeNumber('limit', conditions.limit, MOST_LISTED);
    const through = [
      ...new Set(
        few('through', conditions.through ?? [], MOST_THROUGH).map((name) => this.node('through', name, scope, 'end')),
      ),
    ];
    const avoid = new Set(
      few('avoid', conditions.avoid ?? [], MOST_AVOIDED).flatMap((name) => this.#everyBearer('avoid', name, scope)),
    );
    const bits = new Map(through.map((node, at) => [node, 1 << at]));
    const open = scope.inside?.slice() ?? new Uint8Array(this.#tables.names.length).fill(1);
    for (const node of through) open[node] = 1;
    for (const node of avoid) open[node] = 0;
    const view = this.view(choice);
    return { choice, view, scope, open, through, avoid, bits, all: (1 << through.length) - 1, maxDepth, limit };
  }

  /** @throws {QueryError} when the pattern means nothing */
  scope({ in: pattern, anyConfig }: Conditions): Scope {
    return { inside: pattern === undefined ? undefined : this.#inside(pattern), anyConfig: anyConfig === true };
  }

  view(choice: Choice): View {
    return kept(this.#views, `${choice.kinds} ${choice.anyConfig}`, 4, () => makeView(this.#tables, choice));
  }

  /** @throws {QueryError} when the name is missing, too long, unknown, or several functions' */
  node(field: QueryField, name: string, scope: Scope, role: Role): number {
    const meaning = this.#meaning(field, name, scope, role);
    if ('node' in meaning) return meaning.node;
    const candidates = meaning.candidates.map((node) => this.names.full(node));
    throw new QueryError(
      { kind: 'ambiguous', field, name, candidates },
      `${candidates.length} functions are called ${JSON.stringify(name)}`,
      `Say which: ${candidates.slice(0, 8).join(', ')}${candidates.length > 8 ? ', …' : ''}`,
    );
  }

  /** To avoid a name that several functions bear is to avoid them all. */
  #everyBearer(field: QueryField, name: string, scope: Scope): number[] {
    const meaning = this.#meaning(field, name, scope, 'end');
    return 'node' in meaning ? [meaning.node] : meaning.candidates;
  }

  #meaning(field: QueryField, name: string, scope: Scope, role: Role): NonNullable<Meaning> {
    if (typeof name !== 'string' || name.trim() === '')
      throw new QueryError(
        { kind: 'missing', field },
        `a function's name is missing (${field})`,
        'Give its name: do_exit',
      );
    if (name.length > LONGEST_NAME)
      throw new QueryError(
        { kind: 'too-long', field, most: LONGEST_NAME },
        `no function's name has ${name.length} characters (${field})`,
        `Give a name of at most ${LONGEST_NAME} characters.`,
      );
    const meaning = this.names.meaning(name, scope, role);
    if (meaning) return meaning;
    const nearest = nearestNames(this.lexicon, name, 3);
    throw new QueryError(
      { kind: 'unknown', field, name, nearest },
      `no function is called ${JSON.stringify(name)}`,
      nearest.length > 0
        ? `The nearest names: ${nearest.join(', ')}.`
        : 'Look for it on the site: its search forgives typing.',
    );
  }

  #inside(pattern: string): Uint8Array {
    return kept(this.#insides, pattern, 8, () => {
      if (pattern.length > LONGEST_PATTERN)
        throw new QueryError(
          { kind: 'too-long', field: 'in', most: LONGEST_PATTERN },
          `the pattern of files has ${pattern.length} characters`,
          `Give a pattern of at most ${LONGEST_PATTERN} characters.`,
        );
      const matches = parseGlob(pattern);
      const expected = "a pattern of files, as 'kernel/*.c' or 'kernel/**,include/**'";
      if (!matches) throw malformed('in', pattern, expected);
      const { paths, file } = this.#tables;
      const files = Uint8Array.from(paths, (path) => (matches(path) ? 1 : 0));
      if (!files.includes(1))
        throw new QueryError(
          { kind: 'malformed', field: 'in', value: pattern, expected },
          `no file of the graph matches ${JSON.stringify(pattern)}`,
          'Patterns are of paths in the kernel’s tree: kernel/*.c does not enter subfolders, kernel/** does.',
        );
      return Uint8Array.from(file, (each) => files[each] ?? 0);
    });
  }
}

function kindsOf(kinds: readonly CallKind[] = DEFAULT_KINDS): readonly CallKind[] {
  for (const kind of kinds) if (!KINDS.includes(kind)) throw malformed('kinds', String(kind), KINDS.join(', '));
  if (kinds.length === 0) throw malformed('kinds', '', KINDS.join(', '));
  return kinds;
}

function few(field: QueryField, names: readonly string[], most: number): readonly string[] {
  if (names.length <= most) return names;
  throw malformed(field, `${names.length} functions`, `at most ${most} functions`);
}

function wholeNumber(field: QueryField, value: number | undefined, most: number): number | undefined {
  if (value === undefined || (Number.isInteger(value) && value >= 1 && value <= most)) return value;
  throw malformed(field, String(value), `a whole number from 1 to ${most}`);
}

const malformed = (field: QueryField, value: string, expected: string): QueryError =>
  new QueryError(
    { kind: 'malformed', field, value, expected },
    `${JSON.stringify(value)} will not do here (${field})`,
    `Expected: ${expected}.`,
  );

/** What was made for a key, or makes it; the oldest of more than `most` is forgotten. */
function kept<T>(store: Map<string, T>, key: string, most: number, make: () => T): T {
  const known = store.get(key);
  if (known !== undefined) return known;
  const made = make();
  const oldest = store.keys().next();
  if (store.size >= most && !oldest.done) store.delete(oldest.value);
  store.set(key, made);
  return made;
}
