import { readFileSync, statSync } from 'node:fs';
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
      if (statSync(file).size > LARGEST) throw new ScenarioError(`${file} is larger than 1 MB: it is no scenario.`);
      return { file, scenario: readScenario(file, readFileSync(file, 'utf8'), Scenario) };
    } catch (error) {
      if (error instanceof ScenarioError)
        throw new FileError(error.message, 'Correct the file; the scenarios in content/scenarios/ are examples.');
      const { code = '' } = error as NodeJS.ErrnoException;
      if (!(code in CANNOT_READ)) throw error;
      throw new FileError(`${file}: ${CANNOT_READ[code]}`, 'Name files that hold one scenario each, as JSON.');
    }
  });
}
