import { escapeHtml } from '../unfold/index.ts';
import { dropStart, innerTabWidths, leadingTabs } from './indent.ts';
import type { Token } from './tokenise.ts';

/** Where an identifier leads. */
export interface Link {
  href: string;
  /** `call`: a function whose text the site has; `name`: another page or line of the site; `out`: upstream. */
  kind: 'call' | 'name' | 'out';
}

/** How an identifier stands in its line: what a name means depends on it. */
export interface Use {
  /** A parenthesis follows: a call, or the use of a function-like macro. */
  called: boolean;
  /** After `struct`, `union` or `enum`. */
  tag: boolean;
  /** After `.` or `->`: a member, which shares its name with nothing else. */
  member: boolean;
  /** In a comment, where only a name with its parentheses is surely a function. */
  comment: boolean;
}

/** Finds where an identifier leads; undefined: it is left as text. */
export type Resolve = (name: string, use: Use) => Link | undefined;

export interface CodeOptions {
  resolve: Resolve;
  /** The name this line defines, set in the heaviest weight. */
  defines?: string | undefined;
}

/** Columns of code that a phone of 360 px shows; a tab takes two there. */
const NARROW = 34;

/** A line's code as HTML, its indentation taken out of the flow, and the number of tabs that make it up. */
export interface RenderedCode {
  html: string;
  indent: number;
}

/**
 * One line of code as HTML: keywords, comments, links. All of the line's characters are in it, tabs included, so that
 * what is selected and copied is the kernel's text.
 */
export function renderCode(tokens: readonly Token[], options: CodeOptions): RenderedCode {
  const line = tokens.map((token) => token.text).join('');
  const indent = leadingTabs(line);
  const tabs = innerTabWidths(line);
  const parts: string[] = [];
  if (indent > 0) parts.push(`<span class="ind">${'\t'.repeat(indent)}</span>`);

  const body = dropStart(tokens, indent);
  const state = { before: '', keyword: '' };
  const long = line.length + indent > NARROW;
  for (const [index, token] of body.entries()) {
    const next = body[index + 1]?.text ?? '';
    const html = renderToken(token, next, state, { ...options, long }).replace(/\t/g, () => {
      const width = tabs.shift() ?? 1;
      return `<span class="tab" style="width:${width}ch">\t</span>`;
    });
    parts.push(token.style === 'k' || token.style === 'cm' ? `<span class="${token.style}">${html}</span>` : html);
  }
  return { html: parts.join(''), indent };
}

/** What stands to the left of the text being rendered. */
interface Left {
  before: string;
  keyword: string;
}

interface TokenOptions extends CodeOptions {
  /** The line does not fit a phone. */
  long: boolean;
}

function renderToken(token: Token, next: string, left: Left, options: TokenOptions): string {
  if (token.style === 'k') {
    left.keyword = token.text.trim();
    left.before = token.text;
    return escapeHtml(token.text);
  }
  if (token.style === 's') {
    left.before = token.text;
    left.keyword = '';
    return escapeHtml(token.text);
  }
  const comment = token.style === 'cm';
  const text = token.text;
  let html = '';
  let at = 0;
  for (const match of text.matchAll(/[A-Za-z_]\w*|\d\w*/g)) {
    const between = text.slice(at, match.index);
    html += plain(between, options.long && !comment);
    if (/\S/.test(between)) left.keyword = '';
    left.before = (left.before + between).slice(-8);
    html += word(match[0], text.slice(match.index + match[0].length) + (comment ? '' : next), left, comment, options);
    left.before = match[0];
    left.keyword = '';
    at = match.index + match[0].length;
  }
  const rest = text.slice(at);
  if (/\S/.test(rest)) left.keyword = '';
  left.before = (left.before + rest).slice(-8);
  return html + plain(rest, options.long && !comment);
}

function word(name: string, rest: string, left: Left, comment: boolean, options: CodeOptions): string {
  if (/^\d/.test(name)) return name;
  const defined = !comment && name === options.defines;
  const use: Use = {
    called: comment ? rest.startsWith('(') : /^\s*\(/.test(rest),
    tag: /^(struct|union|enum)$/.test(left.keyword),
    member: !comment && /(\.|->)\s*$/.test(left.before),
    comment,
  };
  const link = options.resolve(name, use);
  if (!link) return defined ? `<b class="d">${name}</b>` : name;
  const classes = [defined ? 'd' : link.kind].filter((kind) => kind !== 'name').join(' ');
  return `<a${classes ? ` class="${classes}"` : ''} href="${escapeHtml(link.href)}">${name}</a>`;
}

/**
 * Text between identifiers. An arrow must not be broken between its two characters. A long line may be broken before an
 * arrow and after a parenthesis: left to itself, a browser breaks `f(a->b)` only in the middle of a name.
 */
function plain(text: string, long: boolean): string {
  const html = escapeHtml(text).replaceAll('-&gt;', `${long ? '<wbr>' : ''}<span class="op">-&gt;</span>`);
  return long ? html.replace(/\($/, '(<wbr>') : html;
}
