import type { Outcome, Scenario } from '../scenario/index.ts';
import { RealError } from './error.ts';
import { codeName, ending, errnoName, signalName } from './numbers.ts';
import { commandOfStep, type Frame, type Observation, type SeenEvent, type SeenState } from './observation.ts';
import { type Plan, stepWords } from './plan.ts';

const USABLE = 'Run the command again; should it happen again, please report it.';

/**
 * Words what the agent saw as an outcome of the scenario format.
 * @param scenario the one the plan was made of
 * @throws RealError when the scenario's tree could not be built, or the observation ends before the scenario
 */
export function outcomeOf(
  scenario: Pick<Scenario, 'tree' | 'later' | 'steps'>,
  plan: Plan,
  seen: Observation,
): Outcome {
  checkTree(scenario, plan, seen);
  if (seen.frames.length !== scenario.steps.length + 2) {
    throw new RealError(
      `the scenario was not carried out to its end${seen.problems.length > 0 ? `: ${seen.problems.join('; ')}` : ''}`,
      seen.problems.some((problem) => problem.startsWith('sys,'))
        ? 'sys is the world outside and must live: let an actor take what was sent to it.'
        : USABLE,
    );
  }
  const words = new Words(plan, seen);
  const steps: Outcome['steps'] = [{ op: 'start', result: 'ok', ...words.frame(seen.frames[0]) }];
  scenario.steps.forEach((step, i) => {
    steps.push({
      op: stepWords(step),
      result: words.result(step.op, commandOfStep(plan, i)),
      ...words.frame(seen.frames[i + 1]),
    });
  });
  steps.push({ op: 'end', result: 'ok', ...words.frame(seen.frames.at(-1)) });
  return { steps, final: words.final() };
}

/** What it means for the tree that a command was not carried out. */
const UNMADE = {
  absent: 'whoever is to do it does not exist yet; an actor stands below its parent',
  blocked: 'whoever is to do it is in a call that has not returned',
  'no-reply': 'whoever was to do it died',
  invisible: 'it names a task that is not there yet, or has no number where it is used',
};

function checkTree(scenario: Pick<Scenario, 'tree'>, plan: Plan, seen: Observation): void {
  for (const [i, command] of plan.commands.entries()) {
    const answer = seen.answers.get(i + 1);
    if (!('tree' in command) || answer === undefined || (typeof answer === 'number' && answer >= 0)) continue;
    const why = typeof answer === 'number' ? errnoName(-answer) : UNMADE[answer];
    throw new RealError(
      `tree[${command.tree}] (${scenario.tree[command.tree]?.name}) could not be made as it is described: ${why}`,
      'Change the actor in the scenario; what a kernel refuses can be a step, but not part of the tree.',
    );
  }
}

function add(lists: Record<string, string[]>, who: string, said: string): void {
  lists[who] = [...(lists[who] ?? []), said];
}

/** Turns slots and numbers into the names of a scenario. */
class Words {
  readonly #plan: Plan;
  readonly #seen: Observation;
  readonly #states = new Map<number, string>();

  constructor(plan: Plan, seen: Observation) {
    this.#plan = plan;
    this.#seen = seen;
  }

  result(op: string, command: number): string {
    const answer = this.#seen.answers.get(command);
    if (answer === undefined || answer === 'absent') return 'no-reply';
    if ((answer === 'no-reply' || answer === 'blocked') && (op === 'exit' || op === 'texit')) return 'sent';
    if (typeof answer === 'string') return answer;
    return answer < 0 ? errnoName(-answer) : 'ok';
  }

  frame(frame: Frame | undefined): Pick<Outcome['steps'][number], 'events' | 'reaped' | 'state'> {
    const events: Record<string, string[]> = {};
    const reaped: Record<string, string[]> = {};
    const state: Record<string, string> = {};
    for (const event of frame?.events ?? []) {
      const who = this.#plan.names[event.task] ?? 'sys';
      const said = this.#event(event);
      add(events, who, said);
      if (event.kind === 'reaped') add(reaped, who, said.replace('reaped ', ''));
    }
    for (const deaths of Object.values(reaped)) deaths.sort();
    for (const [slot, of] of frame?.states ?? []) {
      const said = this.#state(slot, of);
      if (this.#states.get(slot) === said) continue;
      this.#states.set(slot, said);
      state[this.#plan.names[slot] ?? slot] = said;
    }
    return {
      ...(Object.keys(events).length > 0 && { events }),
      ...(Object.keys(reaped).length > 0 && { reaped }),
      ...(Object.keys(state).length > 0 && { state }),
    };
  }

  final(): Outcome['final'] {
    const final: Outcome['final'] = {};
    for (const [slot, { numbers }] of [...this.#seen.tasks].sort(([a], [b]) => a - b)) {
      if (slot === 0) continue;
      const last = this.#states.get(slot) ?? 'gone';
      const code = this.#seen.deaths.get(slot)?.at(-1);
      const lives = !/^(gone|zombie|exiting)/.test(last);
      final[this.#plan.names[slot] ?? slot] = {
        nspid: numbers.slice(1),
        // Whose number exec gave to another thread has been in do_exit and lives; that thread has lost its own without ever entering.
        do_exit: code !== undefined ? ending(code) : lives ? 'alive' : 'unknown',
        last,
      };
    }
    return final;
  }

  /** Whoever `number` is in the namespace of `reader`; 0 is nobody it can see. */
  #named(number: number, reader: number): string {
    if (number === 0) return '0';
    const own = this.#seen.tasks.get(reader);
    const level = own ? own.numbers.length - 1 : 0;
    for (const [slot, { numbers, namespaces }] of this.#seen.tasks)
      if (numbers[level] === number && namespaces[level] === own?.namespaces[level])
        return this.#plan.names[slot] ?? String(number);
    return `pid ${number}`;
  }

  #event({ task, kind, numbers: [a, b, c, d] }: SeenEvent): string {
    switch (kind) {
      case 'handler': {
        const code = codeName(a, b);
        const status = signalName(a) === 'CHLD' && code.hasPid && b > 0 ? ` status=${d}` : '';
        return `handler ${signalName(a)} from=${code.hasPid ? this.#named(c, task) : 0} code=${code.name}${status}`;
      }
      case 'reaped':
        return `reaped ${this.#named(a, task)}: ${ending(b)}`;
      case 'exit_group':
        return `calls exit_group(${a})`;
      case 'exit':
        return `calls exit(${a})`;
      case 'sigwait': {
        if (a < 0) return `sigwait -> ${errnoName(-a)}`;
        const code = codeName(a, b);
        return `sigwait got ${signalName(a)} from=${code.hasPid ? this.#named(c, task) : 0} code=${code.name}`;
      }
      case 'wait':
        if (a < 0) return `wait -> ${errnoName(-a)}`;
        return a === 0 ? 'wait -> 0' : `stopped ${this.#named(a, task)}: ${signalName((b >> 8) & 0x7f)}`;
    }
  }

  #state(slot: number, state: SeenState | undefined): string {
    if (!state || state.letter === 'X') return 'gone';
    const leader = !this.#plan.threads.has(slot);
    const zombie = state.letter === 'Z';
    const is = zombie
      ? `zombie(${ending(state.exitCode)})`
      : state.exiting
        ? 'exiting'
        : state.letter === 'T'
          ? 'stopped'
          : state.letter === 't'
            ? 'traced-stop'
            : 'alive';
    const parent = leader ? ` ppid=${this.#plan.names[state.parent] ?? 'outside'}` : '';
    const tracer = state.tracer > 0 ? ` tracer=${this.#plan.names[state.tracer]}` : '';
    // What is queued for a task that is past taking signals says nothing about it.
    const pending = zombie || state.exiting ? 0n : state.ownPending | (leader ? state.sharedPending : 0n);
    const names = Array.from({ length: 64 }, (_, i) => i + 1).filter((n) => (pending >> BigInt(n - 1)) & 1n);
    return `${is}${parent}${tracer}${names.length > 0 ? ` pending=${names.map(signalName).join(',')}` : ''}`;
  }
}
