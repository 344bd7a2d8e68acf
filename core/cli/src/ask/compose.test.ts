import { expect } from 'chai';
import type { Passage } from '@nixai/api';
import type { TopicPassage } from '@nixai/docs';
import { topicFixture } from '@nixai/docs/testing';
import { answerText, composeSections, type Material } from './compose.js';
import { selectPassages } from './selection.js';

const ssh = topicFixture({
  id: 'ssh-server',
  title: 'Run an SSH server',
  answer: 'Set `services.openssh.enable`.',
  options: ['services.openssh.enable'],
  snippets: [
    { title: 'The server', where: 'nixos', code: 'services.openssh.enable = true;\n' },
    { title: 'The client', where: 'home', code: 'programs.ssh.enable = true;\n' },
  ],
  checks: ['`systemctl status sshd`'],
  pitfalls: ['Do not let root log in with a password.'],
  links: [{ title: 'Wiki: SSH', url: 'https://wiki.nixos.org/wiki/SSH' }],
  next: ['nixai explain-option services.openssh.enable'],
});
const docker = topicFixture({
  id: 'docker',
  title: 'Run Docker',
  answer: 'Set `virtualisation.docker.enable`.',
  options: ['virtualisation.docker.enable'],
});

function found(
  topic: typeof ssh,
  score: number,
  weight: number,
  words: readonly string[],
): TopicPassage {
  return {
    id: `topic:${topic.id}`,
    kind: 'topic',
    title: topic.title,
    text: topic.answer,
    score,
    why: '',
    citation: { source: 'handbook', title: topic.title },
    options: topic.options,
    topic,
    weight,
    subject: 1,
    named: words,
    missed: [],
    rare: [],
    lacking: [],
    said: 0,
    covers: new Map(words.map((word) => [word, score / words.length])),
  };
}

function answer(passages: readonly Passage[], more: Partial<Material> = {}): string {
  const material = {
    question: 'how?',
    selection: selectPassages(passages, 'how?'),
    options: [],
    renames: [],
    context: [],
    byName: [],
    full: true,
    hasCommand: () => true,
    ...more,
  };
  return answerText(composeSections(material));
}

describe('an offline answer', () => {
  it('goes from the direct answer to what to write, apply, check and beware of', () => {
    const text = answer([found(ssh, 0.9, 10, ['ssh'])]);
    const order = [
      'Set `services',
      '## Configuration',
      '## Apply',
      '## Check',
      '## Pitfalls',
      '## Options',
      '## Read more',
      '## Next',
    ];
    const places = order.map((part) => text.indexOf(part));
    expect(places).to.deep.equal(places.toSorted((a, b) => a - b));
    expect(places[0]).to.equal(0);
  });

  it('says where each snippet belongs', () => {
    const text = answer([found(ssh, 0.9, 10, ['ssh'])]);
    expect(text).to.include(
      '**The server** (a module for `imports`; or its lines within `/etc/nixos/configuration.nix`)',
    );
    expect(text).to.include(
      '**The client** (Home Manager: a module for `imports`, or its lines within `home.nix`)',
    );
  });

  it('shows the Home Manager form first to someone who asks about Home Manager', () => {
    const text = answer([found(ssh, 0.9, 10, ['ssh'])], { question: 'ssh with home-manager?' });
    expect(text.indexOf('The client')).to.be.lessThan(text.indexOf('The server'));
  });

  it('rebuilds the host of the flake that the machine has', () => {
    const machine = { folder: '/home/me/nixos', kind: 'flake', hosts: ['tower'] } as const;
    expect(answer([found(ssh, 0.9, 10, ['ssh'])], { machine })).to.include(
      '`sudo nixos-rebuild switch --flake /home/me/nixos#tower`',
    );
  });

  it('adds a second topic that the question also asks for, after the first', () => {
    const text = answer([found(ssh, 0.9, 10, ['ssh']), found(docker, 0.5, 8, ['docker'])]);
    expect(text).to.include('## Also: Run Docker');
    expect(text.indexOf('## Also')).to.be.greaterThan(text.indexOf('## Pitfalls'));
    expect(text).to.match(/## Options\n\n.*`virtualisation.docker.enable`/);
  });

  it('leaves out a second topic that says nothing new', () => {
    expect(answer([found(ssh, 0.9, 10, ['ssh']), found(docker, 0.5, 7, ['ssh'])])).not.to.include(
      'Docker',
    );
  });

  it('names what comes nearest instead of guessing', () => {
    const text = answer([found(ssh, 0.3, 3, ['ssh'])]);
    expect(text).to.match(/^Not in my handbook\. Nearest:/);
    expect(text).to.include('Run an SSH server').and.not.to.include('services.openssh.enable');
  });

  it('says so when nothing comes near', () => {
    expect(answer([])).to.match(/^Not in my handbook, and nothing comes near it\./);
  });

  it('names the options that a question names, where no topic answers it', () => {
    const option: Passage = {
      id: 'option:nixos:services.gotify.enable',
      kind: 'option',
      title: 'services.gotify.enable',
      text: 'Whether to enable the\nGotify server.\n\nMore of it.',
      score: 0.9,
      why: 'name',
      citation: { source: 'file', title: 'services.gotify.enable' },
    };
    const text = answer([], { byName: [option] });
    expect(text).to.match(/^Not in my handbook\.\n\nThere are options of that name:/);
    expect(text).to.contain('- `services.gotify.enable`: Whether to enable the Gotify server.\n');
    expect(text).to.not.contain('More of it');
  });
});
