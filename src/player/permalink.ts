/**
 * What a player shows, in an address: scenario, variations or an edited text, schedule, position, whom the reader follows.
 *
 * An address can come from anybody. Reading one never throws, never runs anything, and never unpacks more than a bounded amount; whatever is not
 * exactly what is written here is refused, with the reason. An edited scenario is only a text here: the worker checks it before it is played, and
 * what is TypeScript is run when the reader asks for it.
 * @module
 */
import type { Locale } from '../i18n/index.ts';
import type { PlaySchedule } from './protocol.ts';

export interface PlayState {
  /** A scenario of the site; undefined: the edited text stands for itself. */
  scenario?: string | undefined;
  /** Ids of variations that are on. */
  variations: string[];
  /** A scenario that the reader wrote or edited. */
  edited?: { language: 'json' | 'ts'; text: string } | undefined;
  schedule: PlaySchedule;
  at?: number | undefined;
  /** The name of the task that is followed. */
  follow?: string | undefined;
}

/** `size`: longer than an address of ours gets; `form`: not written as ours are; `packed`: the edited text cannot be unpacked. */
export type Refusal = 'size' | 'form' | 'packed';

export type Decoded = { ok: true; state: PlayState } | { ok: false; refused: Refusal };

/** Why an address was refused, for the reader. */
export const refusals: Readonly<Record<Refusal, Readonly<Record<Locale, string>>>> = {
  size: {
    en: 'The link is too long to be one of this site’s. Nothing was loaded.',
    'zh-cn': '链接过长，不是本站生成的。未加载任何内容。',
  },
  form: {
    en: 'The link is damaged, or not one of this site’s. Nothing was loaded.',
    'zh-cn': '链接已损坏，或不是本站生成的。未加载任何内容。',
  },
  packed: {
    en: 'The scenario in the link cannot be read. Nothing was loaded.',
    'zh-cn': '链接中的场景无法读取。未加载任何内容。',
  },
};

/** Characters of an address after `#`; of an edited text; of a schedule that is written out; variations. */
const LONGEST_HASH = 48_000;
const LONGEST_TEXT = 100_000;
const LONGEST_SCHEDULE = 16_000;
const MOST_VARIATIONS = 32;

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const TASK = /^[A-Za-z][\w-]{0,63}(\.\d{1,4})?$/;
const KEYS = /^\d+(\.\d+)*(x\d{1,7})?(,\d+(\.\d+)*(x\d{1,7})?)*$/;

/** All addresses of a player begin so, after `#`. */
const MARK = 'play:';

/** Whether an address's hash is meant for a player. */
export const isPermalink = (hash: string): boolean => hash.replace(/^#/, '').startsWith(MARK);

/**
 * Writes an address.
 * @returns what comes after `#`
 * @throws RangeError when the edited text is longer than an address can hold
 */
export async function encodePermalink(state: PlayState): Promise<string> {
  const fields: string[] = [];
  const add = (key: string, value: string | number | undefined) => {
    if (value !== undefined && value !== '') fields.push(`${key}=${encodeURIComponent(value)}`);
  };
  add('s', state.scenario);
  add('v', state.variations.join('.'));
  if (state.schedule.kind === 'seed') add('seed', state.schedule.seed);
  if (state.schedule.kind === 'replay') add('run', state.schedule.keys.replaceAll(',', '_'));
  add('at', state.at);
  add('f', state.follow);
  if (state.edited !== undefined) {
    if (state.edited.text.length > LONGEST_TEXT)
      throw new RangeError(`the text is longer than ${LONGEST_TEXT} characters`);
    add(state.edited.language, await pack(state.edited.text));
  }
  const hash = MARK + fields.join('&');
  if (hash.length > LONGEST_HASH) throw new RangeError('the scenario is too long for a link');
  return hash;
}

/**
 * Reads an address's hash, with or without `#`.
 * @returns undefined when it is none of a player's
 */
export async function decodePermalink(hash: string): Promise<Decoded | undefined> {
  if (!isPermalink(hash)) return undefined;
  const refuse = (refused: Refusal): Decoded => ({ ok: false, refused });
  if (hash.length > LONGEST_HASH + 1) return refuse('size');
  const fields = fieldsOf(hash.replace(/^#/, '').slice(MARK.length));
  if (fields === undefined) return refuse('form');
  const packed = fields.get('json') ?? fields.get('ts');
  const state = stateOf(fields);
  if (state === undefined) return refuse('form');
  if (packed === undefined) return { ok: true, state };
  const text = await unpack(packed);
  if (text === undefined) return refuse('packed');
  return { ok: true, state: { ...state, edited: { language: fields.has('json') ? 'json' : 'ts', text } } };
}

const KNOWN = new Set(['s', 'v', 'seed', 'run', 'at', 'f', 'json', 'ts']);

/** @returns undefined when a field is unknown, stands twice, or cannot be decoded */
function fieldsOf(text: string): Map<string, string> | undefined {
  const fields = new Map<string, string>();
  for (const part of text === '' ? [] : text.split('&')) {
    const [, key = '', value = ''] = /^(\w+)=(.*)$/s.exec(part) ?? [];
    if (!KNOWN.has(key) || fields.has(key)) return undefined;
    try {
      fields.set(key, decodeURIComponent(value));
    } catch {
      return undefined;
    }
  }
  return fields;
}

/** A whole number from 0 to `most`; undefined: it is none. */
function whole(text: string, most: number): number | undefined {
  return /^\d{1,10}$/.test(text) && Number(text) <= most ? Number(text) : undefined;
}

/** Everything but the edited text. @returns undefined when a field is not as it should be, or fields do not go together */
function stateOf(fields: ReadonlyMap<string, string>): PlayState | undefined {
  const scenario = fields.get('s');
  const variations = fields.get('v')?.split('.') ?? [];
  const at = fields.get('at');
  const follow = fields.get('f');
  const schedule = scheduleOf(fields);
  const edited = fields.has('json') || fields.has('ts');
  if (fields.has('json') && fields.has('ts')) return undefined;
  if (scenario === undefined ? !edited : scenario.length > 100 || !SLUG.test(scenario)) return undefined;
  if (variations.length > MOST_VARIATIONS || variations.some((id) => id.length > 40 || !SLUG.test(id)))
    return undefined;
  if (new Set(variations).size !== variations.length) return undefined;
  if (follow !== undefined && !TASK.test(follow)) return undefined;
  const index = at === undefined ? undefined : whole(at, 10_000_000);
  if (schedule === undefined || (at !== undefined && index === undefined)) return undefined;
  return {
    ...(scenario === undefined ? {} : { scenario }),
    variations,
    schedule,
    ...(index === undefined ? {} : { at: index }),
    ...(follow === undefined ? {} : { follow }),
  };
}

function scheduleOf(fields: ReadonlyMap<string, string>): PlaySchedule | undefined {
  const seed = fields.get('seed');
  const keys = fields.get('run')?.replaceAll('_', ',');
  if (seed !== undefined && keys !== undefined) return undefined;
  if (seed !== undefined) {
    const number = whole(seed, 0xffff_ffff);
    return number === undefined ? undefined : { kind: 'seed', seed: number };
  }
  if (keys === undefined) return { kind: 'order' };
  return keys.length <= LONGEST_SCHEDULE && KEYS.test(keys) ? { kind: 'replay', keys } : undefined;
}

async function pack(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Unpacks up to the longest text there may be, and no more. @returns undefined when it is nothing of the kind */
async function unpack(packed: string): Promise<string | undefined> {
  if (!/^[\w-]+$/.test(packed)) return undefined;
  try {
    const binary = atob(packed.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    const reader = stream.getReader();
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let text = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
      if (text.length > LONGEST_TEXT) {
        await reader.cancel();
        return undefined;
      }
    }
    return text + decoder.decode();
  } catch {
    return undefined;
  }
}
