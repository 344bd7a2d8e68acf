import { shellWord, type View } from '@nixai/api';
import { explainCommand } from '../explain/sets.js';
import type { SearchResults } from '../search/results.js';
import { oneLine, plainLine } from './oneLine.js';

/** The columns of a percentage and the gap behind it. */
const beside = 7;

/** Options with how sure each is and why it is there. */
export function renderFoundOptions(found: SearchResults, view: View): string {
  const { query, results, optionSet, notes } = found;
  if (results.length === 0) {
    const nothing = `No option found for “${oneLine(query, 100)}” in ${optionSet}.`;
    return [nothing, ...notes].map((text) => view.wrap(text)).join('\n\n');
  }
  const lines = results.map(({ name, score, why, description }) => {
    const sure = `${String(Math.round(score * 100)).padStart(3)} %`;
    const about = plainLine(description, view.width - beside);
    const found = view.wrap(`${view.style.bold(name)} ${view.style.dim(`(${why})`)}`, beside);
    return `${sure}  ${found.trimStart()}\n${' '.repeat(beside)}${about}`;
  });
  const [best] = results;
  const next = `${explainCommand(best?.set)} ${shellWord(best?.name ?? '')}`;
  return [
    lines.join('\n'),
    view.style.dim(`More: ${next}`),
    ...notes.map((note) => view.wrap(note)),
  ].join('\n\n');
}
