import { emitKeypressEvents } from 'node:readline';
import { ExitCode, NixaiError, sanitizer, type CommandContext } from '@nixai/api';
import { readClosure } from '../closure/closure.js';
import { notForFiles } from '../faults.js';
import { sumOf } from '../graph/graph.js';
import type { Browsed } from '../results/browsed.js';
import { targetOf } from '../target/target.js';
import { draw, rowsFor, type Size } from './screen.js';
import { createShown, type Shown } from './shown.js';
import { press, start, type Key, type State } from './state.js';

type Context = Pick<CommandContext, 'host' | 'signal' | 'tasks' | 'view' | 'prompt'>;

/** Walks through a closure at the terminal, until the person ends it. */
export async function browse(
  context: Context,
  word: string | undefined,
  build: boolean,
): Promise<Browsed> {
  const { host, tasks, prompt } = context;
  if (!prompt.interactive)
    throw new NixaiError({
      code: 'not-interactive',
      what: 'a closure is walked through by a person at a terminal',
      why: 'this is none, or --json was given',
      hint: `nixai deps analyze ${word ?? ''}`.trimEnd(),
      exitCode: ExitCode.refused,
    });
  const target = await targetOf(word, 'nixai deps browse ./result');
  if (target.kind === 'configuration') throw notForFiles('deps browse', target.said);
  const { said, graph } = await tasks.run('Reading what needs what', ({ signal }) =>
    readClosure(host, target, { build, signal }),
  );
  const { clean } = await host.service(sanitizer);
  const shown = createShown(clean(said), graph);
  const { end, at } = await converse(context, shown);
  return {
    ...{ target: said, paths: graph.paths.length, bytes: sumOf(graph, graph.paths.keys()) },
    ...(end === 'chosen' && { path: graph.paths[Number(at.split('/').at(-1))] }),
  };
}

/** A screen of its own, that leaves what was there as it was; the cursor is not seen on it. */
const ownScreen = { on: '\u001b[?1049h\u001b[?25l', off: '\u001b[?25h\u001b[?1049l' } as const;
const [toTop, clearLine, clearBelow] = ['\u001b[H', '\u001b[K', '\u001b[J'] as const;

/** Draws after each key, on stderr: stdout is for the answer. */
function converse({ signal, view }: Context, shown: Shown): Promise<State> {
  const { stdin, stderr: output } = process;
  return new Promise((resolve, reject) => {
    let state = start(shown);

    const size = (): Size => ({ width: output.columns || 80, height: output.rows || 24 });
    function drawNow(): void {
      const lines = draw(shown, state, size(), view.style);
      output.write(`${toTop}${lines.map((line) => line + clearLine).join('\r\n')}${clearBelow}`);
    }
    function leave(): void {
      stdin.off('keypress', onKey);
      output.off('resize', drawNow);
      signal.removeEventListener('abort', onAbort);
      stdin.setRawMode(false);
      stdin.pause();
      output.write(ownScreen.off);
    }
    function onAbort(): void {
      leave();
      reject(signal.reason as Error);
    }
    function onKey(_: string | undefined, key: Key): void {
      state = press(shown, state, key, rowsFor(size()));
      if (state.end === undefined) return drawNow();
      leave();
      resolve(state);
    }

    emitKeypressEvents(stdin);
    stdin.setRawMode(true);
    stdin.on('keypress', onKey);
    stdin.resume();
    output.on('resize', drawNow);
    signal.addEventListener('abort', onAbort);
    output.write(ownScreen.on);
    drawNow();
  });
}
