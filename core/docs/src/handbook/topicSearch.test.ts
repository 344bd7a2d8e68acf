import { expect } from 'chai';
import { phrasingsOf } from './phrasings.js';
import { buildTopicIndex, createTopicSearch } from './topicSearch.js';
import { topicFixture } from '../testing/topicFixture.js';

const topics = [
  topicFixture({
    id: 'ssh-server',
    title: 'Run an SSH server',
    questions: ['how do I enable ssh?', 'log in from another machine'],
    synonyms: ['sshd', 'openssh', 'remote login'],
    options: ['services.openssh.enable', 'services.openssh.settings.PermitRootLogin'],
    answer: 'Set `services.openssh.enable`.',
  }),
  topicFixture({
    id: 'printing',
    title: 'Print with CUPS',
    questions: ['my printer is not found'],
    synonyms: ['cups', 'epson', 'avahi'],
    options: ['services.printing.enable'],
    answer: 'Enable CUPS. A printer in the network is found through Avahi, over wifi too.',
  }),
  topicFixture({
    id: 'postgresql',
    title: 'Run PostgreSQL',
    questions: ['how do I upgrade postgresql to a new major version'],
    synonyms: ['postgres', 'pg_upgrade'],
    options: ['services.postgresql.package', 'users.users.<name>.extraGroups'],
    answer: 'Dump, change the package, restore.',
  }),
  topicFixture({
    id: 'wifi',
    title: 'Join a wireless network',
    questions: ['wifi does not connect'],
    synonyms: ['wlan', 'wpa_supplicant', 'NetworkManager'],
    options: ['networking.wireless.enable'],
  }),
  topicFixture({ id: 'scope', title: 'Names in the Nix language', synonyms: ['with', 'let'] }),
];

describe('topicSearch', () => {
  const search = createTopicSearch(topics, buildTopicIndex(topics), phrasingsOf(topics));
  const first = (question: string) => search(question, 3)[0]?.topic.id;

  it('finds a topic through a long story', () => {
    expect(
      first(
        "hi all, I've just moved house and now my Epson doesn't show up any more on NixOS, though arch finds it fine, what do I do",
      ),
    ).to.equal('printing');
  });

  it('finds a topic by an option, whatever name stands for its placeholder', () => {
    expect(first('what does services.postgresql.package do')).to.equal('postgresql');
    expect(first('users.users.alice.extraGroups')).to.equal('postgresql');
  });

  it('mends a typo', () => {
    expect(first('postgrseql major upgrade')).to.equal('postgresql');
    expect(first('setting up pritner')).to.equal('printing');
  });

  it('knows synonyms that no topic spells out', () => {
    expect(first('wireless lan is down')).to.equal('wifi');
  });

  it('weighs what a topic is about over what it mentions', () => {
    expect(first('wifi')).to.equal('wifi');
  });

  it('is sure of what it has and unsure of what it has not', () => {
    expect(search('enable ssh remote login', 1)[0]?.confidence).to.be.greaterThan(0.6);
    const nothing = search('how do I prune tomato plants in a network of greenhouses', 1)[0];
    expect(nothing?.confidence ?? 0).to.be.lessThan(0.5);
  });

  it('tells the keywords of Nix from the words of English', () => {
    expect(first('why does with pkgs; not win over let pkgs = 1; in it')).to.equal('scope');
    expect(first('print with cups')).to.equal('printing');
  });

  it('finds nothing in nothing', () => {
    expect(search('', 3)).to.deep.equal([]);
    expect(search('how do I do this?', 3)).to.deep.equal([]);
  });
});
