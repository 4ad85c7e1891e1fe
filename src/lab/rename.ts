import type { Actor, Step } from '../scenario/index.ts';
import type { Draft } from './draft.ts';

/** Another name for an actor, wherever it is spoken of: `init`, its threads `init.1`, its group `pgrp:init`. */
export function renamed(draft: Draft, from: string, to: string): Draft {
  const name = <T>(of: T): T => {
    if (typeof of !== 'string') return of;
    const [, group = '', who = '', thread = ''] = /^(pgrp:)?(.*?)(\.\d+)?$/.exec(of) ?? [];
    return who === from ? (`${group}${to}${thread}` as T) : of;
  };
  const actor = (of: Actor): Actor => ({
    ...of,
    name: name(of.name),
    ...(of.parent === undefined ? {} : { parent: name(of.parent) }),
    ...(of.setpgid === undefined ? {} : { setpgid: name(of.setpgid) }),
  });
  const step = (of: Step): Step =>
    Object.fromEntries(
      Object.entries(of).map(([key, value]) => [key, ['who', 'by', 'from', 'to'].includes(key) ? name(value) : value]),
    ) as Step;
  return {
    ...draft,
    tree: draft.tree.map(actor),
    ...(draft.later === undefined ? {} : { later: draft.later.map(actor) }),
    steps: draft.steps.map(step),
  };
}
