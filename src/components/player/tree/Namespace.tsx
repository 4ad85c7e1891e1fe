/** A namespace: a frame round its members, its name cut into the top edge; double and in ink once it is closed to new pids. */
import type { Film, NamespaceIndex } from '@/player/index.ts';
import { pure } from '../pure.ts';
import type { PlayerWords } from '../words.ts';
import { NAME_SPACE } from './arrange.ts';
import { fit } from './fit.ts';

export interface NamespaceProps {
  x: number;
  y: number;
  w: number;
  h: number;
  closed: boolean;
  /** What it is called; cut to the frame's width. */
  label: string;
  /** Said after the name once it is closed. */
  closedLabel: string;
}

const SIZE = 12.5;

/** What a namespace is called. @param names by the name of the init */
export function nameOfNamespace(
  film: Pick<Film, 'tasks' | 'namespaces'>,
  namespace: NamespaceIndex,
  names: Readonly<Record<string, string>>,
  words: PlayerWords,
): string {
  const init = film.namespaces[namespace]?.init;
  const name = init === undefined ? undefined : film.tasks[init]?.name;
  return (name === undefined ? undefined : names[name]) ?? words.namespace(name);
}

/** How wide its name is at its longest: once it is closed. */
export const longestName = (...of: Parameters<typeof nameOfNamespace>): number =>
  fit.width(`${nameOfNamespace(...of)}, ${of[3].closed}`, SIZE);

export const Namespace = pure(({ x, y, w, h, closed, label, closedLabel }: NamespaceProps) => {
  const room = w - NAME_SPACE + 1;
  const candidates = closed ? [`${label}, ${closedLabel}`, closedLabel] : [label];
  const text = fit.first(candidates, SIZE, room) || shorten(candidates.at(-1) ?? '', room);
  return (
    <g class={closed ? 'wall-g shut' : 'wall-g'} transform={`translate(${x} ${y})`}>
      <rect class="wall" width={w} height={h} rx="5" />
      <rect class="wall wall-in" x="4" y="4" width={w - 8} height={h - 8} rx="3" />
      <rect class="wall-gap" x="46" y="-5" width={fit.width(text, SIZE) + 12} height="14" />
      <text class="sub" x="52" y="4.5">
        {text}
      </text>
    </g>
  );
});

function shorten(text: string, room: number): string {
  let cut = text;
  while (cut.length > 1 && fit.width(`${cut}…`, SIZE) > room) cut = cut.slice(0, -1);
  return `${cut}…`;
}
