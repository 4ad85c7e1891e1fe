/**
 * Where in a module's text a part of its value is written: `steps[2].sig` of `export default scenario({ … })`. Works for what is written as
 * literals; for what is computed, the nearest part around it that is written.
 * @module
 */
import { javascriptLanguage } from '@codemirror/lang-javascript';
import type { SyntaxNode } from '@lezer/common';
import { placeOfOffset } from './problem.ts';

const parser = javascriptLanguage.parser.configure({ dialect: 'ts' });

/** The first object literal that is an argument of a call of this function. */
function argument(root: SyntaxNode, text: string, callee: string): SyntaxNode | null {
  const cursor = root.cursor();
  do {
    if (cursor.name !== 'CallExpression') continue;
    const called = cursor.node.firstChild;
    if (called === null || text.slice(called.from, called.to) !== callee) continue;
    const found = cursor.node.getChild('ArgList')?.getChild('ObjectExpression');
    if (found) return found;
  } while (cursor.next());
  return null;
}

const unquoted = (text: string): string => text.replace(/^['"`]|['"`]$/g, '');

/** The value a property of an object literal is written as. */
function member(object: SyntaxNode, key: string, text: string): SyntaxNode | null {
  for (const property of object.getChildren('Property')) {
    const name = property.firstChild;
    if (name === null || unquoted(text.slice(name.from, name.to)) !== key) continue;
    return property.lastChild === name ? name : property.lastChild;
  }
  return null;
}

/** The n-th element of an array literal; undefined where a spread comes before it. */
function element(array: SyntaxNode, index: number): SyntaxNode | null {
  let at = 0;
  for (let node = array.firstChild; node !== null; node = node.nextSibling) {
    if (node.name === 'Spread') return null;
    if (['[', ']', ',', 'LineComment', 'BlockComment'].includes(node.name)) continue;
    if (at === index) return node;
    at += 1;
  }
  return null;
}

const parts = (path: string): (string | number)[] =>
  [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, key]) =>
    index === undefined ? (key ?? '') : Number(index),
  );

/**
 * @param path as `readScenario` names places: `tree[0].sig.TERM`
 * @param callee the function whose argument the value is
 * @returns line and column from 1; undefined when the call is not there
 */
export function placeInCode(
  text: string,
  path: string,
  callee = 'scenario',
): { line: number; column: number } | undefined {
  let node = argument(parser.parse(text).topNode, text, callee);
  if (node === null) return undefined;
  let best: SyntaxNode = node;
  for (const part of parts(path)) {
    if (node === null) break;
    // `{…} as const`, `({…})`: what is inside counts.
    while (node !== null && ['ParenthesizedExpression', 'BinaryExpression'].includes(node.name)) {
      const inside: SyntaxNode | null = node.getChild('ObjectExpression') ?? node.getChild('ArrayExpression');
      if (inside === null) break;
      node = inside;
    }
    node = typeof part === 'number' ? element(node, part) : member(node, part, text);
    if (node !== null) best = node;
  }
  return placeOfOffset(text, best.from);
}
