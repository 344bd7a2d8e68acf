// A program of its own: Graphviz as WebAssembly, for machines without dot. Nothing can interrupt it while it draws, so
// that it is not done where nixai itself runs.
import { text } from 'node:stream/consumers';
import { Graphviz } from '@hpcc-js/wasm-graphviz';

async function draw(): Promise<void> {
  const graphviz = await Graphviz.load();
  // eslint-disable-next-line no-restricted-syntax -- read by the process that started this one
  process.stdout.write(graphviz.dot(await text(process.stdin), 'svg'));
}

draw().catch((error: unknown) => {
  // eslint-disable-next-line no-restricted-syntax -- read by the process that started this one
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
