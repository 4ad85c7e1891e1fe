/**
 * Tells a film: its happenings, any line of it, and what became of everybody.
 * @module
 */
import type { Locale } from '../../i18n/index.ts';
import type { Actor, Step } from '../../scenario/index.ts';
import type { EventIndex, Film, FilmFate, Happening, LifeState, SignalHappening, TaskIndex } from '../film.ts';
import { type Named, type Said, say } from '../said.ts';
import { happeningsAt, stackAt } from '../steps.ts';
import { GRACE_NOTE } from '../variations.ts';
import type { Lexicon } from './lexicon.ts';
import { closeUp, fill, phraseOf } from './phrase.ts';

/** What is told of a scenario: its steps and, where the site says so, what its actors are. */
export interface Script {
  tree: readonly Actor[];
  steps: readonly Step[];
  /** Per actor, what it is in a word or two, in each language; of `sys`, the name it goes by. */
  actors?: Readonly<Record<string, Readonly<Record<Locale, string>>>> | undefined;
}

/** What a scenario says before it is run. */
export class ScriptTeller {
  readonly locale: Locale;
  protected readonly lexicon: Lexicon;
  protected readonly script: Script;

  constructor(locale: Locale, lexicon: Lexicon, script: Script) {
    this.locale = locale;
    this.lexicon = lexicon;
    this.script = script;
  }

  /** How a task is called: the scenario's name for it; of the world outside, what the scenario's texts call it. */
  name(task: string): Named {
    if (task === 'sys') return { text: this.script.actors?.['sys']?.[this.locale] ?? this.lexicon.outside };
    return { text: task === 'init_task' ? this.lexicon.machineInit : task };
  }

  /** What a task is, in a word or two; undefined where the scenario does not say, and of the world outside, whose name that is. */
  role(task: string): string | undefined {
    return task === 'sys' ? undefined : this.script.actors?.[task]?.[this.locale];
  }

  /** A step as a sentence, without full stop: for lists. */
  step(index: number): Said {
    const step = this.script.steps[index];
    if (step === undefined) return [];
    const said = this.lexicon.does(step, (task) => this.name(task));
    return this.close(step.note === GRACE_NOTE ? this.lexicon.afterGrace(said) : said);
  }

  /** What came of a step's call, in words; [] for what goes without saying. */
  result(result: string): Said {
    return this.lexicon.result(result);
  }

  /** The processes there are at the beginning: each with its parent's name and what is particular about it. */
  cast(): { name: string; parent: string; traits: Said[] }[] {
    return this.script.tree.map((actor) => ({
      name: actor.name,
      parent: actor.parent ?? 'sys',
      traits: this.lexicon.traits(actor, (task) => this.name(task)).map((said) => this.close(said)),
    }));
  }

  /** A state's name. */
  state(state: LifeState | 'adopted'): string {
    return this.lexicon.states[state];
  }

  /** `killed by SIGKILL`, for `signal KILL`. */
  ended(ended: string): Said {
    return this.lexicon.ended(ended);
  }

  /** In Chinese there is no space between two Han characters, whatever a name is. */
  protected close(said: Said): Said {
    return this.locale === 'zh-cn' ? closeUp(said) : said;
  }
}

/** Tells a film in one language. */
export class FilmTeller extends ScriptTeller {
  readonly #film: Film;
  readonly #signals = new Map<EventIndex, SignalHappening[]>();

  constructor(locale: Locale, lexicon: Lexicon, script: Script, film: Film) {
    super(locale, lexicon, script);
    this.#film = film;
    for (const happening of film.happenings) {
      if (happening.kind !== 'signal') continue;
      const known = this.#signals.get(happening.site);
      if (known === undefined) this.#signals.set(happening.site, [happening]);
      else known.push(happening);
    }
  }

  /** A task's name, as a piece that says whose it is. */
  who(task: TaskIndex): Named {
    return { ...this.name(this.#film.tasks[task]!.name), task };
  }

  /**
   * The sentence of a position: what the event does. Something that happens there is told as such; a call that sends a signal names
   * the target; any other line is told in plain words.
   */
  sentence(at: EventIndex): Said {
    const happening = this.#told(at);
    return happening.length > 0
      ? this.close(
          join(
            happening.map((one) => this.#happening(one)),
            this.locale,
          ),
        )
      : this.close(this.#line(at));
  }

  /** What the event's line does, in plain words, whatever else happens there. */
  line(at: EventIndex): Said {
    return this.close(this.#line(at));
  }

  /** A happening as a sentence for the log. */
  happening(happening: Happening): Said {
    return this.close(this.#happening(happening));
  }

  /** What became of somebody, and by whom, without full stop. */
  fate(fate: FilmFate): Said {
    const { task, ended, killedBy, killedHow, releasedBy, adopters, handlersThatNeverRan, last, tookOver } = fate;
    const name = (index: TaskIndex | undefined) => (index === undefined ? undefined : this.who(index));
    return this.close(
      this.lexicon.fate({
        who: this.who(task),
        ended,
        killedBy: name(killedBy),
        killedHow,
        releasedBy: name(releasedBy),
        adopters: adopters.map((adopter) => this.who(adopter)),
        handlersThatNeverRan,
        tookOver: name(tookOver),
        last,
      }),
    );
  }

  /** The happenings of an event that are worth its sentence. */
  #told(at: EventIndex): readonly Happening[] {
    const all = happeningsAt(this.#film, at, true).filter(({ kind }) => kind !== 'sleeping');
    if (all.length > 0) {
      // A step that begins where something happens at once: that is the step.
      const others = all.filter(({ kind }) => kind !== 'step');
      return others.length > 0 ? others.slice(0, 2) : all.slice(0, 1);
    }
    const sent = this.#signals.get(at)?.[0];
    return sent !== undefined && sent.why === 'zap_pid_ns_processes' ? [sent] : [];
  }

  #line(at: EventIndex): Said {
    const film = this.#film;
    const who = this.who(film.task[at]!);
    if (film.depth[at] === 0) return this.lexicon.userMode(who, this.#next(at));
    const line = film.lines[film.line[at]!]!;
    const phrase = phraseOf(this.lexicon, line.function, line.at);
    if (phrase === undefined) return this.lexicon.line(who, line.function, line.at);
    const sent = this.#sending(at);
    return fill(phrase, {
      who,
      to: sent === undefined ? undefined : this.who(sent.to),
      sig: sent === undefined ? undefined : `SIG${sent.signal}`,
      locale: this.locale,
    });
  }

  /** What a task in user mode comes to next, unless others go on before. */
  #next(at: EventIndex): 'call' | 'rest' | 'wakes' {
    const { task, depth, length, line, lines } = this.#film;
    for (let i = at + 1; i < length && task[i] === task[at]; i += 1)
      if (depth[i]! > 0) return lines[line[i]!]!.function === 'exit_to_user_mode_loop' ? 'wakes' : 'call';
    return 'rest';
  }

  /** The signal that is being sent where an event stands; undefined: none is. */
  #sending(at: EventIndex): SignalHappening | undefined {
    for (const event of stackAt(this.#film, at)) {
      const sent = this.#signals.get(event);
      if (sent !== undefined) return sent.find((one) => one.at >= at) ?? sent.at(-1);
    }
    return undefined;
  }

  #happening(happening: Happening): Said {
    const { lexicon } = this;
    const film = this.#film;
    switch (happening.kind) {
      case 'step':
        if (happening.step < 0) return lexicon.treeIsMade;
        return lexicon.step(happening.step + 1, this.step(happening.step));
      case 'born':
        return lexicon.born(this.who(happening.who), this.who(happening.by), this.#bornAs(happening.who));
      case 'signal': {
        const { to, by, about } = happening;
        const level = film.namespaces.length > 0 ? this.#level(by) : 0;
        return lexicon.signal(happening, {
          to: this.who(to),
          by: this.who(by),
          about: about === undefined ? undefined : this.who(about),
          number: film.tasks[to]!.pids[level - 1] ?? 0,
        });
      }
      case 'handled':
        return lexicon.handled(this.who(happening.who), happening.signal, happening.how);
      case 'stopped':
      case 'continued':
      case 'closed':
        return lexicon[happening.kind](this.who(happening.who));
      case 'sleeping':
        return lexicon.sleeping(this.who(happening.who), happening.in);
      case 'exiting':
      case 'zombie':
        return lexicon[happening.kind](this.who(happening.who), happening.ended);
      case 'reaped': {
        const { who, by } = happening;
        const thread = film.tasks[who]!.group !== who;
        return lexicon.reaped(this.who(who), who === by ? undefined : this.who(by), thread);
      }
      case 'adopted':
        return lexicon.adopted(this.who(happening.who), this.who(happening.from), this.who(happening.by));
      case 'reaper':
        return lexicon.reaper(this.who(happening.who), this.who(happening.from));
      case 'seized':
      case 'released':
        return lexicon[happening.kind](this.who(happening.who), this.who(happening.by));
      case 'exec': {
        const { who, instead } = happening;
        return lexicon.exec(this.who(who), instead === undefined ? undefined : this.who(instead));
      }
    }
  }

  #bornAs(task: TaskIndex): 'process' | 'thread' | 'init' {
    const { group, namespace } = this.#film.tasks[task]!;
    if (group !== task) return 'thread';
    return this.#film.namespaces[namespace]!.init === task ? 'init' : 'process';
  }

  /** How deep a task's namespace lies; 0: the initial one. */
  #level(task: TaskIndex): number {
    let level = 0;
    const { namespaces, tasks } = this.#film;
    for (let ns = namespaces[tasks[task]!.namespace]?.parent; ns !== undefined; ns = namespaces[ns]!.parent) level += 1;
    return level;
  }
}

function join(sentences: readonly Said[], locale: Locale): Said {
  return sentences.flatMap((one, i): Said => (i > 0 && locale === 'en' ? say` ${one}` : one));
}
