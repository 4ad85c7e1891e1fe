/** The part of an address that says what is opened on a page: `#unfold=exit_notify.forget_original_parent`. */

/** One call to be opened. */
export interface Step {
  /** The function's name, as the call spells it. */
  name: string;
  /** The number of the line that calls it; absent: the first that does. */
  line?: number | undefined;
}

export interface UnfoldAddress {
  /** The excerpt (or, on a source page, the function) it begins in, by its id; absent: the first in which the first call is found. */
  in?: string | undefined;
  path: Step[];
}

const KEY = '#unfold=';

/** Deeper is nobody's reading, and an address may say anything. */
const MOST_STEPS = 40;

/**
 * Reads an address's fragment.
 *
 * @param hash with its `#`
 * @returns undefined for one that is about something else
 * @throws Error on one that begins as ours and is not: its message is the part that cannot be read
 */
export function parseAddress(hash: string): UnfoldAddress | undefined {
  if (!hash.startsWith(KEY)) return undefined;
  const [path = '', ...more] = decoded(hash.slice(KEY.length)).split('&');
  const steps = path.split('.').map((text): Step => {
    const [, name, line] = /^([A-Za-z_]\w*)(?::(\d{1,6}))?$/.exec(text) ?? [];
    if (name === undefined) throw new Error(text);
    return line === undefined ? { name } : { name, line: Number(line) };
  });
  if (steps.length > MOST_STEPS) throw new Error(path);
  const root = more.find((part) => part.startsWith('in='))?.slice(3);
  return root ? { in: root, path: steps } : { path: steps };
}

/** The inverse of {@link parseAddress}. */
export function formatAddress({ in: root, path }: UnfoldAddress): string {
  const steps = path.map(({ name, line }) => (line === undefined ? name : `${name}:${line}`)).join('.');
  return `${KEY}${steps}${root ? `&in=${encodeURIComponent(root)}` : ''}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
