import type { Topic } from '../../handbook/index.js';
import { buildTopicIndex } from './topicSearch.js';
import type { SearchIndex } from './searchIndex.js';

/** The index that was baked when nixai was built. */
export function topicIndex(topics: readonly Topic[]): SearchIndex {
  return buildTopicIndex(topics);
}
