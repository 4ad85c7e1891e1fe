import { compare, type FileComparison, precision, recall, total } from '../analysis/compare.ts';
import { readCompilerEdges } from '../analysis/compiler-edges.ts';
import { type Analysis, analyse } from '../analysis/index.ts';
import { type KernelText, KernelTextError, openKernelText } from '../kernel-text/index.ts';

const BENCH_RUNS = 5;

/**
 * What `why-sigkill analyse` does.
 * @throws {KernelTextError} when there is no kernel text
 * @throws {CompilerEdgesError} when the file to compare with cannot be used
 */
export function measure({ bench = false, against }: { bench?: boolean; against?: string }): void {
  // read first: a mistake in its name should not cost a run
  const edges = against === undefined ? undefined : readCompilerEdges(against);
  const text = openKernelText();
  if (!text) throw new KernelTextError('there is no kernel text to analyse', 'Obtain it: npx why-sigkill kernel');
  const runs = Array.from({ length: bench ? BENCH_RUNS : 1 }, () => run(text));
  const { analysis, files, characters } = runs[0]!;
  const seconds = median(runs.map((each) => each.seconds));
  const cpu = median(runs.map((each) => each.cpu));
  const calls = analysis.functions.flatMap((definition) => definition.calls);
  const many = (n: number) => n.toLocaleString('en');
  const kinds = (['direct', 'macro', 'indirect'] as const)
    .map((kind) => `${many(calls.filter((call) => call.kind === kind).length)} ${kind}`)
    .join(', ');
  console.log(
    [
      `${many(files)} files, ${(characters / 1e6).toFixed(1)} MB: kernel/ and the headers it includes`,
      `${many(analysis.functions.length)} functions, ${many(analysis.macros.length)} macros, ${many(analysis.types.length)} types`,
      `${many(calls.length)} calls (${kinds}), ${many(analysis.addressTaken.length)} places where a function's address is taken`,
      `${seconds.toFixed(2)} s (${cpu.toFixed(2)} s of processor time), ${(characters / 1e6 / seconds).toFixed(1)} MB/s${bench ? `; medians of ${BENCH_RUNS} runs in one process` : ''}`,
    ].join('\n'),
  );
  if (edges) report(compare(analysis, edges));
}

interface Run {
  analysis: Analysis;
  files: number;
  characters: number;
  seconds: number;
  cpu: number;
}

function run(text: KernelText): Run {
  let files = 0;
  let characters = 0;
  const counting: KernelText = {
    ...text,
    read: (path) => {
      const file = text.read(path);
      files++;
      characters += file.text.length;
      return file;
    },
  };
  const cpu = process.cpuUsage();
  const start = performance.now();
  const analysis = analyse(counting, { cache: false });
  const seconds = (performance.now() - start) / 1000;
  const used = process.cpuUsage(cpu);
  return { analysis, files, characters, seconds, cpu: (used.user + used.system) / 1e6 };
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function report(files: FileComparison[]): void {
  for (const { differences, file } of files)
    for (const difference of differences) console.log(`${file}: ${difference}`);
  const sum = (pick: (each: FileComparison) => number) => files.reduce((n, each) => n + pick(each), 0);
  if (files.length === 0) {
    console.log('None of the files that the compiler saw is in the text.');
    return;
  }
  const direct = total(files.map((each) => each.direct));
  const edges = total(files.map((each) => each.edges));
  const macro = total(files.map((each) => each.macro));
  console.log(
    [
      `against the compiler, in ${files.length} files:`,
      `  direct edges: precision ${precision(edges).toFixed(4)}, recall ${recall(edges).toFixed(4)} (${edges.both + edges.theirs} seen by the compiler)`,
      `  direct calls: precision ${precision(direct).toFixed(4)}, recall ${recall(direct).toFixed(4)} (${direct.both + direct.theirs} seen by the compiler)`,
      `  out of macros: precision ${precision(macro).toFixed(4)}, recall ${recall(macro).toFixed(4)} (${macro.both + macro.theirs})`,
      `  exact ranges: ${sum((each) => each.exactRanges)} of ${sum((each) => each.functions)} functions`,
    ].join('\n'),
  );
}
