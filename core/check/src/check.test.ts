import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import type {
  CheckReport,
  DocsEngine,
  OptionCatalog,
  OptionMatch,
  OptionSet,
  PackageDoc,
} from '@nixai/api';
import { createChecker } from './check.js';
import { createTestHost } from '@nixai/api/testing';
import { registerCheckRules } from './index.js';

const declared: Record<'nixos' | 'home-manager', Record<string, string>> = {
  nixos: {
    'system.stateVersion': 'string',
    'services.openssh.enable': 'boolean',
    'services.openssh.settings': 'attribute set',
    'services.openssh.settings.PasswordAuthentication': 'null or boolean',
    'networking.firewall.enable': 'boolean',
    'networking.firewall.allowedTCPPorts':
      'list of 16 bit unsigned integer; between 0 and 65535 (both inclusive)',
    'boot.loader.timeout': 'null or signed integer',
    'environment.systemPackages': 'list of package',
    swapDevices: 'list of (submodule)',
    'swapDevices.*.size': 'null or signed integer',
    containers: 'attribute set of (submodule)',
    'containers.<name>.config': 'Toplevel NixOS config',
    specialisation: 'attribute set of (submodule)',
    'specialisation.<name>.configuration': 'Toplevel NixOS config',
    'virtualisation.vmVariant': 'submodule',
    'users.users': 'attribute set of (submodule)',
    'users.users.<name>.isNormalUser': 'boolean',
    'users.users.<name>.initialPassword': 'null or string',
  },
  'home-manager': {
    'programs.git.enable': 'boolean',
    'services.mako.enable': 'boolean',
    'home.packages': 'list of package',
  },
};

/** A small complete option set. */
function catalogOf(set: 'nixos' | 'home-manager'): OptionCatalog {
  const options = declared[set];
  const fits = (name: string, path: readonly string[]) => {
    const segments = name.split('.');
    return path.every((one, at) => segments[at] === one || segments[at] === '<name>');
  };
  return {
    set,
    source: 'test',
    count: Object.keys(options).length,
    match(given): OptionMatch {
      const path = typeof given === 'string' ? given.split('.') : given;
      const below = Object.keys(options).filter((name) => fits(name, path));
      const exact = below.find((name) => name.split('.').length === path.length);
      if (exact !== undefined)
        return { outcome: 'option', name: exact, type: options[exact] ?? '' };
      if (below.length > 0) return { outcome: 'branch' };
      // What Home Manager brings to NixOS.
      if (set === 'nixos' && path[0] === 'home-manager') return { outcome: 'branch' };
      if (path.join('.').startsWith('services.openssh.settings.'))
        return { outcome: 'inside', name: 'services.openssh.settings', type: 'x', rest: [] };
      let known = path.length - 1;
      while (known > 0 && !Object.keys(options).some((name) => fits(name, path.slice(0, known))))
        known--;
      return { outcome: 'unknown', known: path.slice(0, known) };
    },
    option: () => undefined,
    below(given) {
      const path = typeof given === 'string' ? given.split('.') : given;
      return Object.keys(options)
        .filter((name) => fits(name, path) && name.split('.').length > path.length)
        .map((name) => ({ name, type: options[name] ?? '' }));
    },
    nearest: () => [set === 'nixos' ? 'services.openssh.enable' : 'programs.git.enable'],
  };
}

const engine: Partial<DocsEngine> = {
  catalog: async (set) => (set === 'nix-darwin' ? undefined : catalogOf(set)),
  optionSetDescription: async (set: OptionSet) => ({ text: set, source: 'test', complete: true }),
  package: async (name) => (name === 'git' || name === 'vim' ? ({} as PackageDoc) : undefined),
  option: async (name) =>
    name === 'services.openssh.permitRootLogin'
      ? { outcome: 'renamed', to: ['services.openssh.settings.PermitRootLogin'] }
      : { outcome: 'unknown', nearest: [] },
};
const hostWith = (docs: Partial<DocsEngine>) => {
  const services = { which: async () => undefined, ...docs };
  const made = createTestHost({ otherServices: { service: async () => services as never } });
  registerCheckRules(made);
  return made;
};
const host = hostWith(engine);

const check = (text: string): Promise<CheckReport> =>
  createChecker(host).check({ name: 'test.nix', text });
const found = async (text: string): Promise<string[]> =>
  (await check(text)).findings.map(({ rule, line, column }) => `${line}:${column} ${rule}`);

const twice = ['1:3 unknown-option', '1:19 unknown-option', '1:23 duplicate-attribute'];

describe('check', () => {
  for (const [what, text, expected] of [
    [
      'nothing in what is right',
      '{ services.openssh.enable = true; users.users.ada.isNormalUser = true; }',
      [],
    ],
    [
      'an unknown option, at its wrong step',
      '{\n  services.openssh.enabel = true;\n}',
      ['2:20 unknown-option'],
    ],
    ['it in a nested set', '{ services.openssh = { enabel = true; }; }', ['1:24 unknown-option']],
    ['it in a submodule', '{ users.users.ada.shel = 1; }', ['1:19 unknown-option']],
    [
      'it behind mkIf',
      '{ lib, ... }: lib.mkIf true { services.openssh.enabel = true; }',
      ['1:48 unknown-option'],
    ],
    ['a renamed option', '{ services.openssh.permitRootLogin = "no"; }', ['1:20 renamed-option']],
    ['a value of the wrong type', '{ networking.firewall.enable = "true"; }', ['1:32 wrong-type']],
    [
      'a wrong item of a list',
      '{ networking.firewall.allowedTCPPorts = [ 80 "443" ]; }',
      ['1:46 wrong-type'],
    ],
    [
      'a wrong item on either side of ++',
      '{ xs, ... }: { networking.firewall.allowedTCPPorts = [ "22" ] ++ xs ++ [ 80 "443" ]; }',
      ['1:56 wrong-type', '1:77 wrong-type'],
    ],
    ['a text where a set of options stands', '{ services.openssh = "yes"; }', ['1:22 wrong-type']],
    [
      'one package for a list of them',
      '{ pkgs, ... }: { environment.systemPackages = pkgs.vim; }',
      ['1:47 wrong-type'],
    ],
    [
      'no package where an overlay may have a list',
      '{ pkgs, ... }: { environment.systemPackages = [ ] ++ pkgs.theme.packages ++ pkgs.python3Packages.numpy; }',
      ['1:77 wrong-type'],
    ],
    ['a set for a list of them, and nothing in it', '{ swapDevices = { }; }', ['1:17 wrong-type']],
    ['a name that was left out', '{ users.ada.isNormalUser = true; }', ['1:9 unknown-option']],
    ['a text for one of many sets', '{ users.users.ada = "ada"; }', ['1:21 wrong-type']],
    ['nothing in a module that stands in a file', '{ users.users.ada = import ./a.nix; }', []],
    [
      'an option of Home Manager in NixOS',
      '{ services.openssh.enable = true; programs.git.enable = true; }',
      ['1:35 wrong-set'],
    ],
    ['an attribute that is there twice', '{ a.b.enable = 1; a.b.enable = 2; }', twice],
    [
      'a name that nothing binds',
      '{ lib, ... }: { services.openssh.enable = pkg.x; }',
      ['1:43 undefined-variable'],
    ],
    ['no name in a piece', '{ services.openssh.enable = pkgs.x; }', []],
    [
      'pipes once a file, and reads on',
      '{ services.openssh.enabel = 1 |> f 2; }',
      ['1:20 unknown-option', '1:31 syntax-pipe-operator'],
    ],
    ['a syntax error', '{ a = 1 }', ['1:8 syntax-missing-semicolon']],
    [
      'a password in the open',
      '{ users.users.ada.initialPassword = "x"; }',
      ['1:3 plain-password'],
    ],
    [
      'no root without a password, where the same condition turns passwords off',
      `{ lib, on, ... }: { services.openssh = lib.mkIf on {
  settings.PermitRootLogin = "yes";
  settings.PasswordAuthentication = false;
}; }`,
      [],
    ],
    ['nothing below free settings', '{ services.openssh.settings.Anything = 1; }', []],
    [
      'only what is certain of computed names',
      '{ users.users.${x}.isNormalUser = true; a.${b}.c = 1; }',
      ['1:41 unknown-option'],
    ],
    [
      'an unknown option of Home Manager',
      '{ home-manager.users.ada = { programs.git.enabel = 1; }; }',
      ['1:43 unknown-option'],
    ],
    [
      'it where the users stand in a set',
      '{ home-manager = { useGlobalPkgs = true; users.ada = { programs.git.enabel = 1; }; }; }',
      ['1:69 unknown-option'],
    ],
    [
      'it in a part of a home',
      '{ home-manager.users.ada.programs = { git.enabel = 1; }; }',
      ['1:43 unknown-option'],
    ],
    [
      'it in what all homes share',
      '{ home-manager.sharedModules = [ { programs.git.enabel = 1; } ]; }',
      ['1:49 unknown-option'],
    ],
    [
      'nothing below an option that is declared in a set',
      '{ options.services = { acme.level = 1; }; config.services = { acme.level = 3; openssh.enabel = 1; }; }',
      ['1:87 unknown-option'],
    ],
    [
      'no type where a branch is for another system',
      '{ networking.firewall.enable = if isDarwin then 1 else true; }',
      [],
    ],
    [
      'no other set where a branch is for another system',
      '{ isDarwin, ... }: { services.openssh.enable = true; } // (if isDarwin then { programs.git.enable = true; } else { })',
      [],
    ],
    ...[
      'containers.web.config = { ... }: { services.openssh.enabel = true; };',
      'containers = { web = { config.services.openssh.enabel = true; }; };',
      'specialisation.quiet.configuration = { services.openssh.enabel = true; };',
      'virtualisation.vmVariant = { services.openssh.enabel = true; };',
      'virtualisation.vmVariant.services.openssh.enabel = true;',
      'microvm.vms.web.config = { services.openssh.enabel = true; };',
    ].map((inner): [string, string, string[]] => [
      `an unknown option of a system inside of another: ${inner}`,
      `{\n${inner}\n}`,
      [`2:${inner.indexOf('enabel') + 1} unknown-option`],
    ]),
    [
      'what is read of the configuration and is no option',
      '{ config, ... }: { services.openssh.enable = config.networking.firewal.enable; a = config.own.x or 1; b = config.services.openssh.settings.X; }',
      ['1:64 unknown-option', '1:80 unknown-option', '1:103 unknown-option'],
    ],
    ...(
      [
        ['cfg.version', undefined],
        ['cfg.verison', 'verison'],
        ['config.mine.game.verison', 'verison'],
        ['cfg.filterAttrs', 'filterAttrs'],
        ['cfg.verison or "1"', undefined],
        ['if cfg ? verison then cfg.verison else "1"', undefined],
        ['map (cfg: cfg.verison) [ ]', undefined],
      ] as const
    ).map(([read, blamed]): [string, string, string[]] => {
      const text = `{ config, lib, ... }: let cfg = config.mine.game; in { options.mine.game = with lib.types; { enable = lib.mkEnableOption "x"; version = lib.mkOption { type = str; }; }; config.services.openssh.settings.X = ${read}; }`;
      const told = blamed === undefined ? [] : [`1:${text.indexOf(blamed) + 1} unknown-option`];
      return [`what is read of the configuration's own options: ${read}`, text, told];
    }),
    [
      'a slip in the name of an own option',
      '{ lib, ... }: { options.mine.game = { enable = lib.mkEnableOption "x"; version = lib.mkOption { }; }; config.mine.game.versoin = "1"; }',
      ['1:120 unknown-option'],
    ],
    [
      'an empty set before what was to take its place',
      '{ lib, ... }: { } (lib.mkIf true { })',
      ['1:15 call-of-no-function'],
    ],
    [
      'no practice of a system inside of the machine',
      '{ virtualisation.vmVariant.users.users.ada.initialPassword = "x"; }',
      [],
    ],
    [
      'options and types in the elements of a list',
      '{ swapDevices = [ { size = 1; } { size = "x"; } { sise = 2; } ]; }',
      ['1:42 wrong-type', '1:51 unknown-option'],
    ],
    [
      'a package behind a name of a let, and not one that is made of the package',
      '{ pkgs, ... }: let git = "x"; vim = pkgs.vim.override { }; own = { }; in { environment.systemPackages = with pkgs; [ git vim own ]; }',
      ['1:118 shadowed-package'],
    ],
    [
      'a text behind the name of no package that is indexed',
      '{ pkgs, ... }: let jq = "1"; in { environment.systemPackages = with pkgs; [ jq ]; }',
      ['1:77 shadowed-package'],
    ],
    [
      'an unknown option in what genAttrs makes',
      '{ lib, ... }: { users.users = lib.genAttrs [ "a" ] (name: { shel = name; }); }',
      ['1:61 unknown-option'],
    ],
    [
      'it in what listToAttrs and mapAttrs make',
      '{ lib, ... }: { users.users = lib.listToAttrs (map (n: { name = n; value = { shel = n; }; }) [ ]) // lib.mapAttrs (n: v: { shel = v; }) { }; }',
      ['1:78 unknown-option', '1:124 unknown-option'],
    ],
    [
      'it below a name that is computed, where any name is taken',
      '{ config, ... }: { users.users.${config.x}.shel = 1; }',
      ['1:44 unknown-option'],
    ],
    [
      'nothing below a computed name that may be the option',
      '{ config, ... }: { services.openssh.${config.x} = 1; services.${config.x}.enable = true; }',
      [],
    ],
    [
      'a value that is not of the type that the module declares',
      '{ lib, ... }: { options.acme.port = lib.mkOption { type = lib.types.port; }; options.acme.mode = lib.mkOption { type = with lib.types; nullOr (enum [ "a" ]); }; config.acme = { port = 70000; mode = "b"; }; }',
      ['1:185 wrong-type', '1:199 wrong-type'],
    ],
    [
      'a function of lib that is misspelt, and none of a person’s own',
      '{ lib, ... }: { services.openssh.enable = lib.mkIff true true; networking.firewall.enable = lib.mkOpt true; }',
      ['1:47 unknown-library-function'],
    ],
    [
      'a function of lib with an argument too few or too many',
      '{ lib, ... }: { services.openssh.enable = lib.mkIf true; networking.firewall.enable = lib.mkForce false true; }',
      ['1:43 library-function-arguments', '1:87 library-function-arguments'],
    ],
    [
      'a value that is called',
      'let a = 192.168.1.1; b = "x" "y"; c = ./m.nix { }; d = [ "x" "y" ]; e = (x: x) 1; in { }',
      ['1:9 call-of-no-function', '1:26 call-of-no-function', '1:39 call-of-no-function'],
    ],
    [
      'nothing that the module declares itself',
      '{ options.acme.level = 1; config.acme.level = 3; }',
      [],
    ],
  ] as const)
    it(`finds ${what}`, async () => expect(await found(text)).to.deep.equal(expected));

  it('says how a value is written, and what an unbound name was meant to be', async () => {
    const { findings } = await check(
      '{ ... }: { system.stateVersion = 25.05; networking.firewall.allowedTCPPorts = "80"; users.users.ada = { initialPassword = once; }; services.openssh = true; nix.a = "x" "y"; }',
    );
    expect(findings.map(({ hint }) => hint)).to.include.members([
      'write "25.05" (a text stands in quotes)',
      'write [ 80 ] (a list stands in brackets)',
      'write "once" (a text stands in quotes)',
      'write services.openssh.enable = true;',
      'for a list, write [ "x" "y" ]; for one text, put + between them',
    ]);
  });

  it('says where an option of Home Manager belongs, under an old name too', async () => {
    const text =
      '{ home.packages = [ ]; programs.git.userName = "Ada"; system.stateVersion = "25.05"; }';
    const { findings } = await createChecker(host).check({ name: 'a.nix', text }, { set: 'nixos' });
    expect(findings.map(({ rule, hint }) => `${rule}: ${hint ?? ''}`)).to.deep.equal([
      'wrong-set: it belongs into home.nix, or below home-manager.users.NAME',
      'wrong-set: in home.nix, or below home-manager.users.NAME, it is `programs.git.settings.user.name` now',
    ]);
  });

  describe('without a complete option set', () => {
    const bare = hostWith({ ...engine, catalog: async () => undefined });
    const rules = async (text: string) => {
      const { findings } = await createChecker(bare).check({ name: 'test.nix', text });
      return findings.map(({ rule }) => rule);
    };

    it('knows old names, and calls no name unknown', async () => {
      const text = '{ services.openssh.permitRootLogin = "no"; services.openssh.enabel = 1; }';
      expect(await rules(text)).to.deep.equal(['renamed-option']);
    });

    it("knows the types of the handbook's options", async () => {
      const text =
        '{ services.openssh.enable = "yes"; networking.firewall.allowedTCPPorts = [ 70000 ]; }';
      expect(await rules(text)).to.deep.equal(['wrong-type', 'wrong-type']);
      expect(await rules('{ networking.firewall.allowedTCPPorts = [ 80 ]; }')).to.deep.equal([]);
    });
  });

  it('is silent where a comment says so', async () => {
    expect(
      await found('{\n  # nixai: ignore firewall-off\n  networking.firewall.enable = false;\n}'),
    ).to.deep.equal([]);
    expect(
      await found('{ networking.firewall.enable = false; # nixai: ignore firewall-off\n}'),
    ).to.deep.equal([]);
    expect(
      await found('{ networking.firewall.enable = false; # nixai: ignore other\n}'),
    ).to.deep.equal(['1:3 firewall-off']);
  });

  describe('follows a configuration', () => {
    let folder: string;
    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'nixai-check-'))));
    afterEach(() => rmSync(folder, { recursive: true }));
    const write = (name: string, text: string) => {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    };
    const rulesOf = (report: CheckReport) =>
      report.findings.map(({ rule, file }) => `${file.slice(folder.length + 1)} ${rule}`);

    it('through imports, of files and of folders', async () => {
      write('configuration.nix', '{ imports = [ ./a.nix ./b ]; system.stateVersion = "25.05"; }');
      write('a.nix', '{ services.openssh.enabel = true; }');
      write('b/default.nix', '{ networking.firewall.enabel = true; }');
      write('unused.nix', '{ services.openssh.wrong = true; }');
      const report = await createChecker(host).check(folder);
      expect(rulesOf(report)).to.deep.equal([
        'a.nix unknown-option',
        'b/default.nix unknown-option',
      ]);
      expect(report.files).to.have.lengthOf(3);
    });

    it('of a flake, with its homes', async () => {
      write(
        'flake.nix',
        '{ outputs = { nixpkgs, ... }: { nixosConfigurations.box = nixpkgs.lib.nixosSystem { modules = [ ./box.nix ]; }; }; }',
      );
      write(
        'box.nix',
        '{ inputs, ... }: { imports = [ inputs.x ]; home-manager.users.ada = import ./home.nix; services.openssh.enabel = true; }',
      );
      write('home.nix', '{ programs.git.enabel = true; }');
      const report = await createChecker(host).check(folder);
      expect(rulesOf(report)).to.deep.equal(['box.nix unknown-option', 'home.nix unknown-option']);
    });

    it('of a flake that makes its systems with a function of its own', async () => {
      write('flake.nix', '{ outputs = { f, ... }: { nixosConfigurations = f ./hosts; }; }');
      write('hosts/box.nix', '{ services.openssh.enable = true; services.openssh.enabel = true; }');
      write('hosts/data.nix', '{ port = 1; services = { web = 2; mail = 3; }; }');
      const report = await createChecker(host).check(folder);
      expect(rulesOf(report)).to.deep.equal(['hosts/box.nix unknown-option']);
    });

    it('and takes a file that has a former name alone for a module', async () => {
      write('flake.nix', '{ outputs = { f, ... }: { nixosConfigurations = f ./hosts; }; }');
      write('hosts/fonts.nix', '{ pkgs, ... }: { fonts.fonts = [ pkgs.inter ]; }');
      write('hosts/faces.nix', '{ pkgs, ... }: { fonts.faces = [ pkgs.inter ]; }');
      const report = await createChecker(host).check(folder);
      expect(rulesOf(report)).to.deep.equal(['hosts/fonts.nix renamed-option']);
    });

    it('and tells a former name where a function of its own declares something beside it', async () => {
      write('configuration.nix', '{ imports = [ ./ours.nix ./ssh.nix ]; }');
      write('ssh.nix', '{ services.openssh.permitRootLogin = "no"; }');
      const rules = async (declared: string) => {
        write('ours.nix', `{ lib, ours, ... }: { options.services.openssh${declared}; }`);
        return rulesOf(await createChecker(host).check(folder));
      };
      const told = 'ssh.nix renamed-option';
      expect(await rules(' = ours { }')).to.include(told);
      expect(await rules('.permitRootLogin = lib.mkOption { }')).not.to.include(told);
    });

    it('and tells values that contradict each other', async () => {
      write(
        'configuration.nix',
        '{ imports = [ ./a.nix ]; services.openssh.enable = true; system.stateVersion = "25.05"; }',
      );
      write('a.nix', '{ services.openssh.enable = false; }');
      const report = await createChecker(host).check(folder);
      expect(rulesOf(report)).to.deep.equal(['a.nix contradicting-definition']);
      expect(report.findings[0]?.message).to.equal(
        '`services.openssh.enable` is false here, and true in configuration.nix, line 1',
      );
      const bare = hostWith({ ...engine, catalog: async () => undefined });
      const offHandbook = await createChecker(bare).check(folder);
      expect(rulesOf(offHandbook)).to.deep.equal(['a.nix contradicting-definition']);
      write('configuration.nix', '{ imports = [ ./a.nix ]; boot.loader.timeout = 5; }');
      write('a.nix', '{ boot.loader.timeout = 3; system.stateVersion = "25.05"; }');
      expect((await createChecker(host).check(folder)).findings[0]?.message).to.equal(
        '`boot.loader.timeout` is 3 here, and 5 in configuration.nix, line 1',
      );
      write(
        'configuration.nix',
        '{ imports = [ ./a.nix ]; services.openssh.enable = true; system.stateVersion = "25.05"; }',
      );
      for (const weaker of ['lib.mkDefault false', 'lib.mkIf x false', 'true']) {
        write('a.nix', `{ lib, x, ... }: { services.openssh.enable = ${weaker}; }`);
        expect(rulesOf(await createChecker(host).check(folder)), weaker).to.deep.equal([]);
      }
    });

    it('and reads no file that git-crypt has locked', async () => {
      write('configuration.nix', '{ imports = [ ./secret.nix ./locked ./aged.nix ]; }');
      write('secret.nix', '\0GITCRYPT\0%%%');
      write('locked/default.nix', '\0GITCRYPT\0%%%');
      write('aged.nix', 'age-encryption.org/v1\n-> X25519 EM6mMAkz\n%%%');
      const report = await createChecker(host).check(folder);
      expect(report.findings).to.deep.equal([]);
      expect(report.unknownImports).to.deep.equal(['./secret.nix', './locked', './aged.nix']);
    });

    it('and asks no template for what it will find where it is copied to', async () => {
      write('templates/laptop/default.nix', '{ imports = [ ../../modules/base.nix ]; }');
      write('hosts/laptop/default.nix', '{ imports = [ ../../modules/base.nix ]; }');
      write('web/example-usage.nix', '{ imports = [ ./web/module.nix ]; }');
      const report = await createChecker(host).check(folder);
      expect(rulesOf(report)).to.deep.equal(['hosts/laptop/default.nix import-not-there']);
    });

    it('and follows a module that the flake hands out to itself', async () => {
      write(
        'flake.nix',
        `{
  outputs = { self, home-manager, ... }: {
    homeManagerModules = { inherit (self) x; git = ./git.nix; };
    homeConfigurations.ada = home-manager.lib.homeManagerConfiguration {
      modules = [
        self.homeManagerModules.git
        self.homeManagerModules.openssh
        { services.openssh.enable = true; containers = { }; }
      ];
    };
  };
}`,
      );
      write('git.nix', '{ programs.git.enabel = true; }');
      const report = await createChecker(host).check(folder);
      // \`openssh\` is out of sight, and may well declare an option that NixOS has, too.
      expect(rulesOf(report)).to.deep.equal(['flake.nix wrong-set', 'git.nix unknown-option']);
      expect(report.findings[0]?.message).to.include('containers');
      expect(report.unknownImports).to.deep.equal(['self.homeManagerModules.openssh']);
    });

    it('and tells what stands beside config, a list of files that nothing imports, and a value for own options', async () => {
      write(
        'configuration.nix',
        `{ lib, ... }: {
  imports = [ ./own.nix ./list.nix ];
  networking.hostName = "a";
  config.cli.git = true;
}`,
      );
      write(
        'own.nix',
        '{ lib, ... }: { options.cli.git.enable = lib.mkEnableOption "git"; config.cli.git.enable = true; meta = { }; }',
      );
      write('list.nix', '{ import = [ ./own.nix ]; }');
      const { findings } = await createChecker(host).check(folder);
      const told = findings.map(({ rule, line, hint }) => [rule, line, hint]);
      expect(told).to.deep.include.members([
        ['option-beside-config', 3, 'write `config.networking`, or write no `config` in this file'],
        ['wrong-type', 4, 'did you mean `cli.git.enable`?'],
        ['unknown-option', 1, 'did you mean `imports`?'],
      ]);
      expect(
        rulesOf({ findings } as never).filter((one) => one.startsWith('own.nix')),
      ).to.deep.equal([]);
    });

    it('and leaves a value that another set takes where the set was guessed', async () => {
      const git = { ...declared['home-manager'] };
      declared['home-manager']['services.openssh.enable'] = 'string';
      declared['home-manager']['services.openssh.settings'] = 'string';
      write('hosts/a.nix', '{ services.openssh = { enable = "yes"; settings = [ ]; }; }');
      const { findings } = await createChecker(host).check(folder);
      declared['home-manager'] = git;
      expect(findings.map(({ message }) => message)).to.have.lengthOf(1);
      expect(findings[0]?.message).to.include('services.openssh.settings');
    });

    it('and knows the other names that it gives to options', async () => {
      write(
        'configuration.nix',
        `{ lib, ... }: {
  imports = [ (lib.mkAliasOptionModule [ "user" ] [ "users" "users" "ada" ]) ];
  user.isNormalUser = true;
}`,
      );
      expect((await createChecker(host).check(folder)).findings).to.deep.equal([]);
    });

    it('and takes users whose names are computed for no one', async () => {
      write(
        'configuration.nix',
        `{ config, ... }: {
  users.users.\${config.a}.isNormalUser = true;
  users.users.\${config.b}.isSystemUser = true;
}`,
      );
      expect(rulesOf(await createChecker(host).check(folder))).to.not.include(
        'configuration.nix normal-and-system-user',
      );
    });

    it('and does not blame an option that a module out of reach may declare', async () => {
      write(
        'configuration.nix',
        '{ inputs, ... }: { imports = [ inputs.x.nixosModules.y ]; acme.y = 1; }',
      );
      write('unused.nix', '{ services.openssh.enabel = true; }');
      const report = await createChecker(host).check(folder);
      expect(report.findings).to.have.lengthOf(1);
      expect(report.findings[0]).to.include({ rule: 'unknown-module', severity: 'note' });
      expect(report.unknownImports).to.deep.equal(['inputs.x.nixosModules.y']);
    });

    it('takes what gives homes to users for a part of a system, in whichever folder', async () => {
      write('home/git.nix', '{ home-manager.users.ada.programs.git.enabel = 1; }');
      const { findings } = await createChecker(host).check(join(folder, 'home/git.nix'));
      expect(rulesOf({ findings } as CheckReport)).to.deep.equal(['home/git.nix unknown-option']);
    });

    it('and says which import is not there, and what was meant', async () => {
      write(
        'configuration.nix',
        '{ imports = [ ./disk ./hosts/boxx.nix ./gone.nix ./hosts ]; services.far.away = 1; }',
      );
      write('disk.nix', '{ }');
      write('hosts/box.nix', '{ }');
      const { findings } = await createChecker(host).check(folder);
      const missing = findings.filter(({ rule }) => rule === 'import-not-there');
      expect(missing.map(({ message, hint }) => [message, hint])).to.deep.equal([
        ['./disk is not there', 'did you mean ./disk.nix?'],
        ['./hosts/boxx.nix is not there', 'did you mean ./hosts/box.nix?'],
        ['./gone.nix is not there', undefined],
        ['./hosts/default.nix is not there', 'did you mean ./hosts/box.nix?'],
      ]);
      // It leaves nothing open: what no set has is wrong all the same.
      expect(rulesOf({ findings } as CheckReport)).to.include('configuration.nix unknown-option');
    });

    it('and takes what came after the option set for no mistake', async () => {
      const nixpkgs = { type: 'github', owner: 'NixOS', repo: 'nixpkgs' };
      const lock = (ref: string) =>
        JSON.stringify({
          nodes: {
            root: { inputs: { nixpkgs: 'n' } },
            n: {
              locked: { ...nixpkgs, lastModified: 1_770_000_000 },
              original: { ...nixpkgs, ref },
            },
          },
          root: 'root',
        });
      const flakeWith = (text: string) =>
        `{ outputs = { nixpkgs, ... }: { nixosConfigurations.a = nixpkgs.lib.nixosSystem { modules = [ { ${text} } ]; }; }; }`;
      const usual = 'services.openssh.fresh = 1; services.openssh.enabel = true;';
      write('flake.nix', flakeWith(usual));
      const told = async (ref: string, release: string, near = 'services.openssh.enable') => {
        write('flake.lock', lock(ref));
        const nearest = () => [near];
        const old = { ...catalogOf('nixos'), release: `nixos-${release}`, nearest };
        const host = hostWith({
          ...engine,
          catalog: async (set) => (set === 'nixos' ? old : undefined),
        });
        const { findings } = await createChecker(host).check(folder);
        return findings
          .filter(({ rule }) => rule === 'unknown-option')
          .map(({ severity }) => severity);
      };
      // The slip of the pen is an error all the same.
      expect(await told('nixos-25.11', '25.05')).to.deep.equal(['note', 'error']);
      expect(await told('nixos-unstable', '25.05')).to.deep.equal(['note', 'error']);
      expect(await told('nixos-25.05', '25.05')).to.deep.equal(['error', 'error']);
      // Several where there was one: the newer release may have that.
      declared.nixos['services.openssh.enabels'] = 'boolean';
      expect(await told('nixos-25.11', '25.05', 'services.openssh.enabels')).to.deep.equal([
        'note',
        'note',
      ]);
      delete declared.nixos['services.openssh.enabels'];
      // A program's next version gets a module of its own.
      declared.nixos['services.openssh2.enable'] = 'boolean';
      write('flake.nix', flakeWith('services.openssh3.enable = true;'));
      expect(await told('nixos-25.11', '25.05', 'services.openssh2.enable')).to.deep.equal([
        'note',
      ]);
      expect(await told('nixos-25.05', '25.05', 'services.openssh2.enable')).to.deep.equal([
        'error',
      ]);
      delete declared.nixos['services.openssh2.enable'];
      // NixOS may have got a module that Home Manager had before.
      write(
        'flake.nix',
        flakeWith(
          'programs.git.enable = true; services.openssh.dates = "a"; services.openssh.list = "a";',
        ),
      );
      declared.nixos['programs.vim.enable'] = 'boolean';
      declared.nixos['services.openssh.dates'] = 'list of string';
      declared.nixos['services.openssh.list'] = 'list of string';
      const both = async (release: string) => {
        const old = { ...catalogOf('nixos'), release: `nixos-${release}`, nearest: () => [] };
        const sets = { nixos: old, 'home-manager': catalogOf('home-manager') };
        const host = hostWith({
          ...engine,
          catalog: async (set) => (set === 'nix-darwin' ? undefined : sets[set]),
        });
        const { findings } = await createChecker(host).check(folder);
        return findings
          .filter(({ rule }) => rule.startsWith('wrong-'))
          .map(({ rule, severity }) => `${severity} ${rule}`);
      };
      write('flake.lock', lock('nixos-25.11'));
      const wrong = (set: string, dates: string) => [
        `${set} wrong-set`,
        `${dates} wrong-type`,
        'error wrong-type',
      ];
      expect(await both('25.05')).to.deep.equal(wrong('note', 'note'));
      expect(await both('25.11')).to.deep.equal(wrong('error', 'error'));
      delete declared.nixos['services.openssh.dates'];
      delete declared.nixos['programs.vim.enable'];
      delete declared.nixos['services.openssh.list'];
      write('flake.nix', flakeWith(usual));
      // What is near is itself known from later releases only: this may be another such name.
      declared.nixos['services.openssh.enable'] = 'unspecified value';
      expect(await told('nixos-25.11', '25.05')).to.deep.equal(['note', 'note']);
      declared.nixos['services.openssh.enable'] = 'boolean';
    });

    it('and tells of a rule of practice only once the release has come from which on it is so', async () => {
      const told = async (ref: string) => {
        const nodes = {
          root: { inputs: { nixpkgs: 'n' } },
          n: { locked: { repo: 'nixpkgs', lastModified: 1_770_000_000 }, original: { ref } },
        };
        write('flake.lock', JSON.stringify({ nodes, root: 'root' }));
        return rulesOf(await createChecker(host).check(folder));
      };
      const module = '{ networking = { networkmanager.enable = true; wireless.enable = false; }; }';
      const machine = `nixpkgs.lib.nixosSystem { modules = [ ${module} ]; }`;
      write(
        'flake.nix',
        `{ outputs = { nixpkgs, ... }: { nixosConfigurations.a = ${machine}; }; }`,
      );
      const rule = 'flake.nix wireless-off-with-networkmanager';
      expect(await told('nixos-25.11')).not.to.include(rule);
      expect(await told('nixos-26.05')).to.include(rule);
    });

    it('and says which packages were meant, and what a name without quotes is', async () => {
      write(
        'configuration.nix',
        '{ pkgs, ... }: {\nenvironment.systemPakages = [ pkgs.vim ];\nsystem.packages = [ pkgs.vim ];\nswapDevices = { size = 1; };\n}',
      );
      const { findings } = await createChecker(host).check(folder);
      const meant = 'did you mean `environment.systemPackages`?';
      expect(findings.map(({ line, hint }) => [line, hint])).to.deep.include.members([
        [2, meant],
        [3, meant],
        [4, 'write [ { … } ] (a list of sets stands in brackets)'],
      ]);
    });

    it('and only notes what is so in one of two cases', async () => {
      write(
        'configuration.nix',
        '{ debug, ... }: { networking.firewall.enable = if debug then false else true; }',
      );
      const { findings } = await createChecker(host).check(folder);
      const told = findings.filter(({ rule }) => rule === 'firewall-off');
      expect(told.map(({ severity }) => severity)).to.deep.equal(['note']);
    });

    it('and calls a name old only once the release has come in which it moved', async () => {
      const told = async (ref: string, day: string) => {
        const locked = { repo: 'nixpkgs', lastModified: Date.parse(day) / 1000 };
        const nodes = { root: { inputs: { nixpkgs: 'n' } }, n: { locked, original: { ref } } };
        write('flake.lock', JSON.stringify({ nodes, root: 'root' }));
        const { findings } = await createChecker(host).check(folder);
        return findings.map(({ severity, message }) => `${severity} ${message}`);
      };
      const module = '{ hardware.opengl.enable = true; services.openssh.enable = true; }';
      const machine = `nixpkgs.lib.nixosSystem { modules = [ ${module} ]; }`;
      write(
        'flake.nix',
        `{ outputs = { nixpkgs, ... }: { nixosConfigurations.a = ${machine}; }; }`,
      );
      const now = 'warning `hardware.opengl.enable` is called `hardware.graphics.enable` now';
      const later =
        'note `hardware.opengl.enable` is called `hardware.graphics.enable` from 24.11 on';
      expect(await told('nixos-24.05', '2024-06-10')).to.include(later);
      expect(await told('nixos-24.11', '2024-12-10')).to.include(now);
      // An unstable one may have it or not, until the release is out.
      expect(await told('nixos-unstable', '2024-08-10')).to.include(later);
      expect(await told('nixos-unstable', '2025-02-10')).to.include(now);
    });

    it('and leaves to a module out of sight what it may add to one that the set has', async () => {
      write(
        'configuration.nix',
        '{ inputs, ... }: { imports = [ inputs.x.nixosModules.y ]; networking.firewall.magic = 1; environment.persistence.x = 1; }',
      );
      const { findings } = await createChecker(host).check(folder);
      expect(findings.map(({ rule, severity }) => `${severity} ${rule}`)).to.deep.equal([
        'note unknown-module',
      ]);
    });

    it('and says which module is not imported, where nothing is left open', async () => {
      write('configuration.nix', '{ environment.persistence.x = 1; }');
      const { findings } = await createChecker(host).check(folder);
      const finding = findings.find(({ rule }) => rule === 'unknown-option');
      expect(finding?.message).to.contain('nothing here imports the module of impermanence');
    });

    it('and asks no file that nothing leads to for what a machine will write beside it', async () => {
      write('flake.nix', '{ outputs = _: { }; }');
      write('first/pi.nix', '{ imports = [ ./hardware-configuration.nix ./disks.nix ]; }');
      const { findings } = await createChecker(host).check(folder);
      const told = findings.filter(({ rule }) => rule === 'import-not-there');
      expect(told.map(({ message }) => message)).to.deep.equal(['./disks.nix is not there']);
    });

    it('and asks no example for what will be written in its place', async () => {
      write(
        'example-host/default.nix',
        '{ imports = [ ./mine.nix ./hardware-configuration.nix ]; }',
      );
      write('example-host/mine.nix', '');
      const { findings } = await createChecker(host).check(folder);
      expect(findings).to.deep.equal([]);
    });

    it('and tells of an empty file where it is imported alone', async () => {
      write('configuration.nix', '{ imports = [ ./a.nix ]; services.openssh.enable = true; }');
      write('a.nix', '\n');
      const told = async () =>
        (await createChecker(host).check(folder)).findings.map(({ rule }) => rule);
      expect(await told()).to.include('syntax-missing-expression');
      rmSync(join(folder, 'configuration.nix'));
      write('b.nix', '{ services.openssh.enable = true; }');
      expect(await told()).not.to.include('syntax-missing-expression');
      write('a.nix', '# { services.openssh.enable = true; }\n');
      expect(await told()).not.to.include('syntax-missing-expression');
    });

    it('and what modules of flake-parts hand out and build, each as what it is', async () => {
      write(
        'flake.nix',
        '{ outputs = inputs: inputs.parts.lib.mkFlake { } { imports = [ ./parts/web.nix ]; }; }',
      );
      write(
        'parts/web.nix',
        `{ inputs, ... }: {
  flake.nixosConfigurations.web = inputs.nixpkgs.lib.nixosSystem { modules = [ { services.openssh.enabel = true; system.stateVersion = "25.05"; } ]; };
  flake.modules.nixos.web = { services.openssh.enabel = true; };
  flake.modules.homeManager.ada = { programs.git.enabel = true; };
  flake.nixosModules = { a = ./a.nix; };
  perSystem = { pkgs, ... }: { packages.x = pkgs.hello; };
}`,
      );
      write('parts/a.nix', '{ networking.firewal.x = 1; }');
      const { findings } = await createChecker(host).check(folder);
      expect(
        findings.map(({ rule, file, line }) => `${file.slice(folder.length + 1)}:${line} ${rule}`),
      ).to.deep.equal([
        'parts/a.nix:1 unknown-option',
        'parts/web.nix:2 unknown-option',
        'parts/web.nix:3 unknown-option',
        'parts/web.nix:4 unknown-option',
      ]);
    });

    it("and slips in flake-parts' own options, and no option of another module of its", async () => {
      write(
        'flake.nix',
        `{
  outputs = inputs: inputs.flake-parts.lib.mkFlake { inherit inputs; } {
    imports = [ inputs.treefmt-nix.flakeModule ./parts.nix ];
    systms = [ "x86_64-linux" ];
    debug = "yes";
    treefmt.x = 1;
  };
}`,
      );
      write(
        'parts.nix',
        `{
  perSystem = { pkgs, ... }: {
    devShell = { default = pkgs.hello; };
    devshells.default.packages = [ pkgs.hello ];
    packages.default = pkgs.hello;
    treefmt.programs.nixfmt.enable = true;
  };
}`,
      );
      write('alone.nix', '{ systems = import ./systems; perSystem = { chekcs = { }; }; }');
      const { findings } = await createChecker(host).check(folder);
      expect(
        findings.map(({ rule, file, line }) => `${file.slice(folder.length + 1)}:${line} ${rule}`),
      ).to.deep.equal([
        'alone.nix:1 unknown-option',
        'flake.nix:4 unknown-option',
        'flake.nix:5 wrong-type',
        'parts.nix:3 unknown-option',
      ]);
    });

    it('and takes data for no module, though it begins like one', async () => {
      write('flake.nix', '{ outputs = i: i.lib.build { imports = i.all; }; }');
      write('data.nix', '{ sistem = { a = 1; }; }');
      write('.template.nix', '{ services.%NAME%.enable = true; }');
      write('args.nix', '{ enable = true; username = "ada"; }');
      write(
        'lists.nix',
        '_: { hosts = { a = 1; }; nets = [ ]; services.openssh = { port = 22; enable = "lan"; }; }',
      );
      expect((await createChecker(host).check(folder)).findings).to.deep.equal([]);
    });

    it('and each option below a set that has another name now', async () => {
      write(
        'home.nix',
        '{ programs.git.delta = { enable = true; package = 1; }; home.stateVersion = "25.05"; }',
      );
      const { findings } = await createChecker(host).check(folder);
      expect(
        findings.filter(({ rule }) => rule === 'renamed-option').map(({ message }) => message),
      ).to.deep.equal([
        '`programs.git.delta.enable` is called `programs.delta.enable` now',
        '`programs.git.delta.package` is called `programs.delta.package` now',
      ]);
    });

    it("and a function of the configuration's own lib is none of nixpkgs'", async () => {
      write('lib.nix', 'lib: lib.extend (final: prev: { flake = true; })');
      write('configuration.nix', '{ lib, ... }: { services.openssh.enable = lib.flake; }');
      const rules = async () => rulesOf(await createChecker(host).check(folder));
      expect(await rules()).to.include('configuration.nix unknown-library-function');
      write(
        'configuration.nix',
        '{ lib, ... }: { imports = [ (import ./lib.nix lib) ]; services.openssh.enable = lib.flake; }',
      );
      expect(await rules()).not.to.include('configuration.nix unknown-library-function');
    });

    it('nor is one that such a lib inherits from another file', async () => {
      write('lib.nix', 'lib: lib.extend (import ./overlay.nix)');
      write('overlay.nix', '_: _: { inherit (import ./functions.nix) flake; }');
      write('a.nix', '{ lib, ... }: { services.openssh.enable = lib.flake; }');
      const rules = async () => rulesOf(await createChecker(host).check(folder));
      expect(await rules()).to.include('a.nix unknown-library-function');
      write('functions.nix', '{ flake = true; }');
      expect(await rules()).not.to.include('a.nix unknown-library-function');
    });

    it('and a pipe is right where the flake itself turns it on', async () => {
      const flake = (config: string) =>
        `{ ${config} outputs = { nixpkgs, ... }: { nixosConfigurations.a = nixpkgs.lib.nixosSystem { modules = [ ./a.nix ]; }; }; }`;
      write('a.nix', '{ f, ... }: { services.openssh.enable = 1 |> f 2; }');
      const told = async () => rulesOf(await createChecker(host).check(folder));
      write('flake.nix', flake(''));
      expect(await told()).to.include('a.nix syntax-pipe-operator');
      write('flake.nix', flake('nixConfig.extra-experimental-features = [ "pipe-operators" ];'));
      expect(await told()).not.to.include('a.nix syntax-pipe-operator');
      write('flake.nix', flake('# no pipe-operators\n'));
      expect(await told()).to.include('a.nix syntax-pipe-operator');
      // A module of another kind, which nobody here reads.
      rmSync(join(folder, 'flake.nix'));
      expect(await told()).to.include('a.nix syntax-pipe-operator');
      write('nilla.nix', '{ config.modules.nixos.nix.settings.features = [ "pipe-operator" ]; }');
      expect(await told()).not.to.include('a.nix syntax-pipe-operator');
    });

    it('and a module is judged for no system whose function is called nowhere', async () => {
      const maker = (name: string, builder: string) =>
        `${name} = modules: i.lib.${builder} { modules = [ ./both.nix ]; };`;
      const lib = `i: { ${maker('mkNixos', 'nixosSystem')} ${maker('mkHome', 'homeManagerConfiguration')} }`;
      write('both.nix', '{ services.openssh.enable = true; }');
      write('lib.nix', lib);
      const told = async () =>
        rulesOf(await createChecker(host).check(folder)).filter((rule) => !rule.includes('state'));
      write('flake.nix', '{ outputs = i: { a = (import ./lib.nix i).mkNixos [ ]; }; }');
      expect(await told()).to.deep.equal([]);
      write('flake.nix', '{ outputs = i: { a = (import ./lib.nix i).mkHome [ ]; }; }');
      expect(await told()).to.deep.equal(['both.nix wrong-set']);
    });

    it('and what nix-darwin took away is left to NixOS, where a condition or a guess decides', async () => {
      const gone = { ...catalogOf('home-manager'), set: 'nix-darwin' as const };
      const nixos = (path: string | readonly string[]): OptionMatch =>
        [path].flat().join('.') === 'nix.gc.dates'
          ? { outcome: 'option', name: 'nix.gc.dates', type: 'string' }
          : { outcome: 'unknown', known: [] };
      const both = hostWith({
        ...engine,
        catalog: async (set) =>
          set === 'nix-darwin' ? gone : { ...catalogOf('nixos'), match: nixos },
      });
      const darwin = (module: string) =>
        write(
          'flake.nix',
          `{ outputs = i: { darwinConfigurations.a = i.darwin.lib.darwinSystem { modules = [ ${module} ]; }; }; }`,
        );
      const told = async () => rulesOf(await createChecker(both).check(folder));
      darwin('{ nix.gc.dates = "weekly"; }');
      expect(await told()).to.deep.equal(['flake.nix removed-option']);
      darwin('({ isLinux, ... }: { nix.gc = if isLinux then { dates = "weekly"; } else { }; })');
      expect(await told()).to.deep.equal([]);
      write('flake.nix', '{ outputs = i: { }; }');
      write('darwin/guessed.nix', '{ nix.gc.dates = "weekly"; }');
      expect(await told()).to.deep.equal([]);
    });

    it('and dates a nixpkgs of its own folder by what was locked beside it', async () => {
      const nodes = {
        root: { inputs: { nixpkgs: 'n', other: 'o' } },
        n: { locked: { type: 'path', path: './nixpkgs' } },
        o: { locked: { repo: 'other', lastModified: Date.parse('2024-08-10') / 1000 } },
      };
      const module = '{ hardware.opengl.enable = true; }';
      write(
        'flake.nix',
        `{ outputs = { nixpkgs, ... }: { nixosConfigurations.a = nixpkgs.lib.nixosSystem { modules = [ ${module} ]; }; }; }`,
      );
      const severity = async () =>
        (await createChecker(host).check(folder)).findings.find(
          ({ rule }) => rule === 'renamed-option',
        )?.severity;
      expect(await severity()).to.equal('warning');
      write('flake.lock', JSON.stringify({ nodes, root: 'root' }));
      expect(await severity()).to.equal('note');
    });

    it('and leaves one file of a flake open', async () => {
      write('flake.nix', '{ outputs = { }; }');
      write('hosts/a.nix', '{ services.far.away = 1; services.openssh.enabel = true; }');
      const { findings } = await createChecker(host).check(join(folder, 'hosts/a.nix'));
      expect(findings.map(({ rule }) => rule)).to.deep.equal(['unknown-module', 'unknown-option']);
    });

    it('and blames no import for what git leaves out, or has in a submodule', async () => {
      write('configuration.nix', '{ imports = [ ./secrets/a.nix ./themes/b.nix ./c.nix ]; }');
      write('.gitignore', '# made on each machine\n/secrets/*\n!/c.nix\n');
      write('.gitmodules', '[submodule "t"]\n\tpath = themes\n\turl = https://example.org/t\n');
      const { findings } = await createChecker(host).check(folder);
      const missing = findings.filter(({ rule }) => rule === 'import-not-there');
      expect(missing.map(({ severity, message }) => [severity, message])).to.deep.equal([
        ['note', './secrets/a.nix is not there, and git is told to leave it out'],
        ['note', './themes/b.nix is not there: it is in a submodule of git'],
        ['error', './c.nix is not there'],
      ]);
    });

    it('and leaves open what a flake builds out of sight', async () => {
      write('flake.nix', '{ outputs = i: { nixosConfigurations = i.nixpkgs.lib.genHosts ./.; }; }');
      write('configuration.nix', '{ services.far.away = 1; services.openssh.enabel = true; }');
      const { findings } = await createChecker(host).check(folder);
      expect(findings.map(({ rule }) => rule)).to.deep.equal(['unknown-module', 'unknown-option']);
    });

    it('and judges no definition whose condition asks what options there are', async () => {
      write(
        'configuration.nix',
        `{ lib, config, options, ... }: let isNew = lib.versionAtLeast lib.version "25.11"; in {
  services.openssh = if options.services.openssh ? on then { on = 1; } else { enabel = true; };
  networking.firewall = lib.mkIf isNew { enabel = true; };
  boot.loader = lib.optionalAttrs (lib.trivial.release == "24.05") { timeuot = 1; };
  environment = lib.mkIf config.services.openssh.enable { systemPackgaes = [ ]; };
}`,
      );
      const { findings } = await createChecker(host).check(folder);
      expect(
        findings.filter(({ rule }) => rule === 'unknown-option').map(({ line }) => line),
      ).to.deep.equal([5]);
    });

    it('and takes no import for missing that a condition decides on', async () => {
      write(
        'configuration.nix',
        '{ lib, ... }: { imports = lib.optionals (builtins.pathExists ./a.nix) [ ./a.nix ]; }',
      );
      expect(rulesOf(await createChecker(host).check(folder))).not.to.include(
        'configuration.nix import-not-there',
      );
    });

    it('and says which beginnings were not looked at, because the flake leads elsewhere', async () => {
      write(
        'flake.nix',
        '{ outputs = { nixpkgs, ... }: { nixosConfigurations.a = nixpkgs.lib.nixosSystem { modules = [ ./a.nix ]; }; }; }',
      );
      write('a.nix', '{ services.openssh.enable = true; }');
      write('configuration.nix', '{ services.openssh.enable = true; }');
      const before = host.logged.length;
      await createChecker(host).check(folder);
      const told = host.logged.slice(before).join('\n');
      expect(told).to.contain(`${join(folder, 'configuration.nix')} was not looked at`);
      expect(told).to.contain('nixai check ');
      write('a.nix', '{ imports = [ ./configuration.nix ]; }');
      const again = host.logged.length;
      await createChecker(host).check(folder);
      expect(host.logged.slice(again).join('\n')).not.to.contain('was not looked at');
    });

    it('and proposes the folder that one stands in, where that has a configuration', async () => {
      const hintOf = async (): Promise<unknown> => {
        const refused: unknown = await createChecker(host)
          .check(join(folder, 'not-there'))
          .catch((error: unknown) => error);
        return (refused as { readonly hint?: string }).hint;
      };
      const stood = process.cwd();
      try {
        process.chdir(folder);
        expect(await hintOf()).to.equal('nixai check /etc/nixos');
        write('configuration.nix', '{ }');
        expect(await hintOf()).to.equal('nixai check .');
      } finally {
        process.chdir(stood);
      }
    });

    it('and searches nothing that holds far more than a configuration', async () => {
      for (let count = 0; count <= 5000; count++) write(`${count}.nix`, '{ }');
      const refused = await createChecker(host)
        .check(folder)
        .catch((error: unknown) => error);
      expect(refused).to.include({ code: 'check-unreadable' });
      const binary = { name: 'stdin', text: '{ a = 1; }\0' };
      const said = await createChecker(host)
        .check(binary)
        .catch((error: unknown) => error);
      expect(said).to.include({ code: 'check-unreadable', why: 'it is binary data, not text' });
      write('configuration.nix', '{ hosts, ... }: { imports = [ hosts.x ./1.nix ]; }');
      const report = await createChecker(host).check(folder);
      expect(report.files).to.have.lengthOf(2);
      expect(host.logged.at(-1)).to.contain('only imports were followed');
    });
  });

  describe('with modules out of reach', () => {
    const open = (text: string) => found(`{ imports = [ inputs.x.nixosModules.y ]; ${text} }`);

    it('blames a slip of the pen', async () =>
      expect(await open('services.openssh.enabel = true;')).to.deep.equal(['1:59 unknown-option']));

    it('blames no name that is far from any', async () =>
      expect(await open('services.opensnitch.enable = true;')).to.deep.equal([
        '1:51 unknown-module',
      ]));

    it('leaves the daemon of a flake to that flake', async () => {
      const openssh = '{ imports = [ inputs.openssh.nixosModules.openssh ]; services.';
      expect(await found(`${openssh}opensshd.enable = true; }`)).to.deep.equal([
        '1:63 unknown-module',
      ]);
      expect(await found(`${openssh}opensshh.enable = true; }`)).to.deep.equal([
        '1:63 unknown-option',
      ]);
    });

    it('blames no name whose value the near option does not take', async () =>
      expect(await open('services.far.enables = [ "a" ];')).to.deep.equal(['1:51 unknown-module']));

    it('is sure of the modules of nixpkgs and of the bridge to Home Manager', async () =>
      expect(
        await found(
          '{ imports = [ <home-manager/nixos> (modulesPath + "/x.nix") ]; services.far.away = 1; }',
        ),
      ).to.deep.equal(['1:73 unknown-option']));
  });

  it('says what each machine has, and where that is written', async () => {
    const text = '{\n  services.openssh.enable = true;\n}\n';
    const [read, ...others] = await createChecker(host).configurations({ name: 'test.nix', text });
    expect(others).to.deep.equal([]);
    const option = 'services.openssh.enable';
    expect(read?.configuration.valueOf(option)).to.deep.equal({ type: 'boolean', value: true });
    const [definition] = read?.configuration.definitions(option) ?? [];
    expect(definition && read?.placeOf(definition)).to.deep.equal({ file: 'test.nix', line: 2 });
    expect(definition && read?.textOf(definition)).to.equal('true');
    expect(read?.all.map(({ path }) => path.join('.'))).to.deep.equal([option]);
  });
});
