import { connect } from 'node:net';
import { join } from 'node:path';
import { KernelTextError } from '../errors.ts';
import { SPARSE_PATTERNS } from '../select.ts';
import { explainDisk } from './failures.ts';
import { run } from './process.ts';
import type { Delivered, Work } from './work.ts';

/** Where the release's tag is published, the kernel's own host first. */
export const UPSTREAM: readonly string[] = [
  'https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git',
  'https://github.com/torvalds/linux.git',
];

export interface UpstreamOptions {
  /** Git repositories to try, in order. */
  urls?: readonly string[];
  /** How long a host may take to accept a connection, in milliseconds: a machine without a route must not wait long. */
  connectMs?: number;
  /** How long a host may take to say whether it has the tag, in milliseconds. */
  answerMs?: number;
}

/** git gives up by itself when less than 1 kB/s comes for 20 s. */
const STALL = ['-c', 'http.lowSpeedLimit=1000', '-c', 'http.lowSpeedTime=20'];

/**
 * Fetches the release's tag: one commit, and of it only the files that are kept, about 15 MB in place of 230.
 * @throws {KernelTextError} saying of each why it failed
 */
export async function fromUpstream(work: Work, options: UpstreamOptions = {}): Promise<Delivered> {
  const { urls = UPSTREAM, connectMs = 3000, answerMs = 20_000 } = options;
  const { lock, progress, signal } = work;
  progress.step(`Looking for ${lock.version} upstream`);
  const reached = await Promise.all(urls.map((url) => reach(url, connectMs, signal)));
  const reasons: string[] = [];
  for (const [index, url] of urls.entries()) {
    const { host } = new URL(url);
    signal.throwIfAborted();
    if (reached[index]) {
      reasons.push(`${host}: ${reached[index]}`);
      continue;
    }
    try {
      return await fetchTag(url, join(work.scratch, `clone-${index}`), answerMs, work);
    } catch (error) {
      signal.throwIfAborted();
      const disk = explainDisk(error, work.scratch);
      if (disk !== error) throw disk;
      reasons.push(`${host}: ${(error as Error).message}`);
    }
  }
  throw new KernelTextError(reasons.join('; '), 'Check the network, or name a source with --from.');
}

/** Why a host cannot be reached; undefined when it can. Behind a proxy that is the proxy's to say, so git finds out. */
async function reach(url: string, connectMs: number, signal: AbortSignal): Promise<string | undefined> {
  const { hostname, port, protocol } = new URL(url);
  const { env } = process;
  if (env['https_proxy'] ?? env['HTTPS_PROXY'] ?? env['all_proxy'] ?? env['ALL_PROXY']) return undefined;
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) || (protocol === 'https:' ? 443 : 80) });
    const end = (why?: string) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', aborted);
      socket.destroy();
      resolve(why);
    };
    const aborted = () => end('interrupted');
    const timer = setTimeout(() => end(`no connection in ${connectMs / 1000} s`), connectMs);
    signal.addEventListener('abort', aborted, { once: true });
    socket.once('connect', () => end());
    socket.once('error', (error: NodeJS.ErrnoException) => end(`no connection (${error.code ?? error.message})`));
  });
}

async function fetchTag(
  url: string,
  clone: string,
  answerMs: number,
  { lock, progress, signal }: Work,
): Promise<Delivered> {
  const { host } = new URL(url);
  const env = { GIT_TERMINAL_PROMPT: '0', GIT_ASKPASS: 'true' };
  const onStderr = (text: string) => {
    const how = /(?:Receiving|Counting|Compressing) objects: +(\d+%)/.exec(text)?.[1];
    if (how) progress.update(how.replace('%', ' %'));
  };
  const tag = await run('git', [...STALL, 'ls-remote', url, `refs/tags/${lock.version}`], {
    signal,
    env,
    timeout: answerMs,
  });
  if (tag.length === 0) throw new KernelTextError(`it has no tag ${lock.version}`, 'Name a source with --from.');
  progress.step(`Fetching ${lock.version} from ${host}: its list of files`);
  const settings = ['core.autocrlf=false', 'advice.detachedHead=false'].flatMap((each) => ['-c', each]);
  const filter = ['--depth', '1', '--branch', lock.version, '--single-branch', '--filter=blob:none', '--no-checkout'];
  await run('git', [...STALL, 'clone', '--progress', ...settings, ...filter, url, clone], { signal, env, onStderr });
  progress.step(`Fetching ${lock.version} from ${host}: the files`);
  const git = (...args: string[]) => run('git', [...STALL, '-C', clone, ...args], { signal, env, onStderr });
  await git('sparse-checkout', 'set', '--no-cone', ...SPARSE_PATTERNS);
  await git('checkout', '--progress', lock.version);
  return { kind: 'upstream', detail: `${url}, tag ${lock.version}`, root: clone };
}
