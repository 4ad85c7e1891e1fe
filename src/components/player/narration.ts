/**
 * What became of everybody, for the table of fates: the model's word beside a real kernel's.
 * @module
 */
import { type Comparison, type Film, type FilmTeller, plain, type ScriptTeller } from '@/player/index.ts';
import type { CastMember } from './cast.ts';
import type { Fate } from './Fates.tsx';

/** `zombie`, `gone`, `alive`: how somebody's last state begins. */
const is = (last: string): string => /^[a-z-]+/.exec(last)?.[0] ?? last;

/** How it ended, in a few words: `killed by SIGKILL`, `alive`, `exit status 3, zombie`. */
export function endInWords(teller: ScriptTeller, ended: string | undefined, last: string): string {
  const state = is(last);
  const word =
    state === 'alive' || state === 'stopped' || state === 'exiting' || state === 'zombie' ? teller.state(state) : '';
  const how = ended === undefined || ended === 'alive' ? '' : plain(teller.ended(ended));
  return [how, word].filter(Boolean).join(teller.locale === 'en' ? ', ' : '，') || teller.state('reaped');
}

/** A row for everyone whose fate is told. */
export function fatesOf(
  film: Film,
  cast: readonly CastMember[],
  teller: FilmTeller,
  compared: Comparison | undefined,
): Fate[] {
  return film.fates.map((fate) => {
    const { name } = film.tasks[fate.task]!;
    const real = compared?.tasks.find((one) => one.name === name);
    return {
      task: fate.task,
      name: cast[fate.task]!.name,
      role: cast[fate.task]!.role,
      end: teller.fate(fate),
      real: real && endInWords(teller, real.kernel.ended, real.kernel.last ?? ''),
      verdict: real?.verdict,
      because: real?.because,
    };
  });
}

/** `A, B and C`, set as the edition sets it. */
export function listed(names: readonly string[], locale: 'en' | 'zh-cn'): string {
  const [last, rest] = [names.at(-1) ?? '', names.slice(0, -1)];
  if (rest.length === 0) return last;
  return locale === 'en' ? `${rest.join(', ')} and ${last}` : `${rest.join('、')}和 ${last}`;
}
