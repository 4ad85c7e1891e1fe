import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Files, later, release } from './fake-release.ts';

export * from './fake-release.ts';

/** A folder that is gone when the test is. */
export function temporary(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kernel-text-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files under a folder, and gives the folder. */
export function write(folder: string, files: Files): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Runs git in a folder, with a name and date that are not the reader's, and none of the reader's settings. */
export function git(folder: string, ...args: string[]): string {
  const who = { NAME: 'Harbour', EMAIL: 'harbour@example.org', DATE: '2022-10-02T12:00:00Z' };
  const env: NodeJS.ProcessEnv = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  for (const [key, value] of Object.entries(who)) {
    env[`GIT_AUTHOR_${key}`] = value;
    env[`GIT_COMMITTER_${key}`] = value;
  }
  return execFileSync('git', ['-C', folder, ...args], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** A repository in which the release is tagged and a later version is checked out. */
export function repository(folder: string): string {
  write(folder, release);
  git(folder, 'init', '--quiet', '--initial-branch=main');
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '-m', 'The release');
  git(folder, 'tag', '-a', '-m', 'The release', 'v6.0');
  write(folder, later);
  git(folder, 'commit', '--quiet', '--all', '-m', 'Later');
  return folder;
}

/** What stands beside `.kernel` in a folder: nothing else may be left there. */
export const beside = (folder: string): string[] => readdirSync(folder).sort();
