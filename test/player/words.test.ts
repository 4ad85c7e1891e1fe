// A film in words, both languages.
import { describe, expect, it } from 'vitest';
import { allLines, type KernelLine } from '@/model/index.ts';
import { filmTeller, type HappeningKind, plain, type Said, scriptTeller } from '@/player/index.ts';
import { en } from '@/player/words/en.ts';
import { phraseOf } from '@/player/words/phrase.ts';
import { zhCN } from '@/player/words/zh-cn.ts';
import { filmed, scenarioOf, slugs } from './films.ts';

const editions = { en, 'zh-cn': zhCN } as const;
const locales = ['en', 'zh-cn'] as const;
const kernelLines: readonly KernelLine[] = allLines.filter((line) => line.function !== '');

/** What no sentence may look like. */
function checkSentence(said: Said, locale: 'en' | 'zh-cn', full = true): void {
  const text = plain(said);
  expect(text).not.toMatch(/undefined|null|NaN|\[object|\{\w+\}|`/);
  expect(text).not.toMatch(/ {2}|^ | $/);
  if (full) expect(text).toMatch(locale === 'en' ? /[.?;]$/ : /[。？；]$/);
  if (locale === 'zh-cn') {
    expect(text).toMatch(/\p{Script=Han}/u);
    expect(text).not.toMatch(/\p{Script=Han} \p{Script=Han}|[,.?] /u);
  } else expect(text).not.toMatch(/\p{Script=Han}/u);
  for (const piece of said) expect(piece.text).not.toBe('');
}

describe('the words for lines', () => {
  it.each(locales)('in %s are there for every line of the model', (locale) => {
    const missing = kernelLines.filter(({ function: fn, at }) => phraseOf(editions[locale], fn, at) === undefined);
    expect(missing).toEqual([]);
  });

  it.each(locales)('in %s each speak of a line that the model has', (locale) => {
    const squeeze = (text: string) => text.replace(/\s+/g, ' ');
    const stray = Object.entries(editions[locale].lines).flatMap(([fn, phrases]) =>
      Object.keys(phrases)
        .filter((start) => !kernelLines.some((line) => line.function === fn && squeeze(line.at).startsWith(start)))
        .map((start) => `${fn}: ${start}`),
    );
    expect(stray).toEqual([]);
  });

  it('are of the same lines in both languages', () => {
    const keys = (locale: 'en' | 'zh-cn') =>
      Object.entries(editions[locale].lines).map(([fn, phrases]) => [fn, Object.keys(phrases)]);
    expect(keys('zh-cn')).toEqual(keys('en'));
  });
});

describe.each(locales)('a film told in %s', (locale) => {
  it.each(slugs)('has a sentence for every event, every happening and every fate of %s', async (slug) => {
    const scenario = scenarioOf(slug);
    const { film } = filmed(slug);
    const teller = await filmTeller(locale, scenario, film);
    for (const happening of film.happenings) checkSentence(teller.happening(happening), locale);
    // Thousands of events, and the same few hundred sentences.
    const told = new Map<string, Said>();
    for (let at = 0; at < film.length; at += 1)
      for (const said of [teller.sentence(at), teller.line(at)]) told.set(plain(said), said);
    for (const said of told.values()) checkSentence(said, locale);
    for (const fate of film.fates) checkSentence(teller.fate(fate), locale, false);
    for (const result of film.results) plain(teller.result(result));
  });

  it.each(slugs)('says who is in %s and what is done, without a run', async (slug) => {
    const scenario = scenarioOf(slug);
    const teller = await scriptTeller(locale, scenario);
    for (const { traits } of teller.cast()) for (const trait of traits) checkSentence(trait, locale, false);
    for (const i of scenario.steps.keys()) checkSentence(teller.step(i), locale, false);
    expect(teller.step(scenario.steps.length)).toEqual([]);
  });

  it('has words for every kind of happening', () => {
    const kinds: HappeningKind[] = [
      'born',
      'handled',
      'stopped',
      'continued',
      'closed',
      'sleeping',
      'exiting',
      'zombie',
      'reaped',
      'adopted',
      'reaper',
      'seized',
      'released',
      'exec',
      'signal',
      'step',
    ];
    for (const kind of kinds) expect(editions[locale][kind]).toBeTypeOf('function');
  });
});

describe('what is told', () => {
  it('is that a dying init kills by number, not by parentage', async () => {
    const { film } = filmed('docker-stop-handler');
    const teller = await filmTeller('en', scenarioOf('docker-stop-handler'), film);
    const zap = film.happenings.find((one) => one.kind === 'signal' && one.why === 'zap_pid_ns_processes')!;
    const said = teller.sentence(zap.at);
    expect(plain(said)).toBe(
      'init, which is dying, sends SIGKILL to A. It is number 2 in the namespace’s table; whose child it is does not matter.',
    );
    expect(said.filter(({ is }) => is === 'name')).toEqual([
      { is: 'name', text: 'init', task: 1 },
      { is: 'name', text: 'A', task: 2 },
    ]);
    expect(said.filter(({ is }) => is === 'code').map(({ text }) => text)).toEqual(['SIGKILL']);
  });

  it('names the signal and its target on the lines that send it', async () => {
    const { film } = filmed('docker-stop');
    const teller = await filmTeller('en', scenarioOf('docker-stop'), film);
    const at = film.line.findIndex(
      (line, i) =>
        i >= film.start && film.lines[line]!.at.startsWith('if (unlikely(t->signal->flags & SIGNAL_UNKILLABLE)'),
    );
    expect(plain(teller.line(at))).toContain('is init an init without a handler for SIGTERM?');
    expect(plain(teller.sentence(film.start))).toBe('Step 1: dockerd sends SIGTERM to init.');
  });

  it('calls actors as the site does, in the reader’s language', async () => {
    const scenario = scenarioOf('docker-stop-handler');
    const teller = await scriptTeller('zh-cn', scenario);
    expect([teller.name('sys').text, teller.role('A'), teller.name('A').text]).toEqual(['dockerd', '工作进程', 'A']);
    const bare = await scriptTeller('zh-cn', { tree: scenario.tree, steps: scenario.steps });
    expect([bare.name('sys').text, bare.role('A')]).toEqual(['外部', undefined]);
    expect(plain(bare.step(0))).toBe('外部向 init 发送 SIGTERM');
  });

  it('of fates is who killed, and what never ran', async () => {
    const { film } = filmed('docker-stop-handler');
    const told = async (locale: 'en' | 'zh-cn') => {
      const teller = await filmTeller(locale, scenarioOf('docker-stop-handler'), film);
      return film.fates.map((fate) => plain(teller.fate(fate)));
    };
    expect(await told('en')).toEqual([
      'exit status 0; reaped by dockerd',
      'SIGKILL from zap_pid_ns_processes, in init; its SIGTERM handler never ran',
      'SIGKILL from zap_pid_ns_processes, in init; its SIGHUP and SIGTERM handlers never ran; adopted by init',
    ]);
    expect(await told('zh-cn')).toEqual([
      '退出码 0；由 dockerd 回收',
      'SIGKILL，来自 init 的 zap_pid_ns_processes；SIGTERM 的处理函数从未运行',
      'SIGKILL，来自 init 的 zap_pid_ns_processes；SIGHUP 和 SIGTERM 的处理函数从未运行；由 init 收养',
    ]);
  });
});
