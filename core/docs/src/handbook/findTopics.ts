import { loadHandbook } from '../topics/index.js';
import { phrasingsFor, topicIndexOf } from './bakedIndex.js';
import { createTopicSearch, type TopicSearch } from './topicSearch.js';

let search: TopicSearch | undefined;

/** The handbook's topics that fit a question, best first; its index is read on first use. */
export const findTopics: TopicSearch = (question, limit) => {
  const handbook = loadHandbook();
  search ??= createTopicSearch(handbook.topics, topicIndexOf(handbook), phrasingsFor(handbook));
  return search(question, limit);
};
