/** What the scenario tells the processes to do: what stands beside the tree while nobody is in the kernel. */
import type { EventIndex, FilmTeller } from '@/player/index.ts';
import { Says } from './Says.tsx';
import { lastAt } from './stage.ts';
import type { PlayerWords } from './words.ts';

export interface ProgramProps {
  words: PlayerWords;
  teller: FilmTeller;
  /** Where each step begins. */
  steps: readonly EventIndex[];
  at: EventIndex;
  /** Who is in user mode. */
  who: string;
}

export function Program({ words, teller, steps, at, who }: ProgramProps) {
  const current = lastAt(steps, at, (step) => step);
  return (
    <div class="p-program">
      <p>{words.userModeLong(who)}</p>
      <ol aria-label={words.steps}>
        {steps.map((_, index) => (
          <li
            key={index}
            class={index <= current ? 'ran' : undefined}
            aria-current={index === current ? 'step' : undefined}
          >
            <span>
              <Says said={teller.step(index)} />
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
