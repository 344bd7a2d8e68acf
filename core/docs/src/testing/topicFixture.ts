import type { Topic } from '../topics/index.js';

/** A topic with empty parts, for tests that are about one of them. */
export function topicFixture(parts: Partial<Topic> & Pick<Topic, 'id' | 'title'>): Topic {
  return {
    area: 'services',
    kind: 'howto',
    questions: [],
    synonyms: [],
    answer: '',
    options: [],
    homeOptions: [],
    packages: [],
    snippets: [],
    steps: [],
    checks: [],
    pitfalls: [],
    links: [],
    next: [],
    related: [],
    ...parts,
  };
}
