import { closeSync, openSync, readSync } from 'node:fs';
import { readScenario, Scenario, ScenarioError } from '../scenario/index.ts';

/** Far more than any scenario needs; what is larger is something else. */
const LARGEST = 1 << 20;

/** A file that was named on the command line cannot be used. */
export class FileError extends Error {
  override readonly name = 'FileError';
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

const CANNOT_READ: Record<string, string> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'you may not read it',
};

/**
 * Reads scenarios from files, all of them before any is used.
 * @throws FileError for the first that cannot be read or is no scenario
 */
export function readScenarioFiles(files: readonly string[]): { file: string; scenario: Scenario }[] {
  return files.map((file) => {
    try {
      return { file, scenario: readScenario(file, textOf(file), Scenario) };
    } catch (error) {
      if (error instanceof ScenarioError) throw scenarioMistake(error.message);
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      throw new FileError(
        `${file}: ${CANNOT_READ[code] ?? message}`,
        'Name files that hold one scenario each, as JSON.',
      );
    }
  });
}

/** A scenario that is not what it should be, as a failure that says what to do. */
export const scenarioMistake = (message: string): FileError =>
  new FileError(message, 'Correct the file; the scenarios in content/scenarios/ are examples.');

/** Reads no more than the largest scenario there can be, whatever the file claims to be: a device has no size and no end. */
function textOf(file: string): string {
  const fd = openSync(file, 'r');
  try {
    const buffer = Buffer.allocUnsafe(LARGEST + 1);
    let length = 0;
    for (let got = -1; got !== 0 && length <= LARGEST; length += got)
      got = readSync(fd, buffer, length, buffer.length - length, null);
    if (length > LARGEST) throw new ScenarioError(`${file} is larger than 1 MiB: it is no scenario.`);
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, length));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
    throw new ScenarioError(`${file} is not text in UTF-8: it is no scenario.`);
  } finally {
    closeSync(fd);
  }
}
