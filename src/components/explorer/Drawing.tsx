/** The drawing of a graph: boxes that take the focus, lines with their call sites. Where it stands in the frame is the frame's affair. */
import { boxPadding, type GraphLayout, isLeftOut, seenMark, siteLine, siteSize } from '@/figures/graph/index.ts';
import { arrowhead, roundedLine, tenth } from '@/figures/strokes.ts';
import type { ExplorerWords } from './words.ts';

interface Props {
  layout: GraphLayout;
  /** Many functions: lines off the path are faint, but for those of the function looked at. */
  quiet: boolean;
  focus: string;
  /** The function the pointer is over. */
  over: string | undefined;
  words: ExplorerWords;
  describedBy: string;
  seenOn(name: string): string | undefined;
  onFocus(name: string): void;
  onOver(name: string | undefined): void;
}

export function Drawing({ layout, quiet, focus, over, words, describedBy, seenOn, onFocus, onOver }: Props) {
  const { nodes, edges, size } = layout;
  const near = ({ from, to }: { from: string; to: string }) =>
    [focus, over].some((name) => name === from || name === to);
  // The path is drawn last, so that no other line crosses over it; before it what belongs to the function looked at.
  const weight = (edge: (typeof edges)[number]) => (edge.on ? 2 : near(edge) ? 1 : 0);
  const drawn = edges.toSorted((a, b) => weight(a) - weight(b));
  const named = (name: string) => {
    const node = nodes.find((each) => each.name === name)!;
    const kernel = node.seen ? seenOn(name) : undefined;
    return [
      name,
      ...(node.on ? [words.onPath] : []),
      ...(kernel ? [words.seen(kernel)] : []),
      ...(node.leftOut ? [words.notCompiled] : []),
    ].join(', ');
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group in SVG takes no focus by itself */}
      <g aria-hidden="true">
        {drawn
          .filter(({ on }) => on)
          .map((edge) => (
            <path key={`${edge.from} ${edge.to}`} class="glow" d={roundedLine(edge.points)} />
          ))}
        {drawn.map((edge) => {
          const kind = `${edge.on ? ' on' : near(edge) ? ' near' : ''}${isLeftOut(edge) ? ' out' : ''}`;
          return (
            <g key={`${edge.from} ${edge.to}`} class={`line${kind}`}>
              <path class={`edge${kind}${edge.pointer === undefined ? '' : ' through'}`} d={roundedLine(edge.points)} />
              <path class={`tip${kind}`} d={arrowhead(edge.points)} />
            </g>
          );
        })}
        {drawn
          .filter((edge) => !quiet || edge.on || near(edge))
          .map(({ from, to, label: { x, y, lines } }) => (
            <text key={`${from} ${to}`} class="site">
              {lines.map((line, i) => (
                <tspan key={line} x={x} y={tenth(y + i * siteLine + siteSize)}>
                  {line}
                </tspan>
              ))}
            </text>
          ))}
      </g>
      {nodes.map(({ name, on, leftOut, seen, x, y, width, height }) => (
        // biome-ignore lint/a11y/useSemanticElements: a button's element cannot stand in SVG
        <g
          key={name}
          class={`node${on ? ' on' : ''}${leftOut ? ' out' : ''}${name === focus ? ' at' : ''}`}
          role="button"
          tabIndex={name === focus ? 0 : -1}
          aria-pressed={name === focus}
          aria-label={named(name)}
          aria-describedby={describedBy}
          data-name={name}
          onFocus={() => onFocus(name)}
          onPointerEnter={() => onOver(name)}
          onPointerLeave={() => onOver(undefined)}
        >
          <rect x={x} y={y} width={width} height={height} rx={2} />
          <text x={tenth(x + boxPadding)} y={tenth(y + height / 2 + size * 0.35)} font-size={size}>
            {name}
          </text>
          {seen && <path class="ran" d={seenMark(x + width, y + height / 2)} />}
        </g>
      ))}
    </>
  );
}
