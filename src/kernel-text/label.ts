import { KernelTextError } from './errors.ts';

/**
 * The version a tree's top Makefile says it is, named as kernel developers do: 'v6.0' for the release itself, '6.1' for another
 * one, '6.1.192' for a stable one, with what EXTRAVERSION adds.
 * @param release the tag of the locked release, the only one whose name here begins with v
 * @throws {KernelTextError} when it says none
 */
export function labelOf(makefile: string, release: string, where: string): string {
  const value = (name: string) => new RegExp(`^${name} *=[ \\t]*(.*?)[ \\t]*$`, 'm').exec(makefile)?.[1] ?? '';
  const [version, patchlevel, sublevel] = [value('VERSION'), value('PATCHLEVEL'), value('SUBLEVEL')];
  if (!/^\d+$/.test(version) || !/^\d+$/.test(patchlevel)) {
    throw new KernelTextError(
      `${where} does not say which version it is: expected VERSION and PATCHLEVEL at its top`,
      'Name the top folder of a Linux source tree.',
    );
  }
  const stable = /^\d+$/.test(sublevel) && sublevel !== '0' ? `.${sublevel}` : '';
  const name = `${version}.${patchlevel}${stable}${value('EXTRAVERSION')}`;
  return `v${name}` === release ? release : name;
}
