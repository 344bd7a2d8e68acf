import type { Passage } from '@nixai/api';
import { isTopicPassage, termsOf } from '@nixai/docs';
import { plausible } from '../selection.js';

const between = /[,;&+]|\b(?:and|or|plus|vs|versus|with|as well as)\b/i;
/** A longer question tells a story: what comes along in it is not all asked for. */
const mostWords = 12;

/**
 * Whether a question that names one thing asks for the other as much: it lists both, each in its own
 * part ("grafana and prometheus"). What only belongs to the subject is named below the answer.
 */
export function isListed(question: string, main: Passage, other: Passage): boolean {
  if (!isTopicPassage(main) || !isTopicPassage(other)) return true;
  // Things that answer the question only together are all asked for.
  if (main.score < plausible) return true;
  if (question.split(/\s+/).length > mostWords) return false;
  const parts = question.split(between).map((part) => new Set(termsOf(part).words));
  const partOf = (named: readonly string[]) =>
    parts.findIndex((words) => named.some((word) => words.has(word)));
  const own = other.named.filter((word) => !main.named.includes(word));
  const place = partOf(own);
  return place >= 0 && partOf(main.named) >= 0 && partOf(main.named) !== place;
}
