// What the player's worker answers, and the page's end of it, on a worker that is none.
import { describe, expect, it, vi } from 'vitest';
import { Studio } from '@/film/index.ts';
import { type Answer, PlayerClient, type PlayerError, type Question, type WorkerLike } from '@/player/index.ts';
import { crowd, filmed, scenarioOf } from './films.ts';

/** A studio whose answers are kept, and whose later work is done when it is told to. */
function studio() {
  const answers: Answer[] = [];
  const queue: (() => void)[] = [];
  const made = new Studio(
    (answer) => answers.push(structuredClone(answer)),
    (go) => queue.push(go),
  );
  const work = () => {
    for (let go = queue.shift(); go !== undefined; go = queue.shift()) go();
  };
  return { ask: (question: Question) => made.ask(question), answers, work, step: () => queue.shift()?.() };
}

/** A worker that runs in this thread. */
function fakeWorker(): WorkerLike & { ended: boolean } {
  const worker: WorkerLike & { ended: boolean } = {
    ended: false,
    onmessage: null,
    onerror: null,
    postMessage: (question) => {
      setTimeout(() => {
        if (!worker.ended) inside.ask(structuredClone(question));
      }, 0);
    },
    terminate: () => {
      worker.ended = true;
    },
  };
  const inside = new Studio(
    (answer, transfer) => {
      const data = structuredClone(answer, { transfer });
      setTimeout(() => {
        if (!worker.ended) worker.onmessage?.({ data });
      }, 0);
    },
    (go) => setTimeout(go, 0),
  );
  return worker;
}

const order = { kind: 'order' } as const;

describe('the worker', () => {
  it('answers a scenario with its film, as the model makes it', () => {
    const { ask, answers } = studio();
    ask({ id: 1, ask: 'load', scenario: scenarioOf('docker-stop'), schedule: order });
    expect(answers).toEqual([{ id: 1, is: 'film', film: filmed('docker-stop').film }]);
  });

  it('answers the last of several moments, and says of the others that they are overtaken', () => {
    const { ask, answers, work } = studio();
    ask({ id: 1, ask: 'load', scenario: scenarioOf('docker-stop'), schedule: order });
    for (const [id, index] of [
      [2, 10],
      [3, 300],
      [4, 400],
    ] as const)
      ask({ id, ask: 'moment', index });
    work();
    expect(answers.slice(1).map(({ id, is }) => [id, is])).toEqual([
      [2, 'overtaken'],
      [3, 'overtaken'],
      [4, 'moment'],
    ]);
    expect(answers[3]).toMatchObject({ moment: { index: 400 } });
  });

  it.each<[string, unknown, string, RegExp]>([
    ['no scenario at all', 7, 'scenario', /not what the scenario format asks for/],
    ['nothing', undefined, 'scenario', /not what the scenario format asks for/],
    [
      'an actor nobody declared',
      { id: 'x', title: 'x', tree: [{ name: 'A', parent: 'B' }], steps: [{ op: 'nop', who: 'A' }] },
      'scenario',
      /tree\[0\]\.parent: no actor is named "B"/,
    ],
    [
      'a tree that cannot be made',
      {
        id: 'x',
        title: 'x',
        tree: [
          { name: 'init', newpid: true },
          { name: 'A', parent: 'init', cloneparent: true },
        ],
        steps: [{ op: 'nop', who: 'A' }],
      },
      'scenario',
      /tree\[1\]: A cannot be made as the scenario says: EINVAL/,
    ],
    ['too many processes', crowd(600), 'large', /601 processes; a page plays up to 500/],
    ['too many threads', { ...crowd(1), tree: [{ name: 'init', threads: 900 }] }, 'large', /900 threads/],
    [
      'too many steps',
      { ...crowd(1), steps: Array.from({ length: 500 }, () => ({ op: 'nop', who: 'init' })) },
      'large',
      /500 steps/,
    ],
    [
      'a step that never settles',
      { id: 'x', title: 'x', tree: [{ name: 'A', sig: { SEGV: 'log' } }], steps: [{ op: 'fault', who: 'A' }] },
      'large',
      /longer than/,
    ],
  ])('refuses %s, and says why', (_, scenario, reason, message) => {
    const { ask, answers } = studio();
    ask({ id: 1, ask: 'load', scenario, schedule: order });
    expect(answers).toHaveLength(1);
    const [answer] = answers;
    expect(answer).toMatchObject({ id: 1, is: 'error', reason });
    expect(answer?.is === 'error' && answer.message).toMatch(message);
  });

  it('refuses a schedule of another scenario, and a moment where there is none', () => {
    const { ask, answers, work } = studio();
    ask({ id: 1, ask: 'moment', index: 0 });
    work();
    ask({ id: 2, ask: 'load', scenario: scenarioOf('docker-stop'), schedule: { kind: 'replay', keys: '0,9.9' } });
    ask({ id: 3, ask: 'load', scenario: scenarioOf('docker-stop'), schedule: order });
    ask({ id: 4, ask: 'moment', index: 1e9 });
    work();
    expect(answers.map(({ id, is }) => [id, is])).toEqual([
      [1, 'error'],
      [2, 'error'],
      [3, 'film'],
      [4, 'error'],
    ]);
    expect(answers.map((answer) => answer.is === 'error' && answer.reason)).toEqual([
      'state',
      'schedule',
      false,
      'state',
    ]);
  });

  it('finds all ends of a scenario, each with a schedule that leads there', () => {
    const { ask, answers, work } = studio();
    ask({ id: 1, ask: 'explore', scenario: scenarioOf('kill-child'), limit: 1000 });
    work();
    const found = answers.at(-1);
    expect(found).toMatchObject({ id: 1, is: 'explored', complete: true });
    if (found?.is !== 'explored') return;
    expect(found.ends.reduce((sum, { runs }) => sum + runs, 0)).toBe(found.runs);
    for (const { keys, ends } of found.ends) {
      ask({ id: 2, ask: 'load', scenario: scenarioOf('kill-child'), schedule: { kind: 'replay', keys } });
      const film = answers.at(-1);
      if (film?.is !== 'film') throw new Error('no film');
      const fates = film.film.fates.map(({ task, ended, last }) => ({
        name: film.film.tasks[task]!.name,
        ended,
        last,
      }));
      expect(fates).toEqual(ends);
    }
  });

  it('ends an exploration when it is told to, and answers moments meanwhile', () => {
    const { ask, answers, step, work } = studio();
    ask({ id: 1, ask: 'load', scenario: scenarioOf('docker-stop'), schedule: order });
    // Thousands of schedules, seconds of work: no machine is through after the first slice.
    ask({ id: 2, ask: 'explore', scenario: scenarioOf('nested-outer-dies'), limit: 50_000 });
    step();
    expect(answers.some(({ is }) => is === 'explored')).toBe(false);
    ask({ id: 3, ask: 'moment', index: 5 });
    ask({ id: 4, ask: 'stop' });
    work();
    expect(answers.slice(-3).map(({ id, is }) => [id, is])).toEqual([
      [4, 'stopped'],
      [2, 'explored'],
      [3, 'moment'],
    ]);
    expect(answers.find(({ is }) => is === 'explored')).toMatchObject({ complete: false });
  });
});

describe('the client', () => {
  it('gives films, moments and explorations as promises', async () => {
    const client = new PlayerClient(fakeWorker);
    const film = await client.load(scenarioOf('docker-stop'));
    expect(film).toEqual(filmed('docker-stop').film);
    const [first, second] = await Promise.all([client.moment(3), client.moment(film.length - 1)]);
    expect(first === undefined || first.index === 3).toBe(true);
    expect(second?.index).toBe(film.length - 1);
    const { complete, ends } = await client.explore(scenarioOf('init-blocked'), 100);
    expect([complete, ends.length > 0]).toEqual([true, true]);
    client.close();
  });

  it('rejects with the worker’s reason', async () => {
    const client = new PlayerClient(fakeWorker);
    await expect(client.load({})).rejects.toMatchObject({ name: 'PlayerError', reason: 'scenario' });
    // The worker is as good as before.
    await expect(client.load(scenarioOf('docker-stop'))).resolves.toBeDefined();
  });

  it('ends a worker that takes too long, and starts another with the next question', async () => {
    const deaf: WorkerLike & { ended: boolean } = { ...fakeWorker(), ended: false };
    deaf.postMessage = () => {};
    deaf.terminate = () => {
      deaf.ended = true;
    };
    const start = vi.fn().mockReturnValueOnce(deaf).mockImplementation(fakeWorker);
    const client = new PlayerClient(start);
    const moment = client.moment(0);
    await expect(client.load({}, order, 20)).rejects.toMatchObject({ reason: 'timeout' });
    await expect(moment).rejects.toMatchObject({ reason: 'timeout' });
    expect(deaf.ended).toBe(true);
    await expect(client.load(scenarioOf('docker-stop'))).resolves.toBeDefined();
    expect(start).toHaveBeenCalledTimes(2);
  });

  it('tells everybody who waits that it was closed, or that the worker could not start', async () => {
    const broken = fakeWorker();
    broken.postMessage = () => setTimeout(() => broken.onerror?.({ message: 'no such file' }), 0);
    const client = new PlayerClient(() => broken);
    await expect(client.moment(0)).rejects.toMatchObject({ reason: 'fault', message: 'no such file' });
    const waiting = new PlayerClient(fakeWorker);
    const asked = waiting.moment(0).catch((error: PlayerError) => error.reason);
    waiting.close();
    expect(await asked).toBe('state');
    await waiting.stop();
  });
});
