import type { View } from '@nixai/api';
import type { SearchResults } from '../search/results.js';
import { plainLine } from './oneLine.js';

/** Options with how sure each is and why it is there. */
export function renderFoundOptions(found: SearchResults, view: View): string {
  const { query, results, optionSet, notes } = found;
  if (results.length === 0) return `No option found for “${query}” in ${optionSet}.`;
  const lines = results.map(({ name, score, why, description }) => {
    const sure = `${String(Math.round(score * 100)).padStart(3)} %`;
    const about = plainLine(description, view.width - 7);
    return `${sure}  ${view.style.bold(name)} ${view.style.dim(`(${why})`)}\n       ${about}`;
  });
  const [best] = results;
  const next = `nixai ${best?.set === 'home-manager' ? 'explain-home-option' : 'explain-option'} ${best?.name}`;
  return [lines.join('\n'), view.style.dim(`More: ${next}`), ...notes].join('\n\n');
}
