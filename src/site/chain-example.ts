/**
 * The one answer with which the page about chains is built: the chain this site is about, asked of the very index that readers ask.
 * @module
 */
import { type CallLines, factsAbout, pageHref, seenFunction } from '../chains/index.ts';
import { graphSvg, layOutGraph } from '../figures/graph/index.ts';
import { type Locale, localHref } from '../i18n/index.ts';
import { callLines } from './call-lines.ts';
import { chainFacts } from './chain-facts.ts';
import { chainIndex } from './chain-index.ts';

const QUESTION = { from: 'do_exit', to: 'group_send_sig_info', through: ['zap_pid_ns_processes'] };
/** Widths in px that the drawing may have: a phone's and that of its column. */
const WIDTHS = [372, 358, 344, 328];

/** The chain, what is said of it, its lines, and its graph as SVG; undefined when no kernel text could be had. */
export function exampleAnswer(locale: Locale) {
  const index = chainIndex();
  if (!index) return undefined;
  const [chain] = index.chains({ ...QUESTION, limit: 1 }).chains;
  if (!chain) throw new Error(`The page /chains/ shows a chain ${JSON.stringify(QUESTION)}, and there is none.`);
  const facts = factsAbout(chainFacts(), chain.path);
  const lines: Record<string, CallLines> = {};
  for (const { file, line } of chain.hops) {
    const known = callLines(file)!;
    lines[file] ??= { version: known.version, lines: {} };
    lines[file].lines[line] = known.lines[line]!;
  }
  const slice = {
    nodes: chain.path.map((name) => {
      const href = pageHref(facts, name);
      return {
        name,
        href: href && localHref(href, locale),
        on: true,
        ...(seenFunction(facts, name) && { seen: true }),
      };
    }),
    edges: chain.hops.map(({ from, to, v60, line, sites }) => ({
      from,
      to,
      lines: [v60 ?? line],
      loop: sites.every(({ inLoop }) => inLoop),
      on: true,
    })),
  };
  const label = chain.path.join(' → ');
  return { chain, through: QUESTION.through, facts, lines, svg: graphSvg(layOutGraph(slice, WIDTHS, locale), label) };
}
