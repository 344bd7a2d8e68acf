import { expect } from 'chai';
import type { Snippet } from '@nixai/docs/topics';
import { preferredSnippets } from './preferredSnippets.js';

const snippet = (title: string): Snippet => ({ title, where: 'nixos', code: `# ${title}` });
const firstOf = (title: string, titles: readonly string[], question: string) =>
  preferredSnippets({ title, snippets: titles.map(snippet) }, question)[0]?.title;

describe('the snippet that a question asks to see', () => {
  it('is never a step that comes after another, whatever its title has of the question', () => {
    const titles = ['from the live system', 'afterwards'];
    expect(firstOf('Encrypt a disk', titles, 'encrypt my disk afterwards')).to.equal(titles[0]);
  });

  it('is the one that its title is called by, everyday words counting beside another', () => {
    const titles = ['configuration.nix', 'a custom layout of your own'];
    expect(firstOf('Keyboard layout', titles, 'create a custom keyboard layout')).to.equal(
      titles[1],
    );
    expect(firstOf('Keyboard layout', titles, 'keyboard layout')).to.equal(titles[0]);
  });

  it('is written down where the question says, in a flake before home.nix', () => {
    const snippets: Snippet[] = [
      { title: 'NixOS module in a flake', where: 'flake', code: 'modules' },
      { title: 'home.nix', where: 'home', code: 'home' },
    ];
    const first = (question: string) =>
      preferredSnippets({ title: 'Install Home Manager', snippets }, question)[0]?.title;
    expect(first('home manager as nixos module with flakes')).to.equal('NixOS module in a flake');
    expect(first('home manager settings')).to.equal('home.nix');
  });

  it('takes nothing away that nobody asked to be rid of', () => {
    const snippets: Snippet[] = [
      {
        title: 'remove old ones and their boot entries',
        where: 'shell',
        code: 'nix-collect-garbage -d',
      },
      { title: 'back to generation 123', where: 'shell', code: 'nix-env --switch-generation 123' },
      { title: 'format a new disk', where: 'shell', code: 'sudo mkfs.ext4 /dev/sdX1' },
    ];
    const first = (question: string) =>
      preferredSnippets({ title: 'Generations', snippets }, question)[0]?.title;
    expect(first('boot the old generation')).to.equal(snippets[1]?.title);
    expect(first('remove old boot entries')).to.equal(snippets[0]?.title);
    expect(first('delete a lost passphrase')).to.not.equal(snippets[2]?.title);
    expect(first('format a new disk')).to.equal(snippets[2]?.title);
  });
});
