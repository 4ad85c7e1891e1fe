/** Who is whose child: ties as they were born, dotted once they no longer hold; adoptions drawn round the tree. */
import { pure } from '../pure.ts';

/** A tie of birth. */
export const Tie = pure(({ path, old }: { path: string; old: boolean }) => (
  <path class={old ? 'kin old' : 'kin'} d={path} />
));

export interface AdoptionProps {
  path: string;
  /** It happens in this very step: the line is drawn from the new parent. */
  drawing: boolean;
}

export const Adoption = pure(({ path, drawing }: AdoptionProps) => (
  <>
    <path class="kin-halo" d={path} />
    <path class={drawing ? 'kin new draws' : 'kin new'} d={path} pathLength="1" marker-end="url(#adopted-tip)" />
  </>
));
