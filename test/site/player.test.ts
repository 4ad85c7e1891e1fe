// What pages give their players.
import { describe, expect, it } from 'vitest';
import { allLines } from '@/model/index.ts';
import { checkScenario } from '@/scenario/index.ts';
import { snippets } from '@/site/notes.ts';
import { coreOf, lineKey, playerLines, playerNotes, playerScenario, scenarioIndex, stillOf } from '@/site/player.ts';
import { scenarioSlugs, siteScenario } from '@/site/scenarios.ts';
import { functionText, sourceText } from '@/site/text.ts';

const lines = allLines.filter((line) => line.function !== '');

describe('the places of the model’s lines', () => {
  it('are keyed one to one', () => {
    expect(new Set(lines.map(lineKey)).size).toBe(lines.length);
    expect(Object.keys(playerLines('en').lines).sort()).toEqual(lines.map(lineKey).sort());
  });

  it.skipIf(sourceText('kernel/exit.c') === undefined)('are v6.0’s numbers, where the function is v6.0’s', () => {
    const { functions, lines: places } = playerLines('en');
    const place = places['kernel/exit.c:exit_notify:tsk->exit_state = EXIT_ZOMBIE;']!;
    const { firstV60 = 0, lines: text } = functionText('exit_notify')!;
    expect(place.line).toBe(firstV60 + text.findIndex((line) => line.includes('tsk->exit_state = EXIT_ZOMBIE;')));
    expect(functions['exit_notify']).toMatchObject({ id: 'exit_notify', href: '/symbols/exit_notify/', v60: true });
    expect(playerLines('zh-cn').functions['exit_notify']!.href).toBe('/zh-cn/symbols/exit_notify/');
    for (const line of lines) {
      const { line: number, index } = places[lineKey(line)]!;
      const { lines: range } = functions[line.function]!;
      if (number === undefined || range === undefined) continue;
      expect(number - range[0]).toBe(index);
      expect(number).toBeLessThanOrEqual(range[1]);
    }
    // All functions that have a page have a place for all their lines.
    const lost = lines.filter(
      (line) => functions[line.function]!.id !== undefined && places[lineKey(line)]!.line === undefined,
    );
    expect(lost).toEqual([]);
  });

  it.skipIf(sourceText('kernel/exit.c') === undefined)(
    'bring the notes that stand there, with their text',
    async () => {
      const { lines: places } = playerLines('en');
      const anchors = Object.values(places).flatMap(({ notes = [] }) => notes.map(([, anchor]) => anchor));
      expect(anchors.length).toBeGreaterThan(40);
      const known = new Set(
        [...snippets().values()].flatMap(({ bound }) => bound?.notes.map(({ anchor }) => anchor) ?? []),
      );
      for (const anchor of anchors) expect(known).toContain(anchor);
      for (const locale of ['en', 'zh-cn'] as const) {
        const notes = await playerNotes(locale);
        expect(Object.keys(notes).sort()).toEqual([...new Set(anchors)].sort());
        for (const { html, number } of Object.values(notes)) {
          expect(html).toMatch(/^<p>/);
          expect(number).toBeGreaterThan(0);
        }
      }
    },
  );
});

describe('the scenarios', () => {
  it('are files that the commands take, without the site’s own keys', () => {
    for (const slug of scenarioSlugs()) {
      const core = coreOf(siteScenario(slug));
      expect(checkScenario(slug, JSON.parse(JSON.stringify(core)))).toEqual(core);
      expect(Object.keys(core)).not.toContain('text');
    }
  });

  it('are listed with their titles in both languages, and the kernels they were recorded on', () => {
    const list = scenarioIndex();
    expect(list.map(({ slug }) => slug)).toEqual(scenarioSlugs());
    for (const { title, actors, steps, kernels } of list) {
      expect(title.en.length * title['zh-cn'].length * actors * steps).toBeGreaterThan(0);
      expect(kernels.length).toBeGreaterThan(0);
    }
  });

  it('come with what a page needs without script: the first moment, and the last', () => {
    const { film, before, after } = stillOf('docker-stop');
    const state = (moment: typeof before) =>
      Object.fromEntries(
        moment.tasks.map(({ task, state, exists }) => [film.tasks[task]!.name, exists ? state : `no ${state}`]),
      );
    expect(state(before)).toEqual({ sys: 'alive', init: 'alive', A: 'alive', B: 'alive' });
    expect(state(after)).toEqual({ sys: 'alive', init: 'no reaped', A: 'no reaped', B: 'no reaped' });
    expect(playerScenario('docker-stop', 'zh-cn')).toMatchObject({ rows: 4, namespaces: { init: expect.any(String) } });
  });
});
