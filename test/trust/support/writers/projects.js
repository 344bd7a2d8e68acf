// What is written into a project: its environment, its flake, its package.
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
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
  writing('devenv create', ['devenv', 'create', 'rust', 'shop', '--yes'], { plugin: 'devenv' }),
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
