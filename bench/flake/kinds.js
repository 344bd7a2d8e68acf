// Twenty kinds of faults, each in five flakes as people lay them out.

const inputs = 'inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";';
const block = 'inputs = {\n    nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";\n  };';
const parts = 'inputs.flake-parts.url = "github:hercules-ci/flake-parts";';
const out = (body) => `outputs = { self, nixpkgs }: { ${body} };`;
const five = (make) =>
  [
    [inputs, '{ self, nixpkgs }:'],
    [block, '{ self, nixpkgs, ... }:'],
    [`description = "a flake";\n  ${inputs}`, '{ nixpkgs, ... }@inputs:'],
    [`# mine\n  ${block}`, 'inputs@{ self, nixpkgs, ... }:'],
    [inputs, 'inputs:'],
  ].map(([head, takes], index) => make(head, takes, index));
const nixpkgs = (takes) => (takes === 'inputs:' ? 'inputs.nixpkgs' : 'nixpkgs');
const body = (head, takes, text) => `{\n  ${head}\n  outputs = ${takes} {\n    ${text}\n  };\n}\n`;
const pkg = (takes) => `${nixpkgs(takes)}.legacyPackages.x86_64-linux`;

export const kinds = {
  'top-level-let': {
    samples: five(
      (head, takes) =>
        `let\n  name = "x";\nin\n${body(head, takes, `packages.x86_64-linux.\${name} = ${pkg(takes)}.hello;`)}`,
    ),
  },
  'outputs-no-function': {
    samples: [
      `{ ${inputs} outputs = import ./out.nix; }`,
      `{\n  ${inputs}\n  outputs = let s = "x86_64-linux"; in { self, nixpkgs }: { packages.\${s}.default = nixpkgs.legacyPackages.\${s}.hello; };\n}\n`,
      `{\n  ${block}\n  outputs = import ./nix/outputs.nix;\n}\n`,
      `{\n  ${block}\n  outputs =\n    let\n      a = 1;\n    in\n    { nixpkgs, ... }:\n    { lib.a = a; };\n}\n`,
      `{ ${inputs} outputs = let f = x: x; in inputs: { lib = f { }; }; }`,
    ],
  },
  'computed-input': {
    samples: [
      '{ inputs.nixpkgs.url = "github:NixOS/nixpkgs/" + "nixos-26.05"; outputs = { self, nixpkgs }: { }; }',
      'let v = "26.05"; in { inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-${v}"; outputs = { self, nixpkgs }: { }; }',
      '{ inputs = { nixpkgs.url = "github:NixOS/" + "nixpkgs"; }; outputs = { nixpkgs, ... }: { }; }',
      'let u = "github:NixOS/nixpkgs"; in { inputs.nixpkgs.url = u; outputs = inputs: { }; }',
      'let r = { v = "26.05"; }; in { inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-${"26.05"}"; outputs = { self, nixpkgs }: { }; }',
    ],
  },
  'misplaced-input': {
    samples: [
      '{ inputs = { inputs.nixpkgs.url = "github:NixOS/nixpkgs"; }; outputs = { self, nixpkgs }: { }; }',
      '{\n  inputs = {\n    nixpkgs = {\n      url = "github:NixOS/nixpkgs";\n      utils.url = "github:numtide/flake-utils";\n    };\n  };\n  outputs = { self, nixpkgs, utils }: { };\n}\n',
      '{ inputs = { inputs = { nixpkgs.url = "github:NixOS/nixpkgs"; }; }; outputs = { self, nixpkgs }: { }; }',
      '{ inputs.inputs.nixpkgs.url = "github:NixOS/nixpkgs"; outputs = { nixpkgs, ... }: { }; }',
      '{\n  inputs = {\n    nixpkgs.url = "github:NixOS/nixpkgs";\n    inputs.utils.url = "github:numtide/flake-utils";\n  };\n  outputs = inputs: { };\n}\n',
    ],
  },
  'dotted-input': {
    samples: [
      '{ inputs.llm-agents.nix.url = "github:a/b"; outputs = inputs: { }; }',
      '{ inputs = { llm-agents.nix.url = "github:a/b"; }; outputs = inputs: { }; }',
      '{\n  inputs = {\n    nixpkgs.url = "github:NixOS/nixpkgs";\n    vim.plugins.url = "github:a/b";\n  };\n  outputs = inputs: { };\n}\n',
      '{ inputs.a.b = { url = "github:a/b"; flake = false; }; outputs = inputs: { }; }',
      '{ inputs = { x.y.url = "github:a/b"; x.y.flake = false; }; outputs = inputs: { }; }',
    ],
  },
  'deprecated-output': {
    samples: five((head, takes, index) =>
      body(
        head,
        takes,
        [
          `defaultPackage.x86_64-linux = ${pkg(takes)}.hello;`,
          `devShell.x86_64-linux = ${pkg(takes)}.mkShell { };`,
          'overlay = final: prev: { };',
          `defaultApp.x86_64-linux = { type = "app"; program = "x"; };`,
          'nixosModule = { ... }: { };',
        ][index],
      ),
    ),
  },
  'current-system': {
    samples: five((head, takes, index) =>
      body(
        head,
        takes,
        index % 2 === 0
          ? `packages.x86_64-linux.default = (import ${nixpkgs(takes)} { system = builtins.currentSystem; }).hello;`
          : `devShells.\${builtins.currentSystem}.default = ${nixpkgs(takes)}.legacyPackages.\${builtins.currentSystem}.mkShell { };`,
      ),
    ),
  },
  'search-path': {
    samples: five((head, takes, index) =>
      body(
        head,
        takes,
        [
          'packages.x86_64-linux.default = (import <nixpkgs> { system = "x86_64-linux"; }).hello;',
          'lib.a = import <nixpkgs/lib>;',
          'nixosModules.a = { imports = [ <nixpkgs/nixos/modules/profiles/minimal.nix> ]; };',
          'nixosModules.a = { imports = [ <home-manager/nixos> ]; };',
          'nixosModules.a = { imports = [ <nixos-hardware/lenovo/thinkpad/x220> ]; };',
        ][index],
      ),
    ),
  },
  'unlocked-fetch': {
    samples: five((head, takes, index) =>
      body(
        head,
        takes,
        [
          'lib.a = import (fetchTarball "https://github.com/a/tool/archive/master.tar.gz");',
          'lib.a = builtins.fetchGit "https://example.org/a/tool.git";',
          'lib.a = builtins.fetchTarball { url = "https://example.org/tool.tar.gz"; };',
          'lib.a = builtins.fetchGit { url = "https://example.org/a/tool"; ref = "main"; };',
          'lib.a = builtins.readFile (builtins.fetchurl "https://example.org/list.txt");',
        ][index],
      ),
    ),
  },
  'untracked-file': {
    files: { 'a.nix': '{ }' },
    tracked: ['flake.nix'],
    told: true,
    samples: five((head, takes) => body(head, takes, 'lib.a = import ./a.nix;')),
  },
  'dead-follows': {
    samples: [
      '{ inputs.nixpkgs.url = "github:NixOS/nixpkgs"; inputs.a.url = "github:a/b"; inputs.a.inputs.nixpkgs.follows = "nixpkg"; outputs = inputs: { }; }',
      '{ inputs = { a.url = "github:a/b"; a.inputs.nixpkgs.follows = "gone"; }; outputs = inputs: { }; }',
      '{\n  inputs = {\n    nixpkgs.url = "github:NixOS/nixpkgs";\n    a = {\n      url = "github:a/b";\n      inputs.nixpkgs.follows = "nixpkgs-stable";\n    };\n  };\n  outputs = inputs: { };\n}\n',
      '{ inputs.unstable.url = "github:NixOS/nixpkgs"; inputs.a = { url = "github:a/b"; inputs.nixpkgs.follows = "unstabel"; }; outputs = inputs: { }; }',
      '{ inputs.a.follows = "b/c"; inputs.nixpkgs.url = "github:NixOS/nixpkgs"; outputs = inputs: { }; }',
    ],
  },
  'missing-argument': {
    samples: [
      `{ ${inputs} inputs.utils.url = "github:numtide/flake-utils"; ${out('')} }`,
      `{ ${inputs} ${parts} ${out('')} }`,
      `{\n  ${block}\n  outputs = { self }: { };\n}\n`,
      `{\n  ${inputs}\n  ${parts}\n  outputs =\n    {\n      self,\n      nixpkgs,\n    }:\n    { };\n}\n`,
      `{ ${inputs} inputs.a.url = "github:a/b"; outputs = { self, nixpkgs }@all: { }; }`,
    ],
  },
  'special-args': {
    files: { 'configuration.nix': '{ inputs, pkgs, ... }: { }' },
    samples: five((head, takes) =>
      body(
        head,
        takes,
        `nixosConfigurations.box = ${nixpkgs(takes)}.lib.nixosSystem {\n      system = "x86_64-linux";\n      modules = [ ./configuration.nix ];\n    };`,
      ),
    ),
  },
  'old-mkflake': {
    samples: [
      `{ ${parts} outputs = { self, flake-parts, ... }: flake-parts.lib.mkFlake { inherit self; } { systems = [ ]; }; }`,
      `{\n  ${parts}\n  outputs = { self, flake-parts }@inputs: flake-parts.lib.mkFlake { inherit self; } { systems = [ ]; };\n}\n`,
      `{ ${parts} outputs = inputs@{ self, flake-parts, ... }:\n flake-parts.lib.mkFlake { inherit self; } { systems = [ ]; }; }`,
      `{ ${parts} ${inputs} outputs = { self, nixpkgs, flake-parts }: flake-parts.lib.mkFlake { inherit self; } { systems = [ ]; }; }`,
      `{ ${parts} outputs = inputs: inputs.flake-parts.lib.mkFlake { self = inputs.self; } { systems = [ ]; }; }`,
    ],
  },
  'host-name': {
    files: { 'configuration.nix': '{ networking.hostName = "box"; }' },
    told: true,
    samples: five((head, takes) =>
      body(
        head,
        takes,
        `nixosConfigurations.web = ${nixpkgs(takes)}.lib.nixosSystem { modules = [ ./configuration.nix ]; };`,
      ),
    ),
  },
  'absolute-path': {
    files: { 'hardware-configuration.nix': '{ }' },
    samples: five((head, takes) =>
      body(
        head,
        takes,
        'nixosModules.a = { imports = [ /etc/nixos/hardware-configuration.nix ]; };',
      ),
    ),
  },
  'unknown-output': {
    samples: five((head, takes, index) =>
      body(
        head,
        takes,
        [
          'nixosConfiguration.a = { };',
          'package.x86_64-linux.default = 1;',
          'devShels.x86_64-linux.default = 1;',
          'nixosModule_s = { };',
          'homeConfiguration.a = { };',
        ][index],
      ),
    ),
  },
  'impure-import': {
    samples: five((head, takes, index) =>
      body(
        head,
        takes,
        index % 2 === 0
          ? `packages.x86_64-linux.default = (import ${nixpkgs(takes)} { }).hello;`
          : `devShells.x86_64-linux.default = (import ${nixpkgs(takes)} { config.allowUnfree = true; }).mkShell { };`,
      ),
    ),
  },
  'non-flake-input': {
    samples: [
      '{ inputs.a = { url = "github:a/b"; flake = false; }; outputs = { self, a }: { packages = a.packages; }; }',
      '{ inputs.a.url = "github:a/b"; inputs.a.flake = false; outputs = inputs: { lib = inputs.a.lib; }; }',
      '{\n  inputs = {\n    a = {\n      url = "github:a/b";\n      flake = false;\n    };\n  };\n  outputs = { a, ... }: { overlays.default = a.overlays.default; };\n}\n',
      '{ inputs.a = { flake = false; url = "github:a/b"; }; outputs = { self, a }: { x = a.nixosModules.b; }; }',
      '{ inputs = { a.url = "github:a/b"; a.flake = false; }; outputs = { a, ... }@i: { d = a.devShells; }; }',
    ],
  },
};

/** The twentieth: a semicolon that is missing. */
export const forgotten = five((head, takes, index) => {
  const text = body(head, takes, 'lib.a = 1;\n    lib.b = { c = 2; };');
  return [
    text.replace('lib.a = 1;', 'lib.a = 1'),
    text.replace('{ c = 2; };', '{ c = 2; }'),
    text.replace('c = 2;', 'c = 2'),
    text.replace(/\};\n\}\n$/, '}\n}\n'),
    text.replace('lib.a = 1;', 'lib.a = 1').replace('c = 2;', 'c = 2'),
  ][index];
});
