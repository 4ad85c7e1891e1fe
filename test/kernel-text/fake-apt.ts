import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Files, write } from './fake.ts';

export const isInstalled = (command: string): boolean => !spawnSync(command, ['--version']).error;

/** A package built as Debian builds it: the tree in a .tar.xz under usr/src. Gives the .deb's path. */
export function debianPackage(folder: string, version: string, files: Files): string {
  const build = join(folder, `build-${version}`);
  write(join(build, 'tree/linux-source-6.1'), files);
  const inside = join(build, 'package');
  write(inside, {
    'DEBIAN/control': `Package: linux-source-6.1\nVersion: ${version}\nArchitecture: all\nMaintainer: Harbour <harbour@example.org>\nDescription: a harbour\n`,
  });
  mkdirSync(join(inside, 'usr/src'), { recursive: true });
  const tarball = join(inside, 'usr/src/linux-source-6.1.tar.xz');
  execFileSync('tar', ['-c', '-J', '-f', tarball, '-C', join(build, 'tree'), 'linux-source-6.1']);
  const deb = join(folder, `linux-source-6.1_${version}_all.deb`);
  execFileSync('dpkg-deb', ['--build', '--root-owner-group', inside, deb], { stdio: 'ignore' });
  return deb;
}

/**
 * Puts an apt in front of the system's, for one test: it offers these packages, in this order.
 * @param download what `apt-get download` does with `$deb`, the package asked for; shell
 * @param lists whether it has its lists of packages from the start, or only after `apt-get update`
 * @returns the folder with its log, one line a call
 */
export function fakeApt(
  folder: string,
  debs: Record<string, string>,
  download = 'cp "$deb" .',
  lists: 'here' | 'missing' = 'here',
): string {
  const bin = join(folder, 'bin');
  const log = join(folder, 'apt.log');
  const versions = Object.keys(debs);
  const madison = versions.map(
    (version) => `linux-source-6.1 | ${version} | http://harbour.example stable/main Packages`,
  );
  const script = (name: string, text: string) => {
    writeFileSync(join(bin, name), `#!/bin/sh\necho "${name} $*" >> '${log}'\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  mkdirSync(bin);
  const cases = (act: (version: string) => string) =>
    versions.map((version) => `*=${version}) ${act(version)} ;;`).join('\n');
  script(
    'apt-cache',
    `case "$1" in
madison) [ ${lists} = here ] || [ -e '${log}.lists' ] || exit 0; printf '%s\\n' ${madison.map((line) => `'${line}'`).join(' ')} ;;
show) case "$2" in
${cases((version) => `echo 'Size: ${statSync(debs[version]!).size}'`)}
esac ;;
esac`,
  );
  script(
    'apt-get',
    `for last; do :; done
case "$last" in
update) touch '${log}.lists' ;;
${cases((version) => `deb='${debs[version]}'; ${download}`)}
*) echo "E: Unable to locate package" >&2; exit 100 ;;
esac`,
  );
  const before = process.env['PATH'];
  process.env['PATH'] = `${bin}:${before}`;
  onTestFinished(() => {
    process.env['PATH'] = before;
  });
  return log;
}
