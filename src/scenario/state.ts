import { ScenarioError } from './error.ts';

/** A task as it was seen from outside when a step had settled. */
export interface TaskState {
  /** `exiting`: in do_exit and not yet a zombie, such as an init that waits in zap. `gone`: reaped, its pid free. */
  is: 'alive' | 'stopped' | 'traced-stop' | 'exiting' | 'zombie' | 'gone';
  /** Of a zombie: how it ended, `exit 3` or `signal KILL`. */
  ended?: string;
  parent?: string;
  /** Signals that are queued and blocked. */
  pending: string[];
}

/**
 * Reads the wording of an outcome's `state`: `alive ppid=init`, `zombie(exit 3) ppid=S2`, `gone`.
 * @throws ScenarioError when it is none of these
 */
export function readState(said: string): TaskState {
  const [, is, ended, rest = ''] =
    /^(alive|stopped|traced-stop|exiting|zombie|gone)(?:\((.+?)\))?((?: [a-z]+=\S+)*)$/.exec(said) ?? [];
  if (is === undefined)
    throw new ScenarioError(
      `${JSON.stringify(said)} is not the state of a task: expected alive, stopped, traced-stop, exiting, zombie(…) or gone, then ppid=, tracer=, pending=.`,
    );
  const field = (key: string) => new RegExp(` ${key}=(\\S+)`).exec(rest)?.[1];
  const parent = field('ppid');
  return {
    is: is as TaskState['is'],
    ...(ended === undefined ? {} : { ended }),
    ...(parent === undefined ? {} : { parent }),
    pending: field('pending')?.split(',') ?? [],
  };
}
