import { RealError } from './error.ts';
import type { Machine } from './guest.ts';
export async function qemuMachine(_agent: string, _cache: string, _signal?: AbortSignal): Promise<Machine> {
  throw new RealError('not yet', '');
}
