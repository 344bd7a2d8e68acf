import { expect } from 'chai';
import type { OptionCatalog, OptionSet } from '@nixai/api';
import { catalogOfEntries } from '@nixai/docs';
import fc from 'fast-check';
import { optionPlaces } from './optionPlaces.js';

const catalogOf = (set: OptionSet, names: readonly string[]): OptionCatalog => ({
  ...catalogOfEntries(names.map((name) => ({ name, type: 'boolean' }))),
  set,
  source: 'test',
  option: () => undefined,
});
const catalogs = new Map<OptionSet, OptionCatalog>([
  ['nixos', catalogOf('nixos', ['services.nginx.enable', 'boot.tmp.useTmpfs'])],
  ['home-manager', catalogOf('home-manager', ['programs.git.enable', 'programs.git.lfs.enable'])],
]);
const placesIn = (text: string, set?: OptionSet) =>
  optionPlaces({ name: '/etc/nixos/x.nix', text }, catalogs, set).places;
const pathsIn = (text: string) =>
  placesIn(text).map(({ set, path }) => `${set}: ${path.join('.')}`);

describe('places of options', () => {
  it('are told with where each name and the value stand', () => {
    const text = '{ services.nginx = { enable = true; }; }';
    const place = placesIn(text).at(-1);
    const written = place?.names.map((span) => span && text.slice(span.start, span.end));
    expect(place?.path).to.deep.equal(['services', 'nginx', 'enable']);
    expect(written).to.deep.equal(['services', 'nginx', 'enable']);
    expect(place?.value && text.slice(place.value.start, place.value.end)).to.equal('true');
  });

  for (const [what, text, paths] of [
    [
      'behind mkIf',
      '{ lib, ... }: { config = lib.mkIf true { boot.tmp = { }; }; }',
      ['nixos: boot.tmp'],
    ],
    [
      'of a home in a machine',
      '{ home-manager.users.ada.programs.git.enable = true; boot.tmp = { }; }',
      ['home-manager: programs.git.enable', 'nixos: boot.tmp'],
    ],
    [
      'of a system in a flake, and nothing else of it',
      '{ inputs.a.url = "x"; outputs = { nixpkgs, ... }: { nixosConfigurations.w = nixpkgs.lib.nixosSystem { modules = [ { boot.tmp = { }; } ./x.nix ]; }; }; }',
      ['nixos: boot.tmp'],
    ],
    [
      'that are read',
      '{ config, ... }: { boot.tmp = config.services.nginx; }',
      ['nixos: boot.tmp', 'nixos: services.nginx'],
    ],
    [
      'in a file that is being written',
      '{ services.nginx = { ena',
      ['nixos: services.nginx', 'nixos: services.nginx.ena'],
    ],
    ['none, in what is no module', '[ 1 2 ]', []],
  ] as const)
    it(`are found ${what}`, () => expect(pathsIn(text)).to.deep.equal(paths));

  it('are of the set that is told', () => {
    expect(placesIn('{ boot.tmp = { }; }', 'home-manager')[0]?.set).to.equal('home-manager');
  });

  it('are inside of the text, whatever it is', () => {
    const pieces = fc.constantFrom(
      ...[
        '{',
        '}',
        '[',
        ']',
        '(',
        ')',
        '=',
        ';',
        '.',
        '"',
        "''",
        '${',
        'services',
        'nginx',
        'enable',
      ],
      ...[
        'config',
        'with',
        'let',
        'in',
        'rec',
        ':',
        ',',
        '@',
        'mkIf',
        'home-manager.users.a',
        '\n',
        ' ',
      ],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        for (const { names, value } of placesIn(text))
          for (const span of [...names, value])
            if (span !== undefined)
              expect(0 <= span.start && span.start <= span.end && span.end <= text.length).to.equal(
                true,
              );
      }),
    );
  });
});
