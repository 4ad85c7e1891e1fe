/**
 * Schedules as one word, to print, to keep in an address, and to replay.
 * @module
 */

/** Most steps that a schedule may tell: far more than the model ever takes for a scenario that ends. */
const MOST_STEPS = 2_000_000;

/** `0x6,0.1x12`: each task by its key, with how many steps it takes before another goes on. */
export function writeSchedule(keys: readonly string[]): string {
  const parts: { key: string; times: number }[] = [];
  for (const key of keys) {
    const last = parts.at(-1);
    if (last?.key === key) last.times += 1;
    else parts.push({ key, times: 1 });
  }
  return parts.map(({ key, times }) => (times === 1 ? key : `${key}x${times}`)).join(',');
}

/** Reads what `writeSchedule` wrote. @returns undefined when it is nothing of the kind */
export function readSchedule(text: string): string[] | undefined {
  const keys: string[] = [];
  for (const part of text.split(',')) {
    const [, key, times = '1'] = /^(\d+(?:\.\d+)*)(?:x(\d+))?$/.exec(part.trim()) ?? [];
    if (key === undefined || keys.length + Number(times) > MOST_STEPS) return undefined;
    for (let i = 0; i < Number(times); i += 1) keys.push(key);
  }
  return keys;
}
