/**
 * The frame in which workers for strangers' code live: another origin than the page's, one that no address has (`sandbox` without
 * `allow-same-origin`), and a policy that lets nothing be fetched, connected to, or embedded. It holds no code but the few lines below.
 * @module
 */

/** What the frame is told: start a worker with this text and hand it the port; or end the one that runs. */
export type ToFrame = { is: 'start'; bundle: string } | { is: 'end' };

/** Runs in the frame. It listens to its parent alone, and answers nobody: the port goes on to the worker. */
const BOOT = `
let worker, url;
addEventListener('message', ({ source, data, ports }) => {
  if (source !== parent) return;
  worker?.terminate();
  worker = undefined;
  if (url !== undefined) URL.revokeObjectURL(url);
  url = undefined;
  if (data.is !== 'start') return;
  url = URL.createObjectURL(new Blob([data.bundle], { type: 'text/javascript' }));
  worker = new Worker(url);
  worker.addEventListener('error', (event) => event.preventDefault());
  worker.postMessage(0, ports);
});
`;

/**
 * `script-src`: the lines above by their nonce, and `eval`, which is how the reader's text becomes code. `worker-src blob:`: the worker, whose
 * text is the trusted bundle; it inherits this policy, so nothing can be fetched or imported in it either.
 */
const policy = (nonce: string): string =>
  `default-src 'none'; script-src 'nonce-${nonce}' 'unsafe-eval'; worker-src blob:; form-action 'none'; base-uri 'none'`;

/** Makes the frame and waits until it listens. @param title read out if anybody comes upon it */
export function openFrame(title: string): Promise<HTMLIFrameElement> {
  const nonce = crypto.getRandomValues(new Uint32Array(4)).join('');
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.title = title;
  frame.hidden = true;
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  frame.srcdoc = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy(nonce)}"><title>${title}</title><script nonce="${nonce}">${BOOT}</script></head></html>`;
  return new Promise((resolve) => {
    frame.addEventListener('load', () => resolve(frame), { once: true });
    document.body.append(frame);
  });
}

/** Tells the frame, and it alone: its origin has no name, so the message is addressed to the window. */
export function tellFrame(frame: HTMLIFrameElement, message: ToFrame, ports: MessagePort[] = []): void {
  frame.contentWindow?.postMessage(message, '*', ports);
}
