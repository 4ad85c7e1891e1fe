import type { Query } from '@/chains/index.ts';
import { examples } from './examples.ts';
import type { ChainsWords } from './types.ts';

const number = (n: number) => new Intl.NumberFormat('en').format(n);
const ordinal = (n: number) =>
  ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'][n - 1] ?? `${n}th`;
const list = (items: readonly string[]) => new Intl.ListFormat('en').format(items);

const kindNames = { direct: 'direct', macro: 'through a macro', indirect: 'through a pointer' };

function inForce({ kinds, files, depth, anyConfig }: Query): string {
  return [
    `calls ${list(kinds.map((kind) => kindNames[kind]))}`,
    files === '' ? 'all files' : files,
    ...(depth === undefined ? [] : [`at most ${depth} ${depth === 1 ? 'call' : 'calls'}`]),
    anyConfig ? 'any configuration' : 'as configured',
  ].join(' · ');
}

export const words: ChainsWords = {
  title: 'From one function to another',
  lede: 'Every chain of calls between two functions of kernel/, with the line of each call. Name only one to see all that leads to it, or all that it leads to.',
  description:
    'Every chain of calls from one function of Linux’s kernel/ to another, with the line of each call: through this, avoiding that, as a list and as a graph.',

  from: 'From',
  to: 'To',
  through: 'Through',
  avoid: 'Avoiding',
  nothing: 'nothing',
  anywhere: 'anywhere',
  fieldHelp: 'A function’s name. Parts of it will do; the arrow keys choose among the names offered.',
  find: 'Find chains',
  remove: (name) => `Remove ${name}`,
  added: (name) => `${name} added.`,
  removed: (name) => `${name} removed.`,
  swap: 'Turn round',
  options: 'Conditions',
  kinds: 'Calls that count',
  kind: { direct: 'direct', macro: 'through a macro', indirect: 'through a pointer' },
  kindHint: {
    direct: 'written in the function',
    macro: 'out of a macro’s body',
    indirect: 'may lead to any function whose address is stored there',
  },
  files: 'Only functions defined in',
  filesHint: 'kernel/*.c leaves subfolders out, kernel/** does not',
  filesPlaceholder: 'any file',
  depth: 'Calls at most',
  depthHint: '8 unless said otherwise; lists go as far as there is anything',
  anyConfig: 'Also what the site’s configuration leaves out',
  near: 'With one name: only direct callers or callees',
  inForce,

  suggestions: 'Functions',
  offers: (count, first) =>
    count === 1 ? `One name: ${first}.` : `${count} names, the first is ${first}. Arrow keys to choose.`,
  noOffer: 'No function’s name is like this.',

  chains: (total, exact) => (total === 1 && exact ? '1 chain' : `${exact ? '' : 'at least '}${number(total)} chains`),
  shortest: (calls, total) => `${total === 1 ? '' : 'the shortest '}of ${calls} ${calls === 1 ? 'call' : 'calls'}`,
  took: (ms, functions) => `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms, ${number(functions)} functions`,
  commandLine: 'on the command line:',
  copyCommand: 'Copy',
  calls: (count) => (count === 1 ? '1 call' : `${count} calls`),
  seen: (kernel, machine) => `seen running, ${kernel} under ${machine}`,
  seenBut: (kernel, machine, inlined) =>
    `seen running, ${kernel} under ${machine}, where the compiler has put ${list(inlined)} into ${inlined.length === 1 ? 'its caller' : 'their callers'}`,
  seenShort: 'seen running',
  dropped: (lock, call) => `${lock} dropped before the ${ordinal(call)} call`,
  held: (locks, call) => `${list(locks)} held at the ${ordinal(call)}`,
  locked: {
    write: (lock) => lock,
    read: (lock) => `${lock} (reading)`,
    rcu: (lock) => lock,
  },
  throughPointer: (pointer, call) =>
    `the ${ordinal(call)} call goes through a pointer${pointer ? `, ${pointer},` : ''} and may lead there`,
  throughMacro: (macro, calls) =>
    `the ${list(calls.map(ordinal))} ${calls.length === 1 ? 'call comes' : 'calls come'} out of ${macro}`,
  leftOut: (calls) =>
    `the ${list(calls.map(ordinal))} ${calls.length === 1 ? 'call is' : 'calls are'} not compiled in the site’s configuration`,
  mayLead: 'may lead to',
  otherVersion: (files, version) => `line numbers of ${list(files)} are ${version}’s`,
  chosen: 'chosen',
  choose: (n) => `Chain ${n}: show its lines`,
  alsoAt: (lines) => `also at ${list(lines)}`,
  viaMacro: (macro) => `through ${macro}`,
  viaPointer: (pointer) => (pointer ? `through the pointer ${pointer}` : 'through a pointer'),
  notCompiled: 'not compiled in the site’s configuration',
  noLine: 'The line could not be loaded.',
  unfold: 'Unfold this chain',
  inGraph: 'Show in graph',
  copyText: 'Copy as text',
  copyLink: 'Copy link',
  copied: 'Copied',
  copyFailed: 'Could not be copied',
  more: (count) => `${number(count)} more`,
  atLeast: 'at least',
  asking: 'Looking…',

  functionsFound: (ask, name, total) =>
    ({
      callers: total === 1 ? `One function calls ${name}` : `${number(total)} functions call ${name}`,
      callees: total === 1 ? `${name} calls one function` : `${name} calls ${number(total)} functions`,
      reaching: total === 1 ? `One function can get to ${name}` : `${number(total)} functions can get to ${name}`,
      'reached-from': total === 1 ? `${name} leads to one function` : `${name} leads to ${number(total)} functions`,
    })[ask],
  distance: (calls, count) =>
    `${calls === 1 ? 'One call' : `${calls} calls`} away${count === undefined ? '' : `: ${number(count)} ${count === 1 ? 'function' : 'functions'}`}`,
  chainTo: (ask, name) => (ask === 'reaching' ? `Chains from ${name}` : `Chains to ${name}`),
  chainsShort: 'chains',
  definedElsewhere: 'defined outside the files that were read',

  same: (name) => `${name} is both the beginning and the end, so there is no way to go.`,
  recursion: 'It does come back to itself, though:',
  noRecursion: (name) => `Nor does ${name} ever come back to itself by the calls that count here.`,
  contradiction: (name) => `${name} is to be passed and to be avoided. It cannot be both.`,
  none: (from, to) => `No chain leads from ${from} to ${to} under these conditions.`,
  noneReaching: (name) => `Nothing leads to ${name} under these conditions.`,
  noneReached: (name) => `${name} leads nowhere under these conditions.`,
  noneCallers: (name) => `Nothing calls ${name} under these conditions.`,
  noneCallees: (name) => `${name} calls nothing under these conditions.`,
  excluded: 'What excludes it:',
  drop: {
    through: (name) => `Do not insist on ${name}`,
    avoid: (name) => `Allow ${name}`,
    in: (pattern) => `Allow functions outside ${pattern}`,
    kinds: 'Follow calls through pointers too',
    config: 'Count what the configuration leaves out',
    depth: (calls) => `Allow ${calls} calls`,
    all: 'No single condition: drop them all',
  },
  dropGives: (calls) => `the shortest chain then has ${calls} ${calls === 1 ? 'call' : 'calls'}`,
  never: (from, to) => `Nor does one under any others: no call in these files leads from ${from} towards ${to}.`,
  gaveUp: 'The search was given up before it found a chain: there may be some. Narrow the question.',
  turned: 'There are chains the other way round.',
  ask: 'Ask that',
  unknown: (name) => `No function is named ${name}.`,
  unknownNearest: 'Did you mean',
  unknownNone:
    'No name is like it either. Functions of kernel/ and of the headers it includes are known here, and what they call.',
  ambiguous: (name) => `Several functions are named ${name}. Which one?`,
  tooLong: (field, most) => `What stands in “${field}” is longer than ${most} characters. No function’s name is.`,
  malformed: (field, value) => `“${value}” means nothing in “${field}”.`,
  missing: (field) => `“${field}” is empty.`,
  fieldNames: {
    from: 'From',
    to: 'To',
    of: 'the name',
    through: 'Through',
    avoid: 'Avoiding',
    kinds: 'Calls that count',
    in: 'Only functions defined in',
    maxDepth: 'Calls at most',
    limit: 'the number to show',
  },
  failed: 'The index of calls could not be loaded. Check the connection.',
  again: 'Try again',

  askAway: 'Questions to begin with',
  examples: examples([
    'How does a dying PID 1 come to send `SIGKILL`?',
    'Who gets to `zap_pid_ns_processes`?',
    'Where does `kill(2)` put the signal?',
    'Which way does a fatal signal lead into `do_exit`?',
    'How does an orphan find its new parent?',
    'How does `wait4(2)` come to release a zombie?',
    'Why can a dead namespace’s `fork` fail?',
    'What can `reboot(2)` do inside a container?',
  ]),
  exampleTitle: 'The chain this site is about',
  exampleCaption: 'Numbers are the lines of the calls. Each line of code is the call’s own.',
  noScript:
    'Searching here takes script, which is off. The same search runs on the command line, in a clone of this site’s repository:',
  noText:
    'The calls are read out of the kernel’s text, and no kernel text could be had when this page was made, so there is nothing to search.',
  pointersNote:
    'A call through a pointer is taken to lead to every function whose address is stored in that field: it may.',
};
