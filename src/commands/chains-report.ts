import type { Chain, ChainAnswer, FunctionAnswer, NoChain, Opening, Question, Site } from '../callgraph/index.ts';

/** What a report needs besides the answer. */
export interface ReportContext {
  version(file: string): string | undefined;
  /** A line of the text at hand, without its indentation. */
  text(file: string, line: number): string | undefined;
  /** Of the terminal; undefined when it is none. */
  columns: number | undefined;
}

/** Chains for people: each hop with its place, and the line itself where it fits. */
export function chainLines(question: Question, answer: ChainAnswer, context: ReportContext): string[] {
  if (question.ask !== 'chains') throw new TypeError('only a question from one function to another has chains');
  const title = `from ${question.from} to ${question.to}`;
  if (answer.why) return wrapped(whyLines(title, answer.why, context), context);
  const { chains, total, totalIsExact, maxDepth } = answer;
  const shortest = chains[0]!.hops.length;
  const number = `${totalIsExact ? '' : 'at least '}${many(total)}`;
  // Where nobody asked for a depth, that there may be longer ones is to be said.
  const depth = question.maxDepth === undefined ? `; longer than ${calls(maxDepth)} were not looked for` : '';
  const head = `${number} ${total === 1 ? 'chain' : 'chains'} ${title}, ${total === 1 ? 'of' : 'the shortest of'} ${calls(shortest)}${depth}`;
  const lines = [...wrapped([head], context)];
  chains.forEach((chain, at) => {
    lines.push('', ...oneChain(chain, `${at + 1}. `, context));
  });
  const more = total - chains.length;
  if (more > 0 || !totalIsExact) {
    const said = totalIsExact ? `${many(more)} more` : `at least ${many(more)} more`;
    lines.push('', ...wrapped([`${said} (--limit ${nextLimit(chains.length)} lists more of them)`], context));
  }
  return lines;
}

/** Functions for people, by distance. */
export function functionLines(question: Question, answer: FunctionAnswer, context: ReportContext): string[] {
  if (question.ask === 'chains') throw new TypeError('chains are not a list of functions');
  const { of, ask } = question;
  const { functions, total } = answer;
  const noun = total === 1 ? 'function' : 'functions';
  const head = {
    callers: `${many(total)} ${noun} ${total < 2 ? 'calls' : 'call'} ${of}`,
    callees: `${of} calls ${many(total)} ${noun}`,
    reaching: `${many(total)} ${noun} can get to ${of}`,
    'reached-from': `${of} leads to ${many(total)} ${noun}`,
  }[ask];
  const lines = [...wrapped([total === 0 ? head.replace('0 functions', 'no function') : head], context)];
  const around = ask === 'reaching' || ask === 'reached-from';
  const width = Math.max(...functions.map(({ name }) => name.length), 0);
  let distance = 0;
  for (const each of functions) {
    if (around && each.distance !== distance) {
      distance = each.distance;
      lines.push('', `${calls(distance)} away`);
    } else if (lines.length === 1) lines.push('');
    const outside = each.file === undefined ? 'defined outside kernel/' : undefined;
    const [site] = each.sites;
    const places = site ? placesOf(each.sites, context) : '';
    const remark = [site && remarkOf(site), ask === 'callees' && outside].filter(Boolean).join(', ');
    lines.push(...columns(each.name, width, remark ? `${places}  (${remark})` : places, undefined, context));
  }
  const more = total - functions.length;
  if (more > 0)
    lines.push(
      '',
      ...wrapped([`${many(more)} more (--limit ${nextLimit(functions.length)} lists more of them)`], context),
    );
  return lines;
}

function oneChain({ path, hops }: Chain, lead: string, context: ReportContext): string[] {
  const indent = ' '.repeat(lead.length);
  const width = Math.max(...path.map((name) => name.length)) + 2;
  const lines = [`${lead}${path[0]}`];
  for (const hop of hops) {
    const remark = remarkOf(hop);
    const places = placesOf(hop.sites, context) + (remark ? `  (${remark})` : '');
    const code = context.text(hop.file, hop.line);
    for (const line of columns(`→ ${hop.to}`, width, places, code, context, indent)) lines.push(line);
  }
  return lines;
}

/** A name and its place side by side, with the line's text where there is room; on a narrow terminal one below the other. */
function columns(
  name: string,
  width: number,
  place: string,
  code: string | undefined,
  { columns: room }: ReportContext,
  indent = '  ',
): string[] {
  const side = `${indent}${name.padEnd(width)}  ${place}`.trimEnd();
  if (room !== undefined && side.length > room)
    return place === ''
      ? [`${indent}${name}`]
      : [`${indent}${name}`, ...fold(place, room - indent.length - 4).map((part) => `${indent}    ${part}`)];
  if (code === undefined) return [side];
  const whole = `${side}  ${code}`;
  return [room === undefined || whole.length <= room ? whole : side];
}

/** Where the calls stand: `kernel/exit.c:708, 712`; v6.0's lines where they are known, else with the version they are of. */
function placesOf(sites: readonly Site[], { version }: ReportContext): string {
  const parts: string[] = [];
  for (const [at, { file, line, v60 }] of sites.entries()) {
    const number = v60 === undefined ? `${line} (${version(file) ?? 'another version'})` : `${v60}`;
    const text = at > 0 && sites[at - 1]!.file === file ? number : `${file}:${number}`;
    if (!parts.includes(text)) parts.push(text);
  }
  const most = 6;
  return parts.length > most ? `${parts.slice(0, most).join(', ')}, ${parts.length - most} more` : parts.join(', ');
}

function remarkOf({ kind, macro, pointer, compiled }: Site): string {
  const how =
    kind === 'macro' && macro ? `through ${macro}` : kind === 'indirect' ? `may lead there, through ${pointer}` : '';
  return [how, compiled ? '' : 'not compiled here'].filter((part) => part !== '').join(', ');
}

function whyLines(title: string, why: NoChain, context: ReportContext): string[] {
  switch (why.kind) {
    case 'same': {
      if (!why.recursion) return ['Both ends are the same function, and it never comes back to itself.'];
      return [
        `Both ends are the same function. It comes back to itself by ${calls(why.recursion.hops.length)}:`,
        '',
        ...oneChain(why.recursion, '', context),
      ];
    }
    case 'contradiction':
      return [`There is no chain ${title}: ${why.name} is to be gone through and to be avoided. Drop one of the two.`];
    case 'gave-up':
      return [
        `No chain ${title} was found before the search was given up. Ask for less: fewer conditions, a smaller depth.`,
      ];
    case 'none': {
      const head =
        why.openings.length > 0 ? `No chain leads ${title} under these conditions.` : `No chain leads ${title}.`;
      const turned = why.turned ? ['Some lead the other way round.'] : [];
      return [head, ...why.openings.map(openingText), ...turned];
    }
  }
}

function openingText({ drop, name, shortest }: Opening): string {
  const found = `there is one of ${calls(shortest)}`;
  switch (drop) {
    case 'through':
      return `Without --through ${name}, ${found}.`;
    case 'avoid':
      return `Without --avoid ${name}, ${found}.`;
    case 'in':
      return `Without --in, ${found}.`;
    case 'config':
      return `With --any-config, ${found}.`;
    case 'kinds':
      return `With --kinds direct,macro,indirect, ${found}.`;
    case 'depth':
      return `With --max-depth ${shortest}, ${found}.`;
    case 'all':
      return `Without any condition, with --any-config and --kinds direct,macro,indirect, ${found}.`;
  }
}

const many = (n: number): string => n.toLocaleString('en');

const calls = (n: number): string => (n === 1 ? '1 call' : `${many(n)} calls`);

/** A number worth giving instead. */
const nextLimit = (shown: number): number => Math.max(100, shown * 10);

const wrapped = (lines: readonly string[], { columns: room }: ReportContext): string[] =>
  lines.flatMap((line) =>
    room === undefined || line.length <= room || line.startsWith(' ') ? [line] : fold(line, room),
  );

/** Breaks a text at blanks. */
function fold(text: string, room: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
