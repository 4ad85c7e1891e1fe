// Addresses of players: what is written can be read, and what is hostile does nothing.
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePermalink, encodePermalink, isPermalink, type PlayState, refusals } from '@/player/index.ts';

const slug = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,6}){0,3}$/);
const keys = fc
  .array(fc.tuple(fc.stringMatching(/^\d{1,2}(\.\d{1,2}){0,3}$/), fc.integer({ min: 1, max: 999 })), {
    minLength: 1,
    maxLength: 20,
  })
  .map((parts) => parts.map(([key, times]) => (times === 1 ? key : `${key}x${times}`)).join(','));
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const state: fc.Arbitrary<PlayState> = fc
  .record({
    scenario: optional(slug),
    variations: fc.uniqueArray(slug, { maxLength: 6 }),
    edited: optional(
      fc.record({
        language: fc.constantFrom('json' as const, 'ts' as const),
        text: fc.string({ unit: 'binary', maxLength: 2000 }).filter((text) => text.isWellFormed()),
      }),
    ),
    schedule: fc.oneof(
      fc.constant({ kind: 'order' as const }),
      fc.record({ kind: fc.constant('seed' as const), seed: fc.integer({ min: 0, max: 0xffff_ffff }) }),
      fc.record({ kind: fc.constant('replay' as const), keys }),
    ),
    at: optional(fc.nat(200_000)),
    follow: optional(fc.stringMatching(/^[A-Za-z][\w-]{0,20}(\.\d{1,3})?$/)),
  })
  .filter(({ scenario, edited }) => scenario !== undefined || edited !== undefined);

/** Without keys that are undefined. */
const tidy = (value: PlayState) => JSON.parse(JSON.stringify(value)) as unknown;

describe('a permalink', () => {
  it('is read as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(state, async (written) => {
        const hash = await encodePermalink(written);
        expect(hash).toMatch(/^play:[\w=&%.:-]*$/);
        const read = await decodePermalink(`#${hash}`);
        expect(read?.ok && tidy(read.state)).toEqual(tidy(written));
      }),
    );
  });

  it('stays readable where nothing was edited', async () => {
    const hash = await encodePermalink({
      scenario: 'docker-stop',
      variations: ['init-term-exits', 'daemon'],
      schedule: { kind: 'seed', seed: 7 },
      at: 304,
      follow: 'A',
    });
    expect(hash).toBe('play:s=docker-stop&v=init-term-exits.daemon&seed=7&at=304&f=A');
  });

  it('packs a long text', async () => {
    const text = JSON.stringify({
      tree: Array.from({ length: 300 }, (_, i) => ({ name: `worker${i}`, parent: 'init' })),
    });
    const hash = await encodePermalink({
      variations: [],
      schedule: { kind: 'order' },
      edited: { language: 'json', text },
    });
    expect(hash.length).toBeLessThan(text.length / 4);
  });

  it('is refused when a text is longer than an address can hold', async () => {
    const edited = { language: 'ts' as const, text: 'x'.repeat(200_000) };
    await expect(encodePermalink({ variations: [], schedule: { kind: 'order' }, edited })).rejects.toThrow(RangeError);
  });

  it('never throws, whatever it is given', async () => {
    const noise = fc.oneof(
      fc.string(),
      fc.string().map((text) => `#play:${text}`),
      fc
        .array(
          fc.tuple(fc.constantFrom('s', 'v', 'seed', 'run', 'at', 'f', 'json', 'ts', '__proto__', 'x'), fc.string()),
          { maxLength: 6 },
        )
        .map(
          (fields) =>
            `#play:${fields.map(([key, value]) => `${key}=${encodeURIComponent(value.toWellFormed())}`).join('&')}`,
        ),
      fc.base64String({ maxLength: 300 }).map((text) => `#play:json=${text.replace(/[+/=]/g, '-')}`),
    );
    await fc.assert(
      fc.asyncProperty(noise, async (hash) => {
        const read = await decodePermalink(hash);
        expect(read === undefined).toBe(!isPermalink(hash));
        if (read?.ok === false) expect(refusals[read.refused].en).toMatch(/Nothing was loaded\.$/);
      }),
    );
  });

  it.each([
    ['#other', undefined],
    ['', undefined],
    ['#play:', 'form'],
    ['#play:s=../../secret', 'form'],
    ['#play:s=docker-stop&s=docker-stop', 'form'],
    ['#play:s=docker-stop&x=1', 'form'],
    ['#play:s=%E0%A4%A', 'form'],
    ['#play:s=<img src=x onerror=alert(1)>', 'form'],
    ['#play:s=a&f=<b>', 'form'],
    ['#play:s=a&at=-1', 'form'],
    ['#play:s=a&at=1e9', 'form'],
    ['#play:s=a&seed=4294967296', 'form'],
    ['#play:s=a&seed=1&run=0', 'form'],
    ['#play:s=a&run=0x99999999', 'form'],
    ['#play:s=a&v=x.x', 'form'],
    [`#play:s=a&v=${Array.from({ length: 40 }, (_, i) => `a${i}`).join('.')}`, 'form'],
    ['#play:json=%%%', 'form'],
    ['#play:json=AAAA&ts=AAAA', 'form'],
    ['#play:json=not*base64', 'packed'],
    ['#play:json=AAAA', 'packed'],
    [`#play:json=${'A'.repeat(60_000)}`, 'size'],
  ])('%s is refused or not meant for a player', async (hash, refused) => {
    const read = await decodePermalink(hash);
    expect(read === undefined ? undefined : read.ok || read.refused).toBe(refused);
  });

  it('does not unpack a bomb', async () => {
    const bomb = deflateRawSync(Buffer.alloc(20_000_000, 'A')).toString('base64url');
    expect(bomb.length).toBeLessThan(48_000);
    expect(await decodePermalink(`#play:json=${bomb}`)).toEqual({ ok: false, refused: 'packed' });
  });
});
