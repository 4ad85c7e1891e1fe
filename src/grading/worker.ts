/**
 * The worker in which the examiner works. All it does is in `examiner.ts`.
 * @module
 */
import { Examiner } from './examiner.ts';
import type { ToExaminer } from './protocol.ts';

// Not setTimeout, which waits some milliseconds each time when nested.
const channel = new MessageChannel();
const queue: (() => void)[] = [];
channel.port1.onmessage = () => queue.shift()?.();
const later = (go: () => void) => {
  queue.push(go);
  channel.port2.postMessage(undefined);
};

const examiner = new Examiner((message, transfer) => self.postMessage(message, { transfer }), later);
self.onmessage = ({ data }: MessageEvent<ToExaminer>) => examiner.hear(data);
