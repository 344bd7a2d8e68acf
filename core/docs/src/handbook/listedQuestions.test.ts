import { expect } from 'chai';
import { loadHandbook } from '../topics/index.js';
import { findTopics } from './findTopics.js';

describe('the questions that topics list', () => {
  it('are answered by the topic that lists them', () => {
    const { topics } = loadHandbook();
    const strays = topics.flatMap(({ id, questions }) =>
      questions.flatMap((question) => {
        const [first] = findTopics(question, 12);
        return first?.topic.id === id ? [] : [`${id}: "${question}" finds ${first?.topic.id}`];
      }),
    );
    const listed = topics.reduce((sum, { questions }) => sum + questions.length, 0);
    // Two topics may list one question in other words; of a hundred, not more than one.
    expect(strays.length / listed, strays.join('\n')).to.be.lessThan(0.01);
  });
});
