/**
 * The worker in which the model runs, so that the page never waits for it. All it does is in `src/film/studio.ts`.
 * @module
 */
import { Studio } from '../film/index.ts';
import type { Question } from './protocol.ts';

// Not setTimeout, which waits some milliseconds each time when nested.
const channel = new MessageChannel();
const queue: (() => void)[] = [];
channel.port1.onmessage = () => queue.shift()?.();
const later = (go: () => void) => {
  queue.push(go);
  channel.port2.postMessage(undefined);
};

const studio = new Studio((answer, transfer) => self.postMessage(answer, { transfer }), later);
self.onmessage = ({ data }: MessageEvent<Question>) => studio.ask(data);
