#!/usr/bin/env node
// Keeps the README's transcripts true: runs each `$ …` line of its console blocks in a clean
// HOME and puts what it printed below. With --check it only tells whether anything changed.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const readme = join(root, 'README.md');

/** A machine as a folder, as a rescue medium has it: an old release, and a door that is open. */
function layMachine(at) {
  const seconds = Math.floor(Date.now() / 1000) - 40 * 24 * 60 * 60;
  const lock = {
    nodes: {
      root: { inputs: { nixpkgs: 'nixpkgs' } },
      nixpkgs: { locked: { repo: 'nixpkgs', lastModified: seconds } },
    },
    root: 'root',
    version: 7,
  };
  const files = {
    'etc/NIXOS': '',
    'etc/os-release': 'ID=nixos\nVERSION_ID=25.11\n',
    'etc/nixos/flake.lock': JSON.stringify(lock),
    'etc/ssh/sshd_config': 'PermitRootLogin yes\n',
    'etc/nix/nix.conf': 'trusted-users = root @wheel\n',
    'proc/sys/kernel/hostname': 'web1\n',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(at, path)), { recursive: true });
    writeFileSync(join(at, path), text);
  }
}

/** A program with what it needs: names and sizes as they might be, and nothing in them. */
const closure = `let
  make = name: kib: needs: derivation {
    inherit name; system = builtins.currentSystem; builder = "/bin/sh"; PATH = "/usr/bin:/bin";
    args = [ "-c" "mkdir $out; echo \${toString needs} > $out/needs; head -c \${toString kib}k /dev/zero > $out/data" ];
  };
  openssl = make "openssl-3.0.13" 6000 [ ];
  curl = make "curl-8.5.0" 900 [ openssl ];
  perl = make "perl-5.38.2" 56000 [ ];
  git = make "git-2.43.0" 38000 [ curl perl openssl ];
in make "shop-1.2" 300 [ git curl (make "openssl-1.1.1w" 5000 [ ]) ]
`;

/** What a builder says that lacks a library. */
const failing = `let
  make = name: script: derivation {
    inherit name; system = builtins.currentSystem; builder = "/bin/sh"; args = [ "-c" script ];
  };
in make "web-1.0" "echo \${make "counter-1.0" "echo 'counter.c:2:10: fatal error: openssl/ssl.h: No such file or directory' >&2; exit 1"}"
`;

const fleet = `version: 1
machines:
  bastion: { host: bastion.example.org, ssh-user: ada }
  web1: { host: 10.0.2.10, jump: bastion, role: web-server, flake: .#web1 }
  web2: { host: 10.0.2.11, jump: bastion, role: web-server, flake: .#web2 }
  db1: { host: 10.0.3.10, jump: bastion, role: database, config: ./db1.nix }
groups:
  web: [web1, web2]
  production: [web, db1]
`;

function runLine(line, home) {
  const { stdout, stderr } = spawnSync('bash', ['-c', line], {
    cwd: home,
    encoding: 'utf8',
    env: {
      HOME: home,
      LANG: 'C.UTF-8',
      // Nix as root without a daemon.
      NIX_CONFIG: 'sandbox = false\nbuild-users-group =',
      // No Ollama of this machine may answer in a transcript.
      OLLAMA_HOST: 'http://127.0.0.1:3',
      PATH: [join(home, 'bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
    },
  });
  const printed = `${stderr}${stdout}`;
  return printed.replaceAll(home, '/home/ada').replaceAll(root, '/home/ada/nixai').trimEnd();
}

/** A block with the outputs of now. */
function renew(block, home) {
  return block
    .split('\n')
    .filter((line) => line.startsWith('$ '))
    .map((line) => [line, runLine(line.slice(2), home)].filter((part) => part !== '').join('\n'))
    .join('\n\n');
}

const home = mkdtempSync(join(tmpdir(), 'nixai-readme-'));
try {
  mkdirSync(join(home, 'bin'));
  symlinkSync(join(root, 'core/cli/bin/nixai.js'), join(home, 'bin/nixai'));
  // The clone, for the sessions of clients that are no command of nixai's.
  symlinkSync(root, join(home, 'nixai'));
  // The plugins of this repository, as a person has them after `nixai plugins install`.
  for (const plugin of [
    'build',
    'deps',
    'devenv',
    'flake',
    'diagnose',
    'editors',
    'explain',
    'health',
    'interactive',
    'machines',
    'mcp',
    'notes',
    'package-repo',
    'shell',
    'store',
    'templates',
  ])
    runLine(`nixai plugins link ${join(root, 'plugins', plugin)} --as-root`, home);
  layMachine(join(home, 'web1'));
  writeFileSync(join(home, 'shop.nix'), closure);
  writeFileSync(join(home, 'failing.nix'), failing);
  // A fleet, as somebody has it in a repository.
  mkdirSync(join(home, 'fleet'));
  writeFileSync(join(home, 'fleet/machines.yaml'), fleet);
  const before = readFileSync(readme, 'utf8');
  const after = before.replace(
    // A fence of four where the output has fences of its own.
    /^(`{3,})console\n([^]*?)\n\1$/gm,
    (_, fence, block) => `${fence}console\n${renew(block, home)}\n${fence}`,
  );
  if (process.argv.includes('--check')) {
    if (before !== after) {
      process.stderr.write('README.md is out of date: npm run readme\n');
      process.exitCode = 1;
    }
  } else writeFileSync(readme, after);
} finally {
  rmSync(home, { recursive: true, force: true });
}
