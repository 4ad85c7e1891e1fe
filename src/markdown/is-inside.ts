import type { HastVisitorContext } from 'satteri';

type Visited = Parameters<HastVisitorContext['parent']>[0];

/** Whether a node stands in an element of one of the given names, however deep. */
export function isInside(node: Visited, ctx: HastVisitorContext, tags: readonly string[]): boolean {
  for (let parent = ctx.parent(node); parent; parent = ctx.parent(parent as Visited)) {
    if (parent.type === 'element' && tags.includes(parent.tagName)) return true;
  }
  return false;
}
