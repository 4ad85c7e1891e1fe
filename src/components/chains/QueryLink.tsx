import type { ComponentChildren } from 'preact';
import { type Query, writeAddress } from '@/chains/index.ts';

interface Props {
  query: Query;
  onAsk(query: Query): void;
  class?: string;
  /** What it says to those who hear it out of its place. */
  label?: string;
  children: ComponentChildren;
}

/** A link to another question on this page: followed without loading the page again, and a link like any other in a new tab. */
export function QueryLink({ query, onAsk, class: kind, label, children }: Props) {
  return (
    <a
      href={writeAddress(query)}
      class={kind}
      aria-label={label}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        onAsk(query);
      }}
    >
      {children}
    </a>
  );
}
