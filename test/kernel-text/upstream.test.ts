import { spawn, spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { obtainKernelText } from '../../src/kernel-text/obtain/index.ts';
import { fromUpstream, UPSTREAM, type UpstreamOptions } from '../../src/kernel-text/obtain/upstream.ts';
import { beside, edits, git, kept, later, lock, release, repository, temporary, write } from './fake.ts';

const obtain = (folder: string, options: UpstreamOptions) =>
  obtainKernelText({
    dir: join(folder, '.kernel'),
    lock,
    edits,
    strict: true,
    sources: [{ name: 'upstream', deliver: (work) => fromUpstream(work, options) }],
  });

async function listen(server: Server | ReturnType<typeof createTcpServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Serves the repositories in a folder over HTTP, by git's own server program. Gives the address, and the requests as they come. */
async function serve(folder: string, limit = Number.POSITIVE_INFINITY): Promise<{ base: string; sent: () => number }> {
  let sent = 0;
  const backend = join(spawnSync('git', ['--exec-path'], { encoding: 'utf8' }).stdout.trim(), 'git-http-backend');
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://x');
    const child = spawn(backend, {
      env: {
        PATH: process.env['PATH'],
        GIT_PROJECT_ROOT: folder,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: pathname,
        QUERY_STRING: searchParams.toString(),
        REQUEST_METHOD: request.method,
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
        GIT_PROTOCOL: request.headers['git-protocol'] as string,
      },
    });
    child.stdin.on('error', () => {});
    request.pipe(child.stdin);
    const output: Buffer[] = [];
    child.stdout.on('data', (data: Buffer) => output.push(data));
    child.on('close', () => {
      const all = Buffer.concat(output);
      const end = all.indexOf('\r\n\r\n');
      const headers = all
        .subarray(0, end)
        .toString()
        .split('\r\n')
        .map((line) => line.split(': ') as [string, string]);
      const status = Number(headers.find(([name]) => name === 'Status')?.[1].slice(0, 3) ?? 200);
      response.writeHead(status, Object.fromEntries(headers.filter(([name]) => name !== 'Status')));
      const body = all.subarray(end + 4);
      sent += body.length;
      if (sent > limit) response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
      else response.end(body);
    });
  });
  return { base: await listen(server), sent: () => sent };
}

/** A bare repository that lets its clients leave files out, as the hosts of the kernel do. */
function published(folder: string, prepare: (linux: string) => void = () => {}): void {
  const linux = repository(join(folder, 'work'));
  prepare(linux);
  git(folder, 'clone', '--quiet', '--bare', 'work', 'linux.git');
  git(join(folder, 'linux.git'), 'config', 'uploadpack.allowFilter', 'true');
  git(join(folder, 'linux.git'), 'config', 'uploadpack.allowAnySHA1InWant', 'true');
}

describe('over HTTP', () => {
  it('fetches the tag’s files', async () => {
    const folder = temporary();
    published(folder);
    const { base } = await serve(folder);
    const text = await obtain(folder, { urls: [`${base}/linux.git`] });
    expect(text.list()).toEqual(kept);
    for (const path of kept) expect(text.read(path)).toMatchObject({ text: release[path], label: 'v6.0' });
    expect(text.source).toMatchObject({ kind: 'upstream', detail: `${base}/linux.git, tag v6.0` });
  });

  it('leaves out files that are not kept, however large', async () => {
    const folder = temporary();
    const noise = Array.from({ length: 200_000 }, (_, index) => ((index * 2654435761) >>> 0).toString(36)).join('');
    published(folder, (linux) => {
      git(linux, 'checkout', '--quiet', 'v6.0');
      write(linux, { 'drivers/huge.c': noise });
      git(linux, 'add', '--all');
      git(linux, 'commit', '--quiet', '-m', 'Heavy');
      git(linux, 'tag', '--force', 'v6.0');
    });
    const { base, sent } = await serve(folder);
    expect((await obtain(folder, { urls: [`${base}/linux.git`] })).list()).toEqual(kept);
    expect(sent()).toBeLessThan(noise.length / 10);
  });

  it('goes on to the next host when one fails', async () => {
    const folder = temporary();
    published(folder);
    const { base } = await serve(folder);
    const text = await obtain(folder, { urls: [`${base}/nothing-here.git`, `${base}/linux.git`] });
    expect(text.source.detail).toBe(`${base}/linux.git, tag v6.0`);
  });

  it('refuses a host whose tag has other files, and a repository without the tag', async () => {
    const folder = temporary();
    published(folder, (linux) => {
      write(linux, later);
      git(linux, 'tag', '--delete', 'v6.0');
    });
    const { base } = await serve(folder);
    await expect(obtain(folder, { urls: [`${base}/linux.git`] })).rejects.toThrow(/it has no tag v6\.0/);
    const linux = join(folder, 'work');
    write(linux, { ...release, 'kernel/exit.c': 'int pirate;\n' });
    git(linux, 'add', '--all');
    git(linux, 'commit', '--quiet', '-m', 'A flag it has no right to');
    git(linux, 'tag', 'v6.0');
    git(linux, 'push', '--quiet', '../linux.git', 'v6.0');
    await expect(obtain(folder, { urls: [`${base}/linux.git`] })).rejects.toThrow(
      /calls itself v6\.0, but its kernel\/exit\.c/,
    );
    expect(beside(folder)).toEqual(['linux.git', 'work']);
  });

  it('leaves nothing behind when the connection breaks midway', async () => {
    const folder = temporary();
    published(folder);
    const { base } = await serve(folder, 1500);
    await expect(obtain(folder, { urls: [`${base}/linux.git`] })).rejects.toThrow(/git failed \(status \d+\)/);
    expect(beside(folder)).toEqual(['linux.git', 'work']);
  });
});

/** Far less than the two minutes a system tries to connect, far more than a busy machine needs. */
const LONG_MS = 15_000;

describe('without a route', () => {
  it('gives up at once where the connection is refused, and says so of each host', async () => {
    const folder = temporary();
    const began = Date.now();
    await expect(
      obtain(folder, { urls: ['http://127.0.0.1:1/a.git', 'http://no-such-host.invalid/b.git'] }),
    ).rejects.toThrow(/127\.0\.0\.1:1: no connection \(ECONNREFUSED\); no-such-host\.invalid: no connection \(E/);
    expect(Date.now() - began).toBeLessThan(LONG_MS);
    expect(beside(folder)).toEqual([]);
  });

  it('gives up soon where nothing answers at all', async () => {
    const folder = temporary();
    const began = Date.now();
    // An address set apart for documentation: no host has it.
    const urls = ['http://192.0.2.1/a.git', 'http://192.0.2.2/b.git'];
    await expect(obtain(folder, { urls, connectMs: 400 })).rejects.toThrow(
      /192\.0\.2\.1: no connection .*192\.0\.2\.2: no/,
    );
    expect(Date.now() - began).toBeLessThan(LONG_MS);
  });

  it('gives up soon where a host accepts and never answers', async () => {
    const folder = temporary();
    const mute = await listen(createTcpServer((socket) => socket.on('error', () => {})));
    await expect(obtain(folder, { urls: [`${mute}/linux.git`], answerMs: 500 })).rejects.toThrow(
      /git gave no answer in 0\.5 s/,
    );
    expect(beside(folder)).toEqual([]);
  });
});

it('asks the kernel’s own host first', () => {
  expect(new URL(UPSTREAM[0]!).host).toBe('git.kernel.org');
});
