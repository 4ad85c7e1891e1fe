import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Compared } from '../../src/scenario/compare.ts';
import { type Cast, Scenario } from '../../src/scenario/index.ts';

const Facts = z.object({
  result: z.string().optional(),
  events: z.record(z.string(), z.array(z.string())).optional(),
  reaped: z.record(z.string(), z.array(z.string())).optional(),
  state: z.record(z.string(), z.string()).optional(),
});

const Case = z.object({
  id: z.string(),
  tree: Scenario.shape.tree,
  later: Scenario.shape.later,
  start: Facts,
  steps: z.array(Facts.extend({ do: Scenario.shape.steps.element })),
  end: Facts,
  final: z.record(z.string(), z.object({ nspid: z.array(z.int()), do_exit: z.string(), last: z.string() })),
  varied: z.array(z.string()).optional(),
});

/** What Linux 6.0.0 did with scenarios, on User-Mode Linux, the same in six runs but for what `varied` names. */
export function recordedOn600(): {
  id: string;
  scenario: Cast;
  outcome: Compared;
  varied: string[];
}[] {
  const cases = z.array(Case).parse(JSON.parse(readFileSync('test/scenario/kernel-6.0.0.json', 'utf8')));
  return cases.map(({ id, tree, later, start, steps, end, final, varied = [] }) => ({
    id,
    scenario: { tree, later, steps: steps.map((step) => step.do) },
    outcome: { steps: [start, ...steps, end], final },
    varied,
  }));
}
