import { expect } from 'chai';
import { phrasingsOf } from './phrasings.js';
import { openPostings } from './postings.js';
import { queryTermsOf } from './queryTerms.js';
import { samenessWith } from './sameness.js';
import { buildTopicIndex } from './topicSearch.js';
import { topicFixture } from '../testing/topicFixture.js';

const topics = [
  topicFixture({ id: 'firewall', title: 'Open ports', questions: ['open a port in the firewall'] }),
  topicFixture({ id: 'off', title: 'No filter', questions: ['how do I disable the firewall?'] }),
  topicFixture({ id: 'shell', title: 'Dev shells', questions: ['mkShell', 'sounddriver'] }),
  topicFixture({ id: 'users', title: 'Accounts', questions: ['how do I create a user'] }),
];
const postings = openPostings(buildTopicIndex(topics));
const phrasings = phrasingsOf(topics).flat();

/** The listed question that is most like the one asked. */
function likest(question: string): { at: string; how: number } {
  const same = samenessWith(question, queryTermsOf(question, postings));
  const rated = phrasings.map((phrasing, at) => ({ at: String(at), how: same(phrasing) }));
  return rated.sort((a, b) => b.how - a.how)[0] ?? { at: '', how: 0 };
}

describe('samenessWith', () => {
  it('is whole for a question as it is listed', () => {
    expect(likest('how do I disable the firewall?').how).to.equal(1);
  });

  it('reads other verbs for the same deed', () => {
    expect(likest('turn the firewall off').at).to.equal(likest('disable the firewall').at);
    expect(likest('make a user').how).to.be.greaterThan(0.8);
  });

  it('does not take the opposite deed for the same', () => {
    expect(likest('enable the firewall').how).to.be.lessThan(0.8);
  });

  it('knows a name that is written in one word, or in two', () => {
    expect(likest('mkshell').how).to.be.greaterThan(0.7);
    expect(likest('sound driver').how).to.be.greaterThan(0.7);
  });

  it('is nothing where no thing is shared, whatever the deed', () => {
    expect(likest('how do I create a snapshot').how).to.equal(0);
  });
});
