import { expect } from 'chai';
import type { TaskEvent } from '@nixai/api';
import { createStyle } from '../terminal/index.js';
import { createTasks } from './createTasks.js';
import { drawTasks, type Canvas } from './drawTasks.js';
import { createDrawnTasks } from './drawnTasks.js';
import { createTaskTree } from './taskTree.js';

/** Tasks, and what was told of them without times. */
function recorded() {
  const controller = new AbortController();
  const events: string[] = [];
  const tasks = createTasks((event) => {
    const { milliseconds: _, ...rest } = { milliseconds: 0, ...event };
    events.push(JSON.stringify(rest));
  }, controller.signal);
  return { tasks, events, controller };
}

const later = <T>(value: T): Promise<T> => new Promise((resolve) => setImmediate(resolve, value));

describe('tasks', () => {
  it('tell what begins below what, how far it is, and how it ends', async () => {
    const { tasks, events } = recorded();
    const value = await tasks.run('build', async (task) => {
      await task.step('fetch', async (step) => step.progress(5, 10, 'bytes'));
      await task.step('test', async (step) => step.skip('there are none'));
      return 7;
    });
    expect(value).to.equal(7);
    expect(events).to.deep.equal([
      '{"task":1,"type":"start","title":"build"}',
      '{"task":2,"type":"start","title":"fetch","parent":1}',
      '{"task":2,"type":"progress","done":5,"total":10,"unit":"bytes"}',
      '{"task":2,"type":"end","outcome":"done"}',
      '{"task":3,"type":"start","title":"test","parent":1}',
      '{"task":3,"type":"end","outcome":"skipped","why":"there are none"}',
      '{"task":1,"type":"end","outcome":"done"}',
    ]);
  });

  it('say why one failed, and throw it on', async () => {
    const { tasks, events } = recorded();
    const failed = tasks.run('build', (task) =>
      task.step('link', async () => {
        throw new Error('no ld');
      }),
    );
    expect(await failed.catch(String)).to.equal('Error: no ld');
    expect(events.at(-1)).to.equal('{"task":1,"type":"end","outcome":"failed","why":"no ld"}');
  });

  it('work on so many items at once, and keep their order', async () => {
    const { tasks } = recorded();
    let now = 0;
    let most = 0;
    const outcomes = await tasks.run('all', (task) =>
      task.all(
        [3, 1, 2, 5, 4],
        { title: String, concurrency: 2, onError: 'collect' },
        async (item) => {
          most = Math.max(most, ++now);
          for (let i = 0; i < item; i++) await later(undefined);
          now--;
          if (item === 1) throw new Error('one');
          return item * 2;
        },
      ),
    );
    expect(most).to.equal(2);
    expect(outcomes.map((one) => (one.ok ? one.value : String(one.error)))).to.deep.equal([
      6,
      'Error: one',
      4,
      10,
      8,
    ]);
  });

  it('stop the others where one failed and that is wanted', async () => {
    const { tasks } = recorded();
    const begun: number[] = [];
    let stopped = false;
    const failed = tasks.run('all', (task) =>
      task.all(
        [1, 2, 3, 4],
        { title: String, concurrency: 2, onError: 'stop' },
        async (item, { signal }) => {
          begun.push(item);
          if (item === 2) throw new Error('two');
          await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
          stopped = true;
        },
      ),
    );
    expect(await failed.catch(String)).to.equal('Error: two');
    expect(begun).to.deep.equal([1, 2]);
    expect(stopped).to.equal(true);
  });

  it('throw an interruption, though failures are collected', async () => {
    const { tasks, controller } = recorded();
    const work = tasks.run('all', (task) =>
      task.all([1, 2, 3], { title: String, concurrency: 1, onError: 'collect' }, async () => {
        controller.abort(new Error('Ctrl-C'));
      }),
    );
    expect(await work.catch(String)).to.equal('Error: Ctrl-C');
  });
});

const canvas: Canvas = { width: 40, height: 20, style: createStyle(false), unicode: true, now: 0 };
const start = (task: number, title: string, parent?: number): TaskEvent => ({
  task,
  type: 'start',
  title,
  parent,
});

/** The lines for these events, each at its second. */
function drawn(events: readonly TaskEvent[], more: Partial<Canvas> = {}): string[] {
  let now = 0;
  const tree = createTaskTree(() => now * 1000);
  for (const event of events) {
    tree.take(event);
    now++;
  }
  return drawTasks(tree.roots, { ...canvas, now: now * 1000, ...more });
}

describe('drawn tasks', () => {
  it('are a tree with what is done, what goes on and what failed', () => {
    expect(
      drawn([
        start(1, 'Deploy'),
        start(2, 'build web', 1),
        start(3, 'compile', 2),
        { task: 3, type: 'end', outcome: 'done', milliseconds: 1000 },
        start(4, 'copy', 1),
        { task: 4, type: 'progress', done: 4_500_000, total: 10_000_000, unit: 'bytes' },
        start(5, 'check', 1),
        { task: 5, type: 'end', outcome: 'failed', why: 'no route', milliseconds: 1000 },
      ]),
    ).to.deep.equal([
      '⠋ Deploy  8 s',
      '  ⠋ build web  7 s',
      '    ✓ compile  1 s',
      '  ⠋ copy  45 % of 10.0 MB, 4 s',
      '  ✗ check  no route, 1 s',
    ]);
  });

  it('fit the terminal, and show no escapes of foreign titles', () => {
    const events = [
      start(1, 'a\u001b[31m title that is far longer than the terminal is wide'),
      ...Array.from({ length: 30 }, (_, i) => start(i + 2, `host${i}`, 1)),
    ];
    const lines = drawn(events, { width: 30, height: 8, unicode: false });
    expect(lines).to.have.length(8);
    expect(lines.at(-1)).to.equal('  and 24 more');
    for (const line of lines)
      expect(line)
        .to.match(/^.{1,30}$/)
        .and.not.contain('\u001b');
  });

  it('leave no trace but what was logged, and let others write above', () => {
    let now = 0;
    let written = '';
    const display = createDrawnTasks({
      tell: (line) => (written += `${line}\n`),
      redraw: (before) => (written += `redraw ${before}\n`),
      canvas: () => canvas,
      now: () => now,
    });
    display.take(start(1, 'Build'));
    display.take({ task: 1, type: 'log', line: 'compiling\u0007' });
    now = 5000;
    display.aside(() => (written += 'notice\n'));
    display.take({ task: 1, type: 'end', outcome: 'done', milliseconds: 5000 });
    display.stop();
    expect(written).to.equal('compiling\nnotice\n');
  });
});
