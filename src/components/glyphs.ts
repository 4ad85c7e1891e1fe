/**
 * The site's signs, on a field of 16 by 16: the states of a process, what becomes of a
 * signal, the player's controls, a
 * verified file, the menu. Shapes only; the stroke and its width come from `.g`, the colour from `--c`.
 */
const solid = 'style="fill:var(--c,currentColor);stroke:none"';

export const GLYPHS = {
  alive: `<circle ${solid} cx="8" cy="8" r="6"/>`,
  signalled: `<path ${solid} d="M8 .8 15.2 8 8 15.2.8 8Z"/>`,
  exiting: `<circle cx="8" cy="8" r="5.8"/><path ${solid} d="M8 2.2a5.8 5.8 0 0 1 0 11.6Z"/>`,
  zombie: '<path d="M2.2 2.2h11.6v11.6H2.2Z"/><path d="m5 5 6 6m0-6-6 6"/>',
  reaped: '<circle cx="8" cy="8" r="5.8" stroke-dasharray="2 2.55"/>',
  adopted: '<path d="M13.5 2v5.2a3 3 0 0 1-3 3H3.6"/><path d="M7.4 5.8 3 10.2l4.4 4.4"/>',
  stopped: `<path ${solid} d="M3.5 2.5h3v11h-3Zm6 0h3v11h-3Z"/>`,
  traced: `<path d="M1.5 8q6.5-9 13 0-6.5 9-13 0Z"/><circle ${solid} cx="8" cy="8" r="2"/>`,
  drop: '<path d="M8 2 14 8l-6 6-6-6Z"/><path d="M2 14 14 2"/>',
  queued: '<path d="M8 2 14 8l-6 6-6-6Z"/>',
  refused: '<path d="m3.5 3.5 9 9m0-9-9 9"/>',
  run: `<path ${solid} d="M3 1.5v13L14 8Z"/>`,
  back: `<path ${solid} d="M13 1.5v13L2 8Z"/>`,
  into: '<path d="M3 2v6.5h9.5"/><path d="m9 4.5 4 4-4 4"/>',
  out: '<path d="M13 14V7.5H3.5"/><path d="m7 3.5-4 4 4 4"/>',
  next: `<path ${solid} d="M2 2.5v11L9.5 8Z"/><path d="M12 2.5v11"/>`,
  previous: `<path ${solid} d="M14 2.5v11L6.5 8Z"/><path d="M4 2.5v11"/>`,
  reset: '<path d="M3.2 5.5a5.6 5.6 0 1 1-.8 3.5"/><path d="M3 1.5v4.5h4.5"/>',
  ok: '<path d="m2 8.5 4 4L14 3.5"/>',
  menu: '<path d="M1 4h14M1 8h14M1 12h14"/>',
} as const;

export type GlyphName = keyof typeof GLYPHS;
