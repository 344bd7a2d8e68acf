import { expect } from 'chai';
import { goalOf } from './transition.js';

describe('the goal of a question', () => {
  for (const [question, goal] of [
    ['switch from gnome to plasma', 'switch to plasma'],
    ['how do I change my shell from bash to zsh?', 'how do I switch my shell to zsh?'],
    ['from i3 to sway', 'switch to sway'],
    ['no sound after migrating from pulseaudio to pipewire', 'no sound after switch to pipewire'],
    ['replace grub with systemd-boot', 'switch to systemd-boot'],
  ] as const)
    it(`is where somebody wants to go: ${question}`, () => expect(goalOf(question)).to.equal(goal));

  for (const question of [
    'switch from stable to unstable',
    'move my home folder from one machine to another',
    'upgrade from 25.11 to 26.05',
    'move from ubuntu to nixos?',
    'download from github to the store',
    'install nixos from scratch to a disk',
  ])
    it(`is the question itself: ${question}`, () => expect(goalOf(question)).to.equal(question));
});
