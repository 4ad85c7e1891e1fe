/** A figure cannot be drawn from what it was given; the message names the figure, what is missing or unknown, and what to do. */
export class FigureError extends Error {
  override name = 'FigureError';
}
