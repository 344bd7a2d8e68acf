import type { View } from '@nixai/api';
import type { Performance } from '../performance/measure.js';
import { bytes, plural } from './bytes.js';

/** The figures, and what follows from them. */
export function renderPerformance(found: Performance, view: View): string {
  const { livePaths, liveBytes, deadPaths, databaseBytes, links, linkedBytes, advice } = found;
  return [
    view.pairs([
      ['Live', `${plural(livePaths, 'path')}, ${bytes(liveBytes)}`],
      ['Dead', plural(deadPaths, 'path')],
      ...(found.systemBytes === undefined
        ? []
        : [['System', `${bytes(found.systemBytes)} with all that it needs`] as const]),
      ['Shared files', `${links}, which save ${bytes(linkedBytes)}`],
      ['Database', bytes(databaseBytes)],
      ['Answers', `all live paths in ${found.pathInfoSeconds} s`],
    ]),
    ...advice.flatMap(({ what, why, code }) => [
      view.wrap(`${what}: ${why}.`),
      view.code(code, 'sh').trimEnd(),
    ]),
  ].join('\n');
}
