import type { OptionCatalog, OptionSet } from '@nixai/api';
import type { LoadedModule } from '@nixai/machine';
import { expect } from 'chai';
import { guessClass } from './moduleClass.js';

const sets: readonly OptionSet[] = ['nixos', 'home-manager', 'nix-darwin'];
const catalogs = new Map(sets.map((set) => [set, { set } as OptionCatalog]));

/** What a file is taken for that defines nothing: a derivation, a list of data. */
const classOf = (path: string) =>
  guessClass(
    { file: { path }, parts: { config: [] }, imports: [], whole: true } as unknown as LoadedModule,
    catalogs,
  ).class;

describe('a file that defines no option', () => {
  it('is held to the set of NixOS, in whose home it may lie', () => {
    expect(classOf('/etc/nixos/hello.nix')).to.equal('nixos');
    expect(classOf('/home/alice/hello.nix')).to.equal('nixos');
  });

  it('is held to the set of Home Manager in a folder that people keep for that', () => {
    expect(classOf('/etc/nixos/home/hello.nix')).to.equal('home-manager');
    expect(classOf('/home/alice/dotfiles/home/hello.nix')).to.equal('home-manager');
  });
});
