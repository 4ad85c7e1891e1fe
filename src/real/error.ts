/** A scenario could not be run on a real kernel; `remedy` says what the reader can do. */
export class RealError extends Error {
  override readonly name = 'RealError';
  readonly remedy: string;

  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.remedy = remedy;
  }
}
