import { expect } from 'chai';
import { fillTopic, placeholders, releaseInQuestion } from './fillRelease.js';
import type { Topic } from './schema.js';

const today = new Date('2026-08-01');
const topic: Topic = {
  id: 'x',
  title: 'X',
  area: 'flakes',
  kind: 'howto',
  questions: ['a', 'b', 'c'],
  synonyms: ['x'],
  answer: placeholders.map((name) => `{{${name}}}`).join(' '),
  options: [],
  homeOptions: [],
  packages: [],
  snippets: [{ title: 'x', where: 'flake', code: '"{{nixos-branch}}" "{{unknown}}"' }],
  steps: [],
  checks: [],
  pitfalls: [],
  links: [],
  next: [],
  related: [],
};

describe('the release in a topic', () => {
  it('is the one that the answer is for', () => {
    const filled = fillTopic(topic, '25.11', today);
    expect(filled.answer).to.equal(
      '25.11 nixos-25.11 release-25.11 nix-darwin-25.11 nixpkgs-25.11-darwin 26.05 2026-12-31 26.11',
    );
    expect(filled.snippets[0]?.code).to.equal('"nixos-25.11" "{{unknown}}"');
  });

  it('is the newest stable one where none is known', () => {
    expect(fillTopic(topic, undefined, today).answer).to.match(/^26\.05 nixos-26\.05 /);
  });

  it('leads to the branches that unstable has', () => {
    expect(fillTopic(topic, 'unstable', today).answer).to.equal(
      '26.11 nixos-unstable master master nixpkgs-unstable 26.05 2026-12-31 26.11',
    );
  });

  it('is read from a question', () => {
    expect(releaseInQuestion("I'm running NixOS 23.11, how do I")).to.equal('23.11');
    expect(releaseInQuestion('on nixos-unstable')).to.equal('unstable');
    expect(releaseInQuestion('nixos 98.05')).to.equal(undefined);
    expect(releaseInQuestion('no release')).to.equal(undefined);
  });
});
