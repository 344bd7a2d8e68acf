import type { NixOptions, NixTarget } from '@nixai/api';
import { nixFailed } from './faults.js';
import { wordsOf, type Program } from './program.js';

const mostErrors = 65_536;

/** The log of a build, line by line. */
export async function* log(
  program: Program,
  target: NixTarget,
  options: NixOptions,
): AsyncGenerator<string> {
  const words = ['log', ...wordsOf(target)];
  const running = await program.start(words, options);
  let errors = '';
  running.stderr.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString('utf8')).slice(-mostErrors);
  });
  try {
    yield* running.lines();
    const { code } = await running.exited;
    if (code !== 0) throw nixFailed(words, errors, code);
  } finally {
    // Whoever has read enough leaves it.
    running.end();
  }
}
