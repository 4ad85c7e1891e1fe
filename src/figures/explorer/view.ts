/** The part of a drawing that a frame shows, px and scale. Pure. */
export interface View {
  /** The drawing's point at the frame's upper left corner. */
  x: number;
  y: number;
  /** 1: a px of the drawing is a px of the screen. */
  zoom: number;
}

export interface Size {
  width: number;
  height: number;
}

export const ZOOMS = [0.25, 0.35, 0.5, 0.7, 0.85, 1, 1.25, 1.6, 2] as const;
/** Smaller than this, names of 13 px would be set below 11.5 px. */
export const LEGIBLE = 0.89;
const margin = 8;

/** The next step of zoom, keeping the drawing's point under (`at`) in the frame where it is. */
export function zoomBy(view: View, frame: Size, steps: number, at = { x: frame.width / 2, y: frame.height / 2 }): View {
  const near = ZOOMS.reduce((best, zoom) => (Math.abs(zoom - view.zoom) < Math.abs(best - view.zoom) ? zoom : best));
  const place = Math.min(ZOOMS.length - 1, Math.max(0, ZOOMS.indexOf(near) + steps));
  const zoom = ZOOMS[place]!;
  return { x: view.x + at.x / view.zoom - at.x / zoom, y: view.y + at.y / view.zoom - at.y / zoom, zoom };
}

/** Moves the view by px of the screen. */
export const panBy = (view: View, dx: number, dy: number): View => ({
  ...view,
  x: view.x + dx / view.zoom,
  y: view.y + dy / view.zoom,
});

/** Keeps some of the drawing in the frame: it is centred where it fits, and else not pushed past its edges. */
export function within(view: View, frame: Size, drawing: Size): View {
  const along = (at: number, shown: number, all: number) => {
    const room = shown / view.zoom;
    if (all + 2 * margin <= room) return (all - room) / 2;
    return Math.min(Math.max(at, -margin), all + margin - room);
  };
  return { ...view, x: along(view.x, frame.width, drawing.width), y: along(view.y, frame.height, drawing.height) };
}

/** All of the drawing, however small that makes it. */
export function showAll(frame: Size, drawing: Size): View {
  const zoom = Math.min(1, frame.width / (drawing.width + 2 * margin), frame.height / (drawing.height + 2 * margin));
  return within({ x: 0, y: 0, zoom: Math.max(zoom, 0.1) }, frame, drawing);
}

export interface Part extends Size {
  x: number;
  y: number;
}

/**
 * All of the drawing if its names stay legible; else, as large as the names must be, its chosen part in the middle, or the beginning of that
 * if it is too large itself.
 */
export function openView(frame: Size, drawing: Size, part: Part): View {
  const all = showAll(frame, drawing);
  if (all.zoom >= LEGIBLE) return all;
  const zoom = Math.max(
    LEGIBLE,
    Math.min(1, frame.width / (part.width + 4 * margin), frame.height / (part.height + 4 * margin)),
  );
  const along = (at: number, length: number, shown: number) => {
    const room = shown / zoom;
    return length + 2 * margin <= room ? at + length / 2 - room / 2 : at - 2 * margin;
  };
  return within(
    { x: along(part.x, part.width, frame.width), y: along(part.y, part.height, frame.height), zoom },
    frame,
    drawing,
  );
}

/** Moves the view no further than needed for a box to stand inside the frame. */
export function reveal(view: View, frame: Size, box: { x: number; y: number; width: number; height: number }): View {
  const pad = 24 / view.zoom;
  const along = (at: number, shown: number, from: number, length: number) => {
    const room = shown / view.zoom;
    if (from - pad < at) return from - pad;
    if (from + length + pad > at + room) return from + length + pad - room;
    return at;
  };
  return {
    ...view,
    x: along(view.x, frame.width, box.x, box.width),
    y: along(view.y, frame.height, box.y, box.height),
  };
}
