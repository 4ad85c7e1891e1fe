/** What one place of a pattern takes. A `folder` stands for as many whole folders as there are, and is followed by its `inside`. */
type Token =
  | { takes: 'letter'; letter: string }
  | { takes: 'set'; has: (letter: string) => boolean }
  | { takes: 'any' | 'star' | 'deep' | 'folders' | 'inside' };

/** More alternatives than these in a pattern's braces are nobody's. */
const MOST = 100;

/**
 * Whether a path matches a pattern: `*` and `?` stay within a folder, `**` crosses folders, `{a,b}` and `[…]` as in a
 * shell. Several patterns are separated by commas outside braces; a path may match any of them. A pattern without a `/`
 * matches a file of that name in any folder. Patterns come out of addresses that anybody may have written, so that
 * matching takes time in proportion to both lengths, whatever the pattern; regular expressions would not.
 * @returns undefined for a pattern that means nothing (brackets or braces that are not closed)
 */
export function parseGlob(pattern: string): ((path: string) => boolean) | undefined {
  const alternatives = split(pattern)?.flatMap((part) => expand(part.replace(/^\.?\//, '')) ?? [undefined]);
  if (!alternatives || alternatives.length === 0 || alternatives.length > MOST) return undefined;
  const compiled: Token[][] = [];
  for (const part of alternatives) {
    const tokens = part === undefined ? undefined : tokensOf(part);
    if (!tokens) return undefined;
    compiled.push(tokens);
  }
  return (path) => compiled.some((tokens) => matches(tokens, path));
}

/** The patterns between commas; undefined when a brace is not closed. */
function split(pattern: string): string[] | undefined {
  const parts = [''];
  let depth = 0;
  for (const letter of pattern) {
    if (letter === '{') depth++;
    else if (letter === '}') depth--;
    if (depth < 0) return undefined;
    if (letter === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  if (depth !== 0) return undefined;
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** `a{b,c}` is `ab` and `ac`; undefined for too many. */
function expand(pattern: string): string[] | undefined {
  const open = pattern.indexOf('{');
  if (open < 0) return [pattern];
  let depth = 0;
  const choices = [''];
  for (let i = open; i < pattern.length; i++) {
    const letter = pattern[i]!;
    if (letter === '}' && --depth === 0) {
      const rest = expand(pattern.slice(i + 1));
      const inner = choices.map(expand);
      if (!rest || inner.includes(undefined)) return undefined;
      const all = inner.flatMap((each) =>
        each!.flatMap((choice) => rest.map((end) => pattern.slice(0, open) + choice + end)),
      );
      return all.length > MOST ? undefined : all;
    }
    if (letter === ',' && depth === 1) choices.push('');
    else if (depth > 0) choices[choices.length - 1] += letter;
    if (letter === '{') depth++;
  }
  return undefined;
}

function tokensOf(pattern: string): Token[] | undefined {
  const folders: Token[] = [{ takes: 'folders' }, { takes: 'inside' }];
  const tokens: Token[] = pattern.includes('/') ? [] : [...folders];
  for (let i = 0; i < pattern.length; i++) {
    const letter = pattern[i]!;
    if (letter === '*' && pattern[i + 1] === '*') {
      const begins = i === 0 || pattern[i - 1] === '/';
      while (pattern[i + 1] === '*') i++;
      // `a/**/b` also matches `a/b`
      if (begins && pattern[i + 1] === '/') {
        tokens.push(...folders);
        i++;
      } else tokens.push({ takes: 'deep' });
    } else if (letter === '*') tokens.push({ takes: 'star' });
    else if (letter === '?') tokens.push({ takes: 'any' });
    else if (letter === '[') {
      const close = pattern.indexOf(']', i + 2);
      if (close < 0) return undefined;
      tokens.push({ takes: 'set', has: setOf(pattern.slice(i + 1, close)) });
      i = close;
    } else tokens.push({ takes: 'letter', letter });
  }
  return tokens;
}

/** `a-z`, `!a-z`, `abc`. */
function setOf(text: string): (letter: string) => boolean {
  const turned = /^[!^]/.test(text);
  const inner = turned ? text.slice(1) : text;
  const has = (letter: string): boolean => {
    for (let i = 0; i < inner.length; i++) {
      if (inner[i + 1] === '-' && i + 2 < inner.length) {
        if (letter >= inner[i]! && letter <= inner[i + 2]!) return true;
        i += 2;
      } else if (inner[i] === letter) return true;
    }
    return false;
  };
  return (letter) => has(letter) !== turned;
}

/** Goes through a path letter by letter, at all places of the pattern that it may have got to. */
function matches(tokens: readonly Token[], path: string): boolean {
  let at = new Uint8Array(tokens.length + 1);
  enter(tokens, at, 0);
  for (const letter of path) {
    const next = new Uint8Array(tokens.length + 1);
    for (const [i, token] of tokens.entries()) {
      if (at[i] === 0) continue;
      const within = letter !== '/';
      switch (token.takes) {
        case 'letter':
          if (letter === token.letter) enter(tokens, next, i + 1);
          break;
        case 'set':
          if (within && token.has(letter)) enter(tokens, next, i + 1);
          break;
        case 'any':
          if (within) enter(tokens, next, i + 1);
          break;
        case 'star':
          if (within) enter(tokens, next, i);
          break;
        case 'deep':
          enter(tokens, next, i);
          break;
        case 'folders':
          if (within) next[i + 1] = 1;
          break;
        case 'inside':
          if (within) next[i] = 1;
          else enter(tokens, next, i - 1);
          break;
      }
    }
    at = next;
  }
  return at[tokens.length] === 1;
}

/** Gets to a place, and to those beyond it that may take nothing. */
function enter(tokens: readonly Token[], at: Uint8Array, place: number): void {
  for (let i = place; at[i] === 0; ) {
    at[i] = 1;
    const takes = tokens[i]?.takes;
    if (takes === 'star' || takes === 'deep') i++;
    else if (takes === 'folders') i += 2;
    else return;
  }
}
