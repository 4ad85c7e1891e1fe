import { filmOf, Moments } from '../film/index.ts';
import { filmLanes, filmTeller, loudHappenings, move, placeAt } from '../player/index.ts';
import { runScenario } from '../scenario/index.ts';
import { crowd } from './crowd.ts';

const RUNS = 5;
const PROCESSES = 200;
const EVENTS = 100_000;
const LOOKS = 400;

const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);
const median = (values: readonly number[]): number => sorted(values)[values.length >> 1]!;
const share = (values: readonly number[], part: number): number => sorted(values)[Math.floor(values.length * part)]!;

/** Ms of some work, each time it is done. */
function timed(times: number, work: (n: number) => void): number[] {
  return Array.from({ length: times }, (_, n) => {
    const begin = performance.now();
    work(n);
    return performance.now() - begin;
  });
}

const said = (ms: number): string => (ms < 1 ? `${ms.toFixed(3)} ms` : `${ms.toFixed(1)} ms`);

/** Prints medians: running and filming, moments far apart and near, lanes, sentences, steps. */
export async function measurePlayer(): Promise<void> {
  let rounds = 0;
  let cast = crowd(PROCESSES, rounds);
  let run = runScenario(cast, { trace: true });
  while (run.kernel.trace.length < EVENTS) {
    rounds += 1;
    cast = crowd(PROCESSES, rounds);
    run = runScenario(cast, { trace: true });
  }
  const runs = timed(RUNS, () => runScenario(cast, { trace: true }));
  const films = timed(RUNS, () => filmOf(run, cast));
  const film = filmOf(run, cast);
  console.log(
    `film: ${film.tasks.length} tasks, ${film.length.toLocaleString('en')} events, ${film.happenings.length.toLocaleString('en')} happenings, ${loudHappenings(film).length.toLocaleString('en')} to stop at`,
  );
  console.log(`the run itself: ${said(median(runs))}; its film: ${said(median(films))}`);
  const moments = new Moments(run, film);
  const far = timed(LOOKS, (n) => moments.at((n * 37_139) % film.length));
  const near = timed(LOOKS, (n) => moments.at(Math.min(film.length - 1, film.start + n * 60)));
  const told = (name: string, values: readonly number[]) =>
    console.log(
      `${name}: ${said(median(values))}, 99% within ${said(share(values, 0.99))}, worst ${said(Math.max(...values))}`,
    );
  told('a moment, anywhere', far);
  told('a moment, scrubbing', near);
  told(
    'handing a moment over (structured clone)',
    timed(100, (n) => structuredClone(moments.at((n * 997) % film.length))),
  );
  told(
    'lanes',
    timed(RUNS, () => filmLanes(film)),
  );
  for (const locale of ['en', 'zh-cn'] as const) {
    const teller = await filmTeller(locale, { tree: cast.tree, steps: cast.steps }, film);
    told(
      `a sentence (${locale})`,
      timed(LOOKS, (n) => teller.sentence((n * 37_139) % film.length)),
    );
  }
  told(
    'over',
    timed(LOOKS, (n) => move(film, placeAt(film, (n * 37_139) % film.length), 'over')),
  );
  told(
    'out',
    timed(LOOKS, (n) => move(film, placeAt(film, (n * 37_139) % film.length), 'out')),
  );
}
