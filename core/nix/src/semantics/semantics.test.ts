import { expect } from 'chai';
import { parse } from '../parser/parse.js';
import { eachDefinition } from './definitions.js';
import { emptyScope } from './scope.js';
import { systemsIn } from './flake.js';
import { readModule, type ModuleImport } from './module.js';

/** Every definition of a module as `path = value`, looking into all sets. */
function definitionsIn(source: string): string[] {
  const { tree } = parse(source);
  const told: string[] = [];
  for (const seen of readModule(source, tree.root).config)
    eachDefinition(seen.value, seen.scope, ({ path, value }) => {
      const name = path.map((step) => step.name ?? '?').join('.');
      told.push(`${name} = ${source.slice(value.start, value.end)}`);
      return 'inside';
    });
  return told;
}

const importsOf = (source: string) => readModule(source, parse(source).tree.root).imports;
const nameOf = (found: ModuleImport) =>
  found.kind === 'path' ? found.path : found.kind === 'unknown' ? `? ${found.text}` : 'inline';

describe('definitions of a module', () => {
  it('are seen where several bindings of a let put a set together, and not where they are merged', () => {
    expect(
      definitionsIn('let config.a.b = 1; config.a.c = x; x = 2; in { inherit config; }'),
    ).to.deep.equal(['a.b = 1', 'a.c = x']);
    expect(definitionsIn('let s = { b = 1; }; s.c = 2; in { a = s; }')).to.deep.equal(['a = s']);
    expect(definitionsIn('let s.c = 2; s = { b = 1; }; in { a = s; }')).to.deep.equal(['a = s']);
  });

  it('come to an end where a set holds itself, or sets lead to each other', () => {
    expect(
      definitionsIn('{ config = let self = { a = 1; again = self; }; in self; }'),
    ).to.deep.equal(['a = 1', 'again = self']);
    const names = [...'abcdefghijkl'];
    const all = names.map((name) => `${name} = { inherit ${names.join(' ')}; };`);
    expect(definitionsIn(`rec { ${all.join(' ')} }`).length).to.be.below(300_000);
  });

  it('looks at the elements of a list where it is told to', () => {
    const source = '{ a = if x then [ { b = 1; } { c.d = 2; } f ] else { e = 3; }; }';
    const told: string[] = [];
    eachDefinition(parse(source).tree.root, emptyScope, ({ path }) => {
      told.push(path.map(({ name }) => name).join('.'));
      return 'elements';
    });
    expect(told).to.deep.equal(['a', 'a.e', 'a.*.b', 'a.*.c.d']);
  });

  for (const [what, source, expected] of [
    ['of a plain set', '{ a.b = 1; }', ['a.b = 1']],
    ['of a function', '{ config, ... }: { a = 1; }', ['a = 1']],
    ['nested', '{ a = { b = 1; }; }', ['a = { b = 1; }', 'a.b = 1']],
    [
      'under config',
      '{ options.x = 1; config.a.b = 2; config = { c = 3; }; }',
      ['a.b = 2', 'c = 3'],
    ],
    ['behind mkIf', '{ lib, ... }: lib.mkIf true { a = 1; }', ['a = 1']],
    [
      'behind with lib',
      '{ lib, ... }: with lib; { a = mkForce { b = 1; }; }',
      ['a = mkForce { b = 1; }', 'a.b = 1'],
    ],
    [
      'merged',
      '{ lib, ... }: lib.mkMerge [ { a = 1; } (lib.mkIf c { b = 2; }) ]',
      ['a = 1', 'b = 2'],
    ],
    ['joined by //', '{ ... }: { a = 1; } // { b = 2; }', ['a = 1', 'b = 2']],
    [
      'of both branches',
      '{ ... }: { a = if x then { b = 1; } else { c = 2; }; }',
      ['a = if x then { b = 1; } else { c = 2; }', 'a.b = 1', 'a.c = 2'],
    ],
    ['bound by let', 'let s = { b = 1; }; in { a = s; }', ['a = s', 'a.b = 1']],
    ['inherited', 'let b = 1; in { inherit b; }', ['b = 1']],
    ['with computed names', '{ a.${x} = 1; "b.c" = 2; }', ['a.? = 1', 'b.c = 2']],
  ] as const)
    it(what, () => expect(definitionsIn(source)).to.deep.equal(expected));

  it('are not looked for where a name leads in a circle', () => {
    expect(definitionsIn('let a = b; b = a; in { c = a; }')).to.deep.equal(['c = a']);
  });

  it('leave out what a module says of itself', () => {
    expect(definitionsIn('{ imports = [ ]; disabledModules = [ ]; a = 1; }')).to.deep.equal([
      'a = 1',
    ]);
  });
});

describe('imports of a module', () => {
  it('are paths, modules written in place, and what only an evaluation finds', () => {
    const source =
      '{ inputs, lib, ... }: { imports = [ ./a.nix (import ./b.nix { }) { c = 1; } inputs.x.y ] ++ lib.optionals z [ ./d ]; }';
    expect(importsOf(source).map(nameOf)).to.deep.equal([
      './a.nix',
      './b.nix',
      'inline',
      '? inputs.x.y',
      './d',
    ]);
  });
});

describe('systems of a flake', () => {
  it('are found with their modules', () => {
    const source = `{ outputs = { nixpkgs, home-manager, ... }: let common = ./common.nix; in {
      nixosConfigurations.box = nixpkgs.lib.nixosSystem { modules = [ ./box.nix common home-manager.nixosModules.default ]; };
      homeConfigurations.ada = home-manager.lib.homeManagerConfiguration { modules = [ ./home.nix ]; };
    }; }`;
    const systems = systemsIn(parse(source).tree.root, source);
    expect(systems.map((system) => [system.class, system.modules.map(nameOf)])).to.deep.equal([
      ['nixos', ['./box.nix', './common.nix', '? home-manager.nixosModules.default']],
      ['home-manager', ['./home.nix']],
    ]);
  });

  it('are told with the function that has to be called for them, and not where nothing is checked', () => {
    const source = `{ outputs = { lib, ... }: rec {
      mkBox = name: lib.nixosSystem { modules = [ ./box.nix ]; };
      nixosConfigurations.a = lib.nixosSystem { modules = [ ]; };
      docs = lib.homeManagerConfiguration { check = false; modules = [ ./home.nix ]; };
    }; }`;
    const systems = systemsIn(parse(source).tree.root, source);
    expect(systems.map(({ name, maker }) => [name, maker])).to.deep.equal([
      [undefined, 'mkBox'],
      ['a', undefined],
    ]);
  });
});
