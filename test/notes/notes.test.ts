import { describe, expect, it } from 'vitest';
import { bindSnippet, bindWhatFits, parseSnippet } from '../../src/notes/index.ts';
import { firstMatch, matchLine } from '../../src/notes/match.ts';

// A function of our own: the tests need lines that repeat and lines that do not.
const LINES = [
  'static void put_away(struct guest *guest)',
  '{',
  '\tlock(&house);',
  '\thand_over(guest);',
  '\tunlock(&house);',
  '\tlock(&house);',
  '\tguest->state = GUEST_GONE;',
  '\tunlock(&house);',
  '}',
];

const yaml = (extra: string) => `function: put_away\nfile: kernel/house.c\n${extra}`;
const bind = (extra: string) =>
  bindSnippet('kernel-snippets/put_away.yaml', parseSnippet('kernel-snippets/put_away.yaml', yaml(extra)), LINES, 41);
const note = (fields: string) => `notes:\n  - { id: gone, ${fields}, en: It is gone., zh-cn: 走了。 }\n`;

describe('a note', () => {
  it('stands on the one line that contains its text', () => {
    const { notes } = bind(note("at: 'guest->state = GUEST_GONE;'"));
    expect(notes).toMatchObject([
      { line: 6, anchor: 'note-put_away-gone', text: { en: 'It is gone.', 'zh-cn': '走了。' } },
    ]);
  });

  it('whose text no line contains is an error that names file, note, function and the nearest lines', () => {
    expect(() => bind(note("at: 'guest->state = GUEST_LEFT;'"))).toThrow(
      /kernel-snippets\/put_away\.yaml: note "gone" of put_away: .*no line contains the text\.\n {2}The nearest are:\n {4}47: guest->state = GUEST_GONE;/s,
    );
  });

  it('whose text several lines contain is an error that lists them', () => {
    expect(() => bind(note("at: 'lock(&house);'"))).toThrow(
      /note "gone" of put_away: .*4 lines contain the text.*\n {4}43: lock\(&house\);\n {4}45: unlock/s,
    );
  });

  it('with "after" stands on the first match below that line', () => {
    const { notes } = bind(note("at: 'lock(&house);', after: 'hand_over(guest);'"));
    expect(notes[0]?.line).toBe(4);
  });

  it('with an "after" that is not one line is an error that says so', () => {
    expect(() => bind(note("at: 'GUEST_GONE', after: 'unlock(&house);'"))).toThrow(/2 lines contain "after"/);
    expect(() => bind(note("at: 'hand_over', after: 'GUEST_GONE'"))).toThrow(/no line contains the text/);
  });

  it('needs both languages, an id of its own, and nothing the schema does not know', () => {
    expect(() => bind("notes:\n  - { id: gone, at: 'GUEST_GONE', en: It is gone. }\n")).toThrow(
      /put_away\.yaml:4: notes\.0.*zh-cn|put_away\.yaml.*notes\.0\.zh-cn/,
    );
    const twice = "  - { id: gone, at: 'GUEST_GONE', en: a, zh-cn: b }\n";
    expect(() => bind(`notes:\n${twice}${twice}`)).toThrow(/put_away\.yaml:5: notes\.1\.id: "gone" names two notes/);
    expect(() => bind(note("at: 'GUEST_GONE', on: 3"))).toThrow(/put_away\.yaml:4: notes\.0: .*"on"/);
  });
});

describe('a snippet file', () => {
  it('must be YAML, and named for its function', () => {
    expect(() => parseSnippet('kernel-snippets/a.yaml', 'function: [a')).toThrow(/kernel-snippets\/a\.yaml: not YAML/);
    expect(() => parseSnippet('kernel-snippets/b.yaml', yaml(''))).toThrow(
      /b\.yaml: "function: put_away" does not fit/,
    );
  });

  it('that is empty is told what is missing', () => {
    expect(() => parseSnippet('kernel-snippets/b.yaml', '')).toThrow(/b\.yaml: the file: /);
  });
});

describe('folds and locks', () => {
  it('a fold runs from its line to the first match of its end, there or below', () => {
    const { folds, views } = bind(`folds:
  - { from: 'GUEST_GONE', to: 'unlock(&house);', en: leave, zh-cn: 离开 }
  - { from: 'hand_over', to: 'hand_over', en: one line, zh-cn: 一行 }
views:
  short: { folds: [ { from: '{', to: 'GUEST_GONE', en: the rest, zh-cn: 其余 } ] }
`);
    expect(folds.map(({ from, to }) => [from, to])).toEqual([
      [3, 3],
      [6, 7],
    ]);
    expect(views.get('short')).toMatchObject([{ from: 1, to: 6, label: { en: 'the rest' } }]);
  });

  it('folds that overlap, or whose end is above their start, are errors', () => {
    expect(() =>
      bind(`folds:
  - { from: '{', to: 'hand_over', en: a, zh-cn: b }
  - { from: 'hand_over', to: 'GUEST_GONE', en: c, zh-cn: d }
`),
    ).toThrow(/put_away: "c": lines 44–47 overlap the fold before/);
    expect(() => bind("folds: [ { from: 'GUEST_GONE', to: 'hand_over', en: a, zh-cn: b } ]\n")).toThrow(
      /"to" in fold 1 of put_away: "hand_over": no line at or below line 47/,
    );
  });

  it('lock changes are bound to lines, in their order', () => {
    const { locks } = bind(`locks:
  entry: [ { lock: street, mode: read } ]
  changes:
    - { at: 'lock(&house);', after: 'hand_over(guest);', drops: house }
    - { at: 'lock(&house);', after: '{', takes: house, mode: write }
`);
    expect(locks.entry).toEqual([{ lock: 'street', mode: 'read' }]);
    expect(locks.changes).toEqual([
      { line: 2, lock: 'house', mode: 'write', silent: false },
      { line: 4, lock: 'house', mode: undefined, silent: false },
    ]);
  });
});

describe('what fits a text that is not v6.0’s', () => {
  const bindPart = (extra: string) =>
    bindWhatFits(
      'kernel-snippets/put_away.yaml',
      parseSnippet('kernel-snippets/put_away.yaml', yaml(extra)),
      LINES,
      41,
    );

  it('is every note but those whose line is not there, or not once', () => {
    const { bound, notesLeftOut } = bindPart(`notes:
  - { id: gone, at: 'GUEST_GONE', en: a, zh-cn: b }
  - { id: left, at: 'GUEST_LEFT', en: a, zh-cn: b }
  - { id: shut, at: 'unlock(&house);', en: a, zh-cn: b }
  - { id: over, at: 'hand_over(guest);', en: a, zh-cn: b }
`);
    expect(bound.notes.map(({ id, line }) => [id, line])).toEqual([
      ['over', 3],
      ['gone', 6],
    ]);
    expect(notesLeftOut.map(({ message }) => /note "(\w+)"/.exec(message)?.[1])).toEqual(['left', 'shut']);
  });

  it('is every fold whose ends are there, in views too, which stay', () => {
    const { bound } = bindPart(`folds:
  - { from: '{', to: 'hand_over', en: first, zh-cn: b }
  - { from: 'GUEST_LEFT', to: '}', en: second, zh-cn: b }
views:
  short: { folds: [ { from: 'GUEST_LEFT', to: '}', en: third, zh-cn: b } ] }
`);
    expect(bound.folds.map(({ label }) => label.en)).toEqual(['first']);
    expect([...bound.views]).toEqual([['short', []]]);
  });

  it('is all locks or none: a rail that lacks a change would be wrong from there on', () => {
    const locks = (line: string) => `locks:
  entry: [ { lock: street, mode: read } ]
  changes: [ { at: '${line}', drops: street } ]
`;
    expect(bindPart(locks('hand_over')).bound.locks.changes).toHaveLength(1);
    expect(bindPart(locks('hand_back')).bound.locks).toEqual({ entry: [], changes: [] });
  });
});

describe('matching', () => {
  it('does not mind space at the ends or runs of space', () => {
    expect(matchLine(['\tint  a =\t1;'], ' int a = 1; ')).toEqual({ index: 0 });
    expect(firstMatch(LINES, 'unlock(&house);', 5)).toBe(7);
  });
});
