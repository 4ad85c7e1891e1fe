/**
 * A component that is drawn again only when one of its props is another: what makes a step among two hundred processes cost no more
 * than what it changes.
 * @module
 */
import { Component, type ComponentChild, createElement, type FunctionComponent } from 'preact';

function changed<P extends object>(now: P, next: P): boolean {
  for (const key in next) if (next[key] !== now[key]) return true;
  for (const key in now) if (!(key in next)) return true;
  return false;
}

/** @param draw a function of props alone: it may not use hooks */
export function pure<P extends object>(draw: (props: P) => ComponentChild): FunctionComponent<P> {
  class Pure extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      return changed(this.props as P, next);
    }
    override render(props: P): ComponentChild {
      return draw(props);
    }
  }
  return Pure as unknown as FunctionComponent<P>;
}

/** The same for a component that uses hooks. */
export const memo = <P extends object>(of: FunctionComponent<P>): FunctionComponent<P> =>
  pure((props: P) => createElement(of, props));
