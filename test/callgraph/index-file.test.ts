// The one file that an index is: what goes in comes out, and other bytes are refused with a reason.
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IndexError, inflated, openIndex, packIndex } from '@/callgraph/index.ts';
import { call, drawnFacts, facts, fn, graph } from './facts.ts';

const sample = packIndex(graph('do_exit: exit_notify\nexit_notify: forget_original_parent'));

describe('an index’s file', () => {
  it('gives back every function, its place, and every call', () => {
    fc.assert(
      fc.property(drawnFacts(), (drawn) => {
        const index = openIndex(packIndex(drawn));
        expect(index.size.nodes).toBe(drawn.functions.length);
        expect(index.size.calls).toBe(drawn.calls.length);
        drawn.functions.forEach(({ name, file, line, end, toV60, compiled }, node) => {
          const { path, version } = drawn.files[file!]!;
          expect(index.resolve(name)).toMatchObject({ name, file: path, line, end, compiled });
          expect(index.resolve(name)?.v60).toBe(toV60 === undefined ? undefined : line + toV60);
          expect(index.version(path)).toBe(version);
          const sites = index
            .callees(name, { anyConfig: true, kinds: ['direct', 'macro'] })
            .functions.flatMap((each) =>
              each.sites.map((site) => [each.name, site.line, site.kind, site.macro, site.compiled]),
            );
          const expected = drawn.calls
            .filter(({ from, kind }) => from === node && kind !== 'indirect')
            .map((each) => [`f${each.to}`, each.line, each.kind, each.macro, each.compiled]);
          const sorted = (rows: unknown[][]) => rows.map((row) => JSON.stringify(row)).sort();
          expect(sorted(sites)).toEqual(sorted(expected));
        });
      }),
      { numRuns: 300 },
    );
  });

  it('is the same bytes for the same facts, in whatever order they are given', () => {
    fc.assert(
      fc.property(drawnFacts(), (drawn) => {
        const last = drawn.functions.length - 1;
        const turned = {
          files: drawn.files,
          functions: drawn.functions.toReversed(),
          calls: drawn.calls.map((each) => ({
            ...each,
            from: last - each.from,
            to: each.kind === 'indirect' ? each.to : last - each.to,
          })),
          slots: drawn.slots.map((slot) => ({ functions: slot.functions.map((node) => last - node) })),
        };
        expect(Buffer.from(packIndex(turned)).equals(packIndex(drawn))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('may be empty', () => {
    const index = openIndex(packIndex(facts([], [])));
    expect(index.size).toEqual({ functions: 0, nodes: 0, calls: 0 });
    expect(index.complete('do_exit', 5)).toEqual([]);
  });

  it('is refused when any of its bytes was changed, or it was cut short', () => {
    fc.assert(
      fc.property(fc.nat(sample.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = sample.slice();
        damaged[at]! ^= change;
        expect(() => openIndex(damaged)).toThrow(IndexError);
      }),
      { numRuns: 500 },
    );
    for (let length = 0; length < sample.length; length++)
      expect(() => openIndex(sample.subarray(0, length))).toThrow(IndexError);
    expect(() => openIndex(Uint8Array.of(...sample, 0))).toThrow(/damaged: its checksum/);
  });

  it('says what is wrong: foreign bytes, another format, damage; and what to do', () => {
    const complaint = (bytes: Uint8Array) => {
      try {
        openIndex(bytes);
      } catch (error) {
        return error instanceof IndexError ? `${error.message} | ${error.remedy}` : String(error);
      }
      return 'opened';
    };
    expect(complaint(new TextEncoder().encode('<!doctype html>'))).toMatch(/not a call graph’s index \| Load the file/);
    const later = sample.slice();
    later[4] = 99;
    expect(complaint(later)).toMatch(/has format 99; this program reads format \d+ \| Reload the page/);
    const damaged = sample.slice();
    damaged[damaged.length - 1]! ^= 1;
    expect(complaint(damaged)).toMatch(/damaged: its checksum is another \| Load it again/);
  });

  it('is opened from bytes in the middle of a buffer', () => {
    const around = new Uint8Array(sample.length + 20);
    around.set(sample, 7);
    expect(openIndex(around.subarray(7, 7 + sample.length)).size.nodes).toBe(3);
  });

  it('is opened whether it comes compressed or not', async () => {
    expect(Buffer.from(await inflated(new Uint8Array(gzipSync(sample)))).equals(sample)).toBe(true);
    expect(await inflated(new Uint8Array(sample))).toEqual(sample);
    const cut = new Uint8Array(gzipSync(sample)).slice(0, -9);
    await expect(inflated(cut)).rejects.toThrow();
  });

  it('keeps lines that a macro put before the function’s own', () => {
    const early = facts([fn('a', { line: 50 }), fn('b')], [call(0, 1, { line: 12 }), call(0, 1, { line: 60 })]);
    expect(
      openIndex(packIndex(early))
        .callees('a')
        .functions[0]?.sites.map(({ line }) => line),
    ).toEqual([12, 60]);
  });
});
