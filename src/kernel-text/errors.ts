/**
 * Something is wrong with the kernel text, or it could not be obtained. The message names the file or source, what was
 * expected and what was found; `remedy` says what the reader can do.
 */
export class KernelTextError extends Error {
  override readonly name = 'KernelTextError';
  readonly remedy: string;

  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.remedy = remedy;
  }
}
