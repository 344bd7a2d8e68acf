import { docs, type Host, type Passage } from '@nixai/api';
import type { GatherOptions } from './material.js';
import { plausible } from './selection.js';

const most = 6;

/**
 * Options that a question names by a part of their path ("paperless setup" and
 * `services.paperless.enable`): what there is to say where no topic is at hand.
 */
export async function optionsByName(
  question: string,
  { signal, local }: Pick<GatherOptions, 'signal' | 'local'>,
  host: Host,
): Promise<readonly Passage[]> {
  const engine = await host.service(docs);
  const query = { text: question, kinds: ['option'], limit: 3 * most, local } as const;
  const { passages } = await engine.search(query, signal);
  const words = new Set(question.toLowerCase().match(/[a-z\d][\w-]{2,}/g));
  return passages
    .filter(({ title, score }) => score >= plausible && isNamed(title, words))
    .slice(0, most);
}

/** The last segment says what is done to the thing ("enable"), the first what kind it is. */
function isNamed(option: string, words: ReadonlySet<string>): boolean {
  const things = option.split('.').slice(1, -1);
  return things.some((segment) => words.has(segment.toLowerCase()));
}
