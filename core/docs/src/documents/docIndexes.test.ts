import { expect } from 'chai';
import type { DocDocument } from '@nixai/api';
import { createDocIndexes } from './docIndexes.js';

const pages: DocDocument[] = [
  {
    id: 'bastion',
    title: 'SSH goes through the bastion',
    text: 'Reach every host through `bastion.example.org`, and keep its own port shut.',
    url: 'https://wiki.example.org/ssh',
    options: ['services.openssh.openFirewall'],
  },
  {
    id: 'backups',
    title: 'Backups are made with restic, every night',
    text: `Each server has a nightly job.

## Restoring a single file

Ask the operator on duty.

\`\`\`sh
# restic restore latest
\`\`\`
`,
    keywords: ['snapshots'],
  },
  { id: 'coffee', title: 'The coffee machine', text: 'Descale it on Fridays.' },
];

const search = async (text: string, documents: Iterable<DocDocument> = pages) => {
  const index = await createDocIndexes().create({ source: 'acme-wiki', documents });
  return index.search({ text, limit: 5 });
};
const best = async (text: string) => {
  const [first] = await search(text);
  return first === undefined
    ? 'nothing'
    : `${first.id} ${first.score >= 0.5 ? 'plausible' : 'near'}`;
};

describe('an index of others’ documents', () => {
  it('finds a page however its words are bent, misspelt or meant', async () => {
    expect(await best('how do I reach a server by ssh through the bastion?')).to.equal(
      'bastion plausible',
    );
    expect(await best('where are the backups made')).to.equal('backups plausible');
    expect(await best('restic bakcup')).to.equal('backups plausible');
    expect(await best('snapshots')).to.equal('backups plausible');
    expect(await best('descaling the coffee machines')).to.equal('coffee plausible');
  });

  it('does not take a word in common for an answer, however few pages there are', async () => {
    for (const text of [
      'how do I set up a wireguard tunnel on my machine?',
      'nvidia driver breaks suspend every night',
      'how do I print from a single application over ssh forwarding with cups?',
    ])
      expect((await best(text)).split(' ')[1] ?? '', text).not.to.equal('plausible');
    expect(await best('zfs')).to.equal('nothing');
    const alone = await search('postgresql replication on my server', [pages[1] as DocDocument]);
    expect(alone[0]?.score ?? 0).to.be.below(0.4);
  });

  it('gives the part that fits, and cites it', async () => {
    const [first] = await search('restoring a file');
    expect(first).to.deep.include({ id: 'backups', kind: 'page' });
    expect(first?.text).to.contain('operator on duty').and.not.to.contain('nightly job');
    expect(first?.citation).to.deep.include({
      source: 'acme-wiki',
      section: 'Restoring a single file',
    });
  });

  it('reads documents as they come, and keeps to the limit', async () => {
    async function* coming() {
      yield* pages;
    }
    const index = await createDocIndexes().create({ source: 'a', documents: coming() });
    expect(index.size).to.equal(3);
    expect(index.search({ text: 'ssh backups coffee', limit: 2 })).to.have.length(2);
    const empty = await createDocIndexes().create({ source: 'a', documents: [] });
    expect(empty.search({ text: 'ssh', limit: 2 })).to.deep.equal([]);
  });
});
