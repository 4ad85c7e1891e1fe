import type { ComponentChildren } from 'preact';
import { type Facts, pageHref, upstreamHref } from '@/chains/index.ts';
import { type Locale, localHref } from '@/i18n/index.ts';

interface Props {
  name: string;
  facts: Facts;
  locale: Locale;
  children?: ComponentChildren;
}

/** A function's name, leading to its page here, or upstream where it has none. */
export function FunctionLink({ name, facts, locale, children = name }: Props) {
  const page = pageHref(facts, name);
  return page ? (
    <a href={localHref(page, locale)}>{children}</a>
  ) : (
    <a href={upstreamHref(name)} class="out">
      {children}
    </a>
  );
}
