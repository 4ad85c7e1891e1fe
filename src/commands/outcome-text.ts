import type { Outcome } from '../scenario/index.ts';

/**
 * An outcome for a person: what each step did, then what became of everybody.
 * @returns lines, without an end
 */
export function outcomeText({ steps, final }: Outcome): string[] {
  const lines = steps.flatMap(({ op, result, events = {}, state = {} }) => {
    const said = [
      ...Object.entries(events).flatMap(([who, all]) => all.map((event) => `${who}: ${event}`)),
      ...Object.entries(state).map(([who, is]) => `${who} is ${is}`),
    ];
    if ((op === 'start' || op === 'end') && said.length === 0) return [];
    return [`  ${op}${op === 'start' || op === 'end' ? '' : ` -> ${result}`}`, ...said.map((line) => `      ${line}`)];
  });
  const rows = Object.entries(final).map(([who, { nspid, do_exit = '', last }]) => [
    who,
    nspid.join('/') || '-',
    do_exit,
    last,
  ]);
  return [...lines, ...table([['task', 'pid inside', 'do_exit', 'at the end'], ...rows]).map((line) => `  ${line}`)];
}

/** Columns as wide as their widest cell. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
