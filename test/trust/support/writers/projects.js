// What is written into a project: its environment, its flake, its package; and of a machine, its report.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { done, repository, writing } from './trees.js';

const mended = (name) =>
  `{\n  system.stateVersion = "25.05";\n  services.openssh.${name} = "no"; # mine\n}\n`;
const old = `{
  inputs.nixpkgs.url = "nixpkgs/nixos-unstable";
  outputs = { self, nixpkgs }: { defaultPackage.x86_64-linux = nixpkgs.legacyPackages.x86_64-linux.hello; };
}
`;

/** A lock in which an input and one of that input's are the same revision. */
function lock() {
  const locked = (path) => ({ type: 'path', path, lastModified: 1, narHash: `sha256-${path}` });
  const node = (path, inputs) => ({
    ...(inputs && { inputs }),
    locked: locked(path),
    original: { type: 'path', path },
  });
  const nodes = {
    a: node('/a'),
    a_2: node('/a'),
    b: node('/b', { a: 'a_2' }),
    root: { inputs: { a: 'a', b: 'b' } },
  };
  return JSON.stringify({ nodes, root: 'root', version: 7 });
}

const go = {
  'app/go.mod': 'module github.com/ada/app\n\ngo 1.24\n',
  'app/main.go': 'package main\n\nfunc main() {}\n',
};
const packaged = ['package-repo', 'app', '--output', 'out', '--yes'];
const fakeHash = `sha256-${'A'.repeat(43)}=`;
const realHash = `sha256-${'B'.repeat(42)}A=`;

const channels = {
  'site/configuration.nix':
    '{ pkgs, ... }: { imports = [ ./users.nix <nixpkgs/nixos/modules/profiles/headless.nix> ]; }\n',
  'site/users.nix': '{ x = (import <nixpkgs> { }).hello; }\n',
};
const toFlakes = [
  ...['migrate', 'to-flakes', 'site', '--no-proof', '--yes'],
  ...['--channel', 'nixos=https://channels.nixos.org/nixos-26.05'],
];
const ofOneGroup = (home) => chmodSync(join(home.path, 'site/users.nix'), 0o640);

const optionList = {
  'options.md': ['# devenv.nix\n']
    .concat(
      Array.from(
        { length: 600 },
        (_, at) => `## services.new${at}.enable\n\nAbout it.\n\n*Type:*\nboolean\n`,
      ),
    )
    .join('\n'),
};
const takeOptions = ['devenv', 'update-options', 'options.md', '--devenv-version', '9.9.0'];

/** A machine of a flake that one module is of, and what that module says. */
const ofFlake = (module, release = '25.05') => ({
  'site/flake.nix': `{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-${release}";
  outputs = { self, nixpkgs }: {
    nixosConfigurations.box = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [ ./box.nix ];
    };
  };
}
`,
  'site/box.nix': module,
});
const locked = JSON.stringify({
  nodes: {
    nixpkgs: {
      locked: {
        type: 'github',
        owner: 'NixOS',
        repo: 'nixpkgs',
        lastModified: 1,
        narHash: fakeHash,
        rev: '1'.repeat(40),
      },
      original: { type: 'github', owner: 'NixOS', repo: 'nixpkgs', ref: 'nixos-25.05' },
    },
    root: { inputs: { nixpkgs: 'nixpkgs' } },
  },
  root: 'root',
  version: 7,
});
const fetched = `builtins.fetchTarball "https://github.com/nix-community/home-manager/archive/${'2'.repeat(40)}.tar.gz"`;
const machine = {
  'machine/etc/ssh/sshd_config':
    'PermitRootLogin no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n',
};
const reportsIn = (folder) =>
  (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.endsWith('.json'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
const isReport = (text) => text.endsWith('}\n') && JSON.parse(text).results.length === 1;

/** The project is a checkout with two versions. */
function checkout(home) {
  const folder = join(home.path, 'app');
  repository(folder);
  const git = (...words) => execFileSync('git', ['-C', folder, ...words]);
  git('remote', 'add', 'origin', 'https://github.com/ada/app.git');
  git('tag', 'v1.2.0');
  return () => git('tag', 'v1.3.0');
}

/** The package is written, with a hash that is not the right one. */
async function outdated(home) {
  checkout(home);
  await done(home, packaged);
  const file = join(home.path, 'out/app.nix');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/sha256-[\w+/]{43}=/, fakeHash));
}

export const projectWriters = [
  writing('check --fix', ['check', 'configuration.nix', '--fix', '--yes'], {
    files: { 'configuration.nix': mended('permitRootLogin') },
  }),
  writing('deps graph --output', ['deps', 'graph', 'site', '--output', 'imports.dot', '--yes'], {
    plugin: 'deps',
    files: {
      'site/configuration.nix': '{ imports = [ ./a.nix ]; }\n',
      'site/a.nix': '{ }\n',
      'imports.dot': 'older\n',
    },
  }),
  writing('devenv create', ['devenv', 'create', 'rust', 'shop', '--yes'], { plugin: 'devenv' }),
  writing('devenv from-repo', ['devenv', 'from-repo', 'app', '--yes'], {
    plugin: 'devenv',
    files: go,
  }),
  {
    ...writing('devenv update-options', takeOptions, { plugin: 'devenv', files: optionList }),
    // Beside nixai's state: nothing of it, or all.
    state: (home) => {
      const file = join(home.path, '.local/state/nixai/devenv/options.tsv');
      if (!existsSync(file)) return 'old';
      const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
      return lines.length === 601 ? 'new' : `broken: ${lines.length} lines`;
    },
  },
  writing('devenv migrate', ['devenv', 'migrate', 'app', '--yes'], {
    plugin: 'devenv',
    files: { 'app/shell.nix': '{ pkgs }: pkgs.mkShell { packages = [ pkgs.jq ]; A = "b"; }\n' },
  }),
  writing(
    'health --save-baseline',
    ['health', 'ssh', '--root', 'machine', '--save-baseline', 'base.json'],
    { plugin: 'health', failure: 64, files: machine },
  ),
  {
    ...writing('health --record', ['health', 'ssh', '--root', 'machine', '--record'], {
      plugin: 'health',
      failure: 64,
      files: machine,
    }),
    state: (home) => {
      const texts = reportsIn(join(home.path, '.local/state/nixai/health'));
      if (texts.length === 0) return 'old';
      return texts.length === 1 && isReport(texts[0]) ? 'new' : `broken: ${texts.join('')}`;
    },
  },
  writing('flake create', ['flake', 'create', 'site', '--yes'], {
    plugin: 'flake',
    files: { 'site/go.mod': go['app/go.mod'] },
  }),
  writing('flake fix --write', ['flake', 'fix', 'site', '--write', '--yes'], {
    plugin: 'flake',
    files: { 'site/flake.nix': old },
  }),
  writing('flake dedup --write', ['flake', 'dedup', 'site', '--write', '--yes'], {
    plugin: 'flake',
    files: {
      'site/flake.nix':
        '{ inputs.a.url = "path:/a"; inputs.b.url = "path:/b"; outputs = { self, a, b }: { }; }\n',
      'site/flake.lock': lock(),
    },
  }),
  writing('migrate to-flakes', toFlakes, { plugin: 'flake', files: channels, prepare: ofOneGroup }),
  writing('migrate from-flakes', ['migrate', 'from-flakes', 'site', '--yes'], {
    plugin: 'flake',
    files: { ...ofFlake('{ networking.hostName = "box"; }\n'), 'site/flake.lock': locked },
  }),
  writing('migrate flake-inputs', ['migrate', 'flake-inputs', 'site', '--write', '--yes'], {
    plugin: 'flake',
    files: ofFlake(`{ x = import (${fetched}) { }; }\n`),
  }),
  writing(
    'migrate channel-upgrade',
    ['migrate', 'channel-upgrade', '24.11', 'site', '--write', '--yes'],
    { plugin: 'flake', files: ofFlake('{ networking.hostName = "box"; }\n', '24.05') },
  ),
  writing('migrate rollback', ['migrate', 'rollback', '--yes'], {
    plugin: 'flake',
    files: channels,
    async prepare(home) {
      ofOneGroup(home);
      await done(home, toFlakes);
    },
  }),
  writing('package-repo', packaged, {
    plugin: 'package-repo',
    starts: true,
    files: go,
    prepare: checkout,
  }),
  writing(
    'package-repo refresh',
    ['package-repo', 'refresh', 'out/app.nix', '--project', 'app', '--yes'],
    { plugin: 'package-repo', starts: true, files: go, prepare: outdated },
  ),
  writing(
    'package-repo update',
    ['package-repo', 'update', 'out/app.nix', '--to', '1.3.0', '--project', 'app', '--yes'],
    {
      plugin: 'package-repo',
      starts: true,
      files: go,
      async prepare(home) {
        const release = checkout(home);
        await done(home, packaged);
        release();
      },
    },
  ),
  writing('package-repo from-log', ['package-repo', 'from-log', 'out/app.nix', '--yes'], {
    plugin: 'package-repo',
    starts: true,
    files: go,
    prepare: outdated,
    input: `error: hash mismatch in fixed-output derivation '/nix/store/${'a'.repeat(32)}-source.drv':\n         specified: ${fakeHash}\n            got:    ${realHash}\n`,
  }),
];
