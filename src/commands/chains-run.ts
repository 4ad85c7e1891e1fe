import { answerAsJson, type CallKind, type Conditions, type Question } from '../callgraph/index.ts';
import { KernelTextError } from '../kernel-text/index.ts';
import { chainIndex } from '../site/chain-index.ts';
import { sourceText } from '../site/text.ts';
import type { ChainsOptions } from './chains.ts';
import { chainLines, functionLines } from './chains-report.ts';

/** What is listed if nobody says: for people a screenful, for programs all that can be of use. */
const FUNCTIONS_FOR_PEOPLE = 40;
const CHAINS_FOR_PROGRAMS = 1000;

/** The command line cannot be understood; `remedy` says what to write instead. */
export class ChainsError extends Error {
  override readonly name = 'ChainsError';
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

/**
 * What `why-sigkill chains` does: nothing is printed before all has been found.
 * @throws {ChainsError} when the command line cannot be understood
 * @throws {QueryError} when a name, number or pattern will not do
 * @throws {KernelTextError} when there is no kernel text
 */
export function chains(from: string | undefined, to: string | undefined, options: ChainsOptions): void {
  const question = questionOf(from, to, options);
  const index = chainIndex();
  if (!index) throw new KernelTextError('there is no kernel text to search', 'Obtain it: npx why-sigkill kernel');
  const answer = index.ask(question);
  if (options.json) {
    console.log(JSON.stringify(answerAsJson(question, answer), null, 2));
    return;
  }
  const context = {
    version: (file: string) => index.version(file),
    text: (file: string, line: number) => sourceText(file)?.lines[line - 1]?.trim(),
    columns: process.stdout.isTTY ? process.stdout.columns : undefined,
  };
  const lines = 'chains' in answer ? chainLines(question, answer, context) : functionLines(question, answer, context);
  console.log(lines.join('\n'));
}

/** The question that a command line asks. */
export function questionOf(first: string | undefined, second: string | undefined, options: ChainsOptions): Question {
  const from = onlyOne('--from', first, options.from);
  const to = onlyOne('--to', second, options.to);
  const asked = (
    [
      ['callers', options.callers],
      ['callees', options.callees],
      ['reaching', options.reaching],
      ['reached-from', options.reachedFrom],
    ] as const
  ).flatMap(([ask, of]) => (of === undefined ? [] : [{ ask, of }]));
  const conditions = conditionsOf(options);
  const [single, ...more] = asked;
  if (single) {
    if (more.length > 0 || from !== undefined || to !== undefined)
      throw new ChainsError(
        `--${single.ask} asks a question by itself`,
        'Ask one question at a time: from A to B, --callers, --callees, --reaching or --reached-from.',
      );
    const limit = conditions.limit ?? (options.json ? undefined : FUNCTIONS_FOR_PEOPLE);
    return { ...single, ...conditions, ...(limit !== undefined && { limit }) };
  }
  if (from === undefined || to === undefined) {
    const given = from ?? to;
    if (given === undefined)
      throw new ChainsError('two functions are missing', 'Name them: why-sigkill chains do_exit zap_pid_ns_processes');
    const [missing, instead] = from === undefined ? ['--from', '--reaching'] : ['--to', '--reached-from'];
    throw new ChainsError(`${missing} is missing`, `Name both ends, or ask: why-sigkill chains ${instead} ${given}`);
  }
  const limit = conditions.limit ?? (options.json ? CHAINS_FOR_PROGRAMS : undefined);
  return { ask: 'chains', from, to, ...conditions, ...(limit !== undefined && { limit }) };
}

function onlyOne(option: string, argument: string | undefined, given: string | undefined): string | undefined {
  if (argument !== undefined && given !== undefined)
    throw new ChainsError(`${option} is given twice: ${argument} and ${given}`, 'Leave one of them out.');
  return argument ?? given;
}

function conditionsOf({ maxDepth, through, avoid, kinds, anyConfig, limit, ...options }: ChainsOptions): Conditions {
  return {
    ...(through && { through: listed(through) }),
    ...(avoid && { avoid: listed(avoid) }),
    // The engine says which kinds there are.
    ...(kinds !== undefined && { kinds: listed([kinds]) as CallKind[] }),
    ...(options.in !== undefined && { in: options.in }),
    ...(anyConfig && { anyConfig }),
    ...(maxDepth !== undefined && { maxDepth: wholeNumber('--max-depth', maxDepth) }),
    ...(limit !== undefined && { limit: wholeNumber('--limit', limit) }),
  };
}

/** `--through a --through b` and `--through a,b` are the same. */
const listed = (values: readonly string[]): string[] => [
  ...new Set(
    values
      .flatMap((value) => value.split(','))
      .map((value) => value.trim())
      .filter((value) => value !== ''),
  ),
];

function wholeNumber(option: string, value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new ChainsError(`${option} takes a whole number, not ${JSON.stringify(value)}`, `Write, say, ${option} 8`);
}
