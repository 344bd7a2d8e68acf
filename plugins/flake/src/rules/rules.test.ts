import { expect } from 'chai';
import { mend } from '../fix/mend.js';
import { readLock } from '@nixai/machine/lock';
import { noFiles, readFlake, type FlakeFiles } from '../read/flake.js';

const system = 'x86_64-linux';

function mended(text: string, files: FlakeFiles = noFiles, lock?: object) {
  const read = (given: string) =>
    readFlake(given, {
      system,
      files,
      lock: lock === undefined ? undefined : readLock(JSON.stringify(lock)),
    });
  const once = mend(text, read);
  // A file that was mended has nothing more to mend.
  expect(mend(once.text, read).text).to.equal(once.text);
  return {
    text: once.text,
    rules: once.mended.map(({ rule }) => rule.id),
    left: once.left.map(({ rule, hint }) => `${rule.id}: ${hint ?? ''}`),
  };
}

const files = (
  given: Readonly<Record<string, string>>,
  tracked: readonly string[] = [],
): FlakeFiles => ({
  text: (path) => given[path],
  exists: (path) => Object.hasOwn(given, path),
  isTracked: (path) => tracked.includes(path),
});

describe('a flake.nix is mended', () => {
  it('where a let stands around it', () => {
    const text = `let
  name = "hello";
in {
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
  outputs = { self, nixpkgs }: {
    packages.x86_64-linux.\${name} = nixpkgs.legacyPackages.x86_64-linux.hello;
  };
}
`;
    expect(mended(text)).to.deep.equal({
      text: `{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
  outputs = { self, nixpkgs }: let
    name = "hello";
  in
  {
    packages.x86_64-linux.\${name} = nixpkgs.legacyPackages.x86_64-linux.hello;
  };
}
`,
      rules: ['top-level-let'],
      left: [],
    });
  });

  it('where an address is computed from constants, and the let moves then', () => {
    const text = `let branch = "nixos-25.11"; in {
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/" + branch;
  outputs = { self, nixpkgs }: { lib.branch = branch; };
}
`;
    expect(mended(text).text).to.equal(`{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
  outputs = { self, nixpkgs }: let branch = "nixos-25.11";
  in
  { lib.branch = branch; };
}
`);
    const unknown = '{ inputs.a.url = builtins.readFile ./x; outputs = { self, a }: { }; }';
    expect(mended(unknown)).to.include({ text: unknown });
    expect(mended(unknown).left).to.deep.equal([
      'computed-input: write the address out as one string',
    ]);
  });

  it('where outputs is no function', () => {
    const outputs = (value: string) => `{ outputs = ${value}; }`;
    const after = (value: string) => mended(outputs(value)).text;
    expect(after('import ./outputs.nix')).to.equal(outputs('inputs: import ./outputs.nix inputs'));
    expect(after('let a = 1; in { self }: { lib.a = a; }')).to.equal(
      outputs('{ self }: let a = 1; in { lib.a = a; }'),
    );
    expect(after('with builtins; { self }: { lib = add; }')).to.equal(
      outputs('inputs: (with builtins; { self }: { lib = add; }) inputs'),
    );
    expect(after('let self = 1; in { self }: { }')).to.equal(
      outputs('inputs: (let self = 1; in { self }: { }) inputs'),
    );
  });

  it('where an input is not right below inputs', () => {
    const inputs = (body: string) => `{\n  inputs = {${body}};\n  outputs = _: { };\n}\n`;
    expect(mended(inputs('\n    inputs.nixpkgs.url = "github:a/b";\n  ')).text).to.equal(
      inputs('\n    nixpkgs.url = "github:a/b";\n  '),
    );
    expect(mended(inputs(' inputs = { a.url = "github:a/b"; }; ')).text).to.equal(
      inputs(' a.url = "github:a/b"; '),
    );
    expect(
      mended(
        inputs(
          '\n    nixpkgs = {\n      url = "github:a/b";\n      hm.url = "github:c/d";\n    };\n  ',
        ),
      ).text,
    ).to.equal(
      inputs(
        '\n    nixpkgs = {\n      url = "github:a/b";\n    };\n    hm.url = "github:c/d";\n  ',
      ),
    );
    const dotted = mended(inputs(' llm-agents.nix.url = "github:n/llm-agents.nix"; '));
    expect(dotted.text).to.equal(inputs(' "llm-agents.nix".url = "github:n/llm-agents.nix"; '));
    expect(dotted.rules).to.deep.equal(['dotted-input']);
  });

  it('where an output has an old name', () => {
    const outputs = (body: string) =>
      `{ outputs = { self }: let forAll = f: { x86_64-linux = f "x"; }; in { ${body} }; }`;
    const after = (body: string) => mended(outputs(body));
    expect(after('devShell.x86_64-linux = 1;').text).to.equal(
      outputs('devShells.x86_64-linux.default = 1;'),
    );
    expect(after('defaultPackage = forAll (system: 1);').text).to.equal(
      outputs('packages = forAll (system: { default = 1; });'),
    );
    expect(after('overlay = final: prev: { };').text).to.equal(
      outputs('overlays.default = final: prev: { };'),
    );
    // Both are there: the old one is for who has an old Nix.
    const both = 'overlay = 1; overlays.default = 1;';
    expect(after(both)).to.include({ text: outputs(both) });
    // Two of one name can't be put together as text.
    const packages = 'packages = forAll (system: { }); defaultPackage.x86_64-linux = 1;';
    expect(after(packages).text).to.equal(outputs(packages));
    const utils = (body: string) =>
      `{ outputs = { self, flake-utils }: flake-utils.lib.eachDefaultSystem (system: { ${body} }); }`;
    expect(mended(utils('devShell = 1;')).text).to.equal(utils('devShells.default = 1;'));
  });

  it('where it asks the machine what it is', () => {
    const before = `{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs";
  outputs = { self, nixpkgs }: {
    packages.\${builtins.currentSystem}.default = nixpkgs.legacyPackages.\${builtins.currentSystem}.hello;
  };
}
`;
    expect(mended(before).text).to.contain(
      'packages = nixpkgs.lib.genAttrs [ "x86_64-linux" "aarch64-linux" "x86_64-darwin" "aarch64-darwin" ] (system: { default = nixpkgs.legacyPackages.${system}.hello; });',
    );
    const bound =
      '{ outputs = { self }: let system = builtins.currentSystem; in { lib.a = system; }; }';
    expect(mended(bound).text).to.equal(bound.replace('builtins.currentSystem', '"x86_64-linux"'));
  });

  it('but not where it asks only if it may, or has to be given one', () => {
    for (const asked of [
      '{ system ? builtins.currentSystem }: system',
      'if builtins ? currentSystem then builtins.currentSystem else "x86_64-linux"',
      'builtins.currentSystem or "x86_64-linux"',
    ]) {
      const text = `{ outputs = { self }: { lib.a = ${asked}; }; }`;
      expect(mended(text)).to.deep.equal({ text, rules: [], left: [] });
    }
    expect(
      mended(
        '{ outputs = { self }: { lib.a = if builtins ? x then builtins.currentSystem else ""; }; }',
      ).rules,
    ).to.deep.equal(['current-system']);
  });

  it('where it uses a search path', () => {
    expect(
      mended('{ outputs = { self, nixpkgs }: { lib.a = import <nixpkgs/lib>; }; }').text,
    ).to.contain('import "${nixpkgs}/lib"');
    const none = mended(
      '{\n  description = "x";\n  outputs = { self }: { lib.a = <nixpkgs>; };\n}\n',
    );
    expect(none.text).to.equal(
      '{\n  description = "x";\n  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";\n  outputs = { self, nixpkgs }: { lib.a = nixpkgs; };\n}\n',
    );
  });

  it('where it fetches what is not pinned', () => {
    const text = `{
  outputs = { self }: {
    lib.a = import (builtins.fetchTarball "https://github.com/o/some.repo/archive/master.tar.gz") { };
    lib.b = builtins.fetchGit { url = "https://example.org/x.git"; ref = "main"; };
    lib.c = builtins.fetchTarball { url = "https://example.org/y.tar.gz"; sha256 = "x"; };
  };
}
`;
    const after = mended(text);
    expect(after.text).to.contain(
      'inputs.some-repo = { url = "https://github.com/o/some.repo/archive/master.tar.gz"; flake = false; };',
    );
    expect(after.text).to.contain(
      'inputs.x = { url = "git+https://example.org/x.git?ref=main"; flake = false; };',
    );
    expect(after.text).to.contain(
      'outputs = { self, some-repo, x }: {\n    lib.a = import some-repo { };',
    );
    expect(after.text).to.contain('lib.c = builtins.fetchTarball { url');
  });

  it('where a follows leads nowhere, as far as the lock tells', () => {
    const flake = (inner: string, target: string) =>
      `{\n  inputs.nixpkgs.url = "github:NixOS/nixpkgs";\n  inputs.hm.url = "github:a/b";\n  inputs.hm.inputs.${inner}.follows = "${target}";\n  outputs = { self, nixpkgs, hm }: { };\n}\n`;
    const lock = (inputs: object) => ({
      version: 7,
      root: 'root',
      nodes: { root: { inputs: { hm: 'hm' } }, hm: { inputs } },
    });
    expect(mended(flake('nixpkgs', 'nixpgks')).text).to.equal(flake('nixpkgs', 'nixpkgs'));
    expect(mended(flake('nixpkg', 'nixpkgs'), noFiles, lock({ nixpkgs: 'n' })).text).to.equal(
      flake('nixpkgs', 'nixpkgs'),
    );
    expect(mended(flake('utils', 'nixpkgs'), noFiles, lock({})).text).not.to.contain('follows');
    expect(mended(flake('utils', 'nixpkgs')).rules).to.deep.equal([]);
  });

  it('where outputs does not take an input', () => {
    const flake = (taken: string) =>
      `{ inputs.nixpkgs.url = "github:a/b"; inputs.hm.url = "github:c/d"; outputs = ${taken}: { }; }`;
    expect(mended(flake('{ self }')).text).to.equal(flake('{ self, nixpkgs, hm }'));
    expect(mended(flake('{ self, nixpkgs, ... }')).rules).to.deep.equal([]);
    expect(mended(flake('{\n  self,\n  nixpkgs,\n}')).text).to.equal(
      flake('{\n  self,\n  nixpkgs,\n  hm,\n}'),
    );
    expect(mended(flake('{ }')).text).to.equal(flake('{ self, nixpkgs, hm }'));
    expect(mended(flake('{ self\n, nixpkgs\n}')).text).to.equal(
      flake('{ self\n, nixpkgs\n, hm\n}'),
    );
  });

  it('where modules want inputs that nobody hands over', () => {
    const flake = (taken: string, args: string) =>
      `{ outputs = ${taken}: { nixosConfigurations.a = nixpkgs.lib.nixosSystem { ${args}modules = [ ./a.nix ]; }; }; }`;
    const beside = files({ 'a.nix': '{ inputs, pkgs, ... }: { }' });
    expect(mended(flake('{ self, nixpkgs, ... }', ''), beside).text).to.equal(
      flake('{ self, nixpkgs, ... }@inputs', 'specialArgs = { inherit inputs; }; '),
    );
    expect(
      mended(flake('all@{ nixpkgs, ... }', 'specialArgs = { a = 1; }; '), beside).text,
    ).to.equal(flake('all@{ nixpkgs, ... }', 'specialArgs = { inputs = all; a = 1; }; '));
    for (const args of ['specialArgs = { inherit inputs; }; ', 'inherit specialArgs; '])
      expect(mended(flake('{ self, nixpkgs, ... }@inputs', args), beside).rules).to.deep.equal([]);
  });

  it('where flake-parts is called as it was', () => {
    const flake = (taken: string, given: string) =>
      `{ inputs.flake-parts.url = "github:hercules-ci/flake-parts"; outputs = ${taken}: flake-parts.lib.mkFlake { ${given} } { }; }`;
    expect(mended(flake('{ self, flake-parts }', 'inherit self;')).text).to.equal(
      flake('{ self, flake-parts }@inputs', 'inherit inputs;'),
    );
  });

  it('says what to type where a configuration is not called as its machine', () => {
    const flake = (name: string) =>
      `{ outputs = { self, nixpkgs }: { nixosConfigurations.${name} = nixpkgs.lib.nixosSystem { modules = [ ./c.nix ]; }; }; }`;
    const beside = files({ 'c.nix': '{ networking.hostName = "nova"; }' }, ['c.nix']);
    expect(mended(flake('laptop'), beside).left).to.deep.equal([
      'host-name: nixos-rebuild switch --flake .#laptop',
    ]);
    expect(mended(flake('nova'), beside).left).to.deep.equal([]);
  });

  it('where an output has a letter too few', () => {
    expect(
      mended('{ outputs = { self }: { nixosConfiguration.a = 1; devShels.x = 1; }; }').text,
    ).to.equal('{ outputs = { self }: { nixosConfigurations.a = 1; devShells.x = 1; }; }');
  });

  it('and leaves outputs that are called after a tool', () => {
    const text =
      '{ outputs = { self }: { hjemModules.a = 1; nvfConfigurations.x = 1; schemes = 1; }; }';
    expect(mended(text)).to.deep.include({ text, left: [] });
    expect(mended('{ outputs = { self }: { nixsoModules.a = 1; }; }').text).to.contain(
      'nixosModules',
    );
  });

  it('where nixpkgs is imported without a system', () => {
    expect(
      mended('{ outputs = { self, nixpkgs }: { lib.f = system: import nixpkgs { }; }; }').text,
    ).to.contain('import nixpkgs { inherit system; }');
    expect(
      mended(
        '{ outputs = { self, nixpkgs }: { lib.p = import nixpkgs { config.allowUnfree = true; }; }; }',
      ).text,
    ).to.contain('import nixpkgs { system = "x86_64-linux"; config.allowUnfree = true; }');
  });

  it('where it uses the outputs of what it calls no flake', () => {
    const flake = (flag: string) =>
      `{\n  inputs.a = {\n    url = "github:a/b";${flag}\n  };\n  outputs = { self, a }: { lib = a.lib; };\n}\n`;
    expect(mended(flake('\n    flake = false;')).text).to.equal(flake(''));
  });

  it('only as far as a person does not have to', () => {
    const beside = files({ 'a.nix': '1', 'b.nix': '1' }, ['b.nix']);
    const text =
      '{ outputs = { self }: { lib.a = [ ./a.nix ./b.nix /etc/passwd (self + /b.nix) ]; }; }';
    const { left, text: after } = mended(text, beside);
    expect(after).to.equal(text);
    expect(left.map((one) => one.slice(0, 40))).to.deep.equal([
      'absolute-path: copy it beside flake.nix ',
      'untracked-file: git add -N a.nix',
    ]);
  });

  it('and not where an input is one that the outputs alone take', () => {
    const text = `{
  inputs.hm = { url = "github:a/hm"; inputs.nixpkgs.follows = "nixpkgs"; };
  outputs = { self, hm, nixpkgs }: { lib = nixpkgs.lib; };
}
`;
    expect(mended(text)).to.deep.equal({ text, rules: [], left: [] });
  });

  it('not at all where nothing is wrong', () => {
    const good = `{
  description = "good";
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    hm = { url = "github:nix-community/home-manager"; inputs.nixpkgs.follows = "nixpkgs"; };
    "dotted.nix".url = "github:a/dotted.nix";
    raw = { url = "github:a/raw"; flake = false; };
  };
  outputs = { self, nixpkgs, hm, ... }@inputs:
    let
      forAll = nixpkgs.lib.genAttrs [ "x86_64-linux" ];
    in {
      packages = forAll (system: { default = nixpkgs.legacyPackages.\${system}.hello; });
      nixosConfigurations.web = nixpkgs.lib.nixosSystem {
        specialArgs = { inherit inputs; };
        modules = [ ({ inputs, ... }: { networking.hostName = "web"; }) ];
      };
      lib.raw = import "\${inputs.raw}/x.nix";
    };
}
`;
    expect(mended(good)).to.deep.equal({ text: good, rules: [], left: [] });
  });
});
