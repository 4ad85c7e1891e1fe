/**
 * What the page and the player's worker say to each other. One typed union each way; every answer bears its question's number.
 * @module
 */
import type { Film, Moment } from './film.ts';

/** Who runs when: in order, by a seed (a whole number of 32 bits), or as an exploration wrote it down (`0x6,0.1x12`). */
export type PlaySchedule = { kind: 'order' } | { kind: 'seed'; seed: number } | { kind: 'replay'; keys: string };

export type Question =
  /** `scenario`: a scenario's core, unchecked: the worker checks it. The film that was loaded before is gone, whatever comes of this. */
  | { id: number; ask: 'load'; scenario: unknown; schedule: PlaySchedule }
  /** A later `moment` overtakes one that was not answered yet: that one is answered with `overtaken`. */
  | { id: number; ask: 'moment'; index: number }
  /** Answered with `progress` from time to time, and at last with `explored`. Another `explore`, or `stop`, ends it early. */
  | { id: number; ask: 'explore'; scenario: unknown; limit: number }
  /** Ends the exploration that is underway: it is answered with `explored`, as far as it came. */
  | { id: number; ask: 'stop' };

/** One of the ends an exploration found. */
export interface FoundEnd {
  /** How often it came, of the runs made so far. */
  runs: number;
  /** For `{ kind: 'replay' }`. */
  keys: string;
  /** Name → `signal KILL`, `exit 0`, …: how each ended; and its last state. */
  ends: { name: string; ended: string | undefined; last: string }[];
}

export type Answer =
  | { id: number; is: 'film'; film: Film }
  | { id: number; is: 'moment'; moment: Moment }
  | { id: number; is: 'overtaken' }
  | { id: number; is: 'progress'; runs: number; ends: FoundEnd[] }
  /** `complete`: every schedule that can matter was tried. */
  | { id: number; is: 'explored'; runs: number; complete: boolean; ends: FoundEnd[] }
  | { id: number; is: 'stopped' }
  /**
   * `scenario`: it is not what the format asks for, or its tree cannot be made, and the message says where and why; `livelock`: a step never
   * settles; `large`: it is larger than a page can play; `schedule`: the schedule is none, or of another scenario; `state`: nothing is loaded, or
   * there is no such event; `fault`: the worker's own.
   */
  | {
      id: number;
      is: 'error';
      reason: 'scenario' | 'livelock' | 'large' | 'schedule' | 'state' | 'fault';
      message: string;
    };
