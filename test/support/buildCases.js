// Builds that go well and builds that fail, each as `nixai build` is told of it and as Nix itself is: both
// have to end with the same code, the same outputs and the same links.
import { mkdirSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const phase = (name) => `echo '@nix {\\"action\\":\\"setPhase\\",\\"phase\\":\\"${name}\\"}' >&2`;

const file = `let
  mk = name: script: more: derivation ({
    inherit name; system = builtins.currentSystem; builder = "/bin/sh"; PATH = "/usr/bin:/bin"; args = [ "-c" script ];
  } // more);
in rec {
  lib = mk "lib-1.0" "${phase('buildPhase')}; echo lib > $out" { };
  good = mk "good-1.0" "echo \${lib} > $out" { };
  bad = mk "bad-1.0" "${phase('buildPhase')}; echo 'main.c:3:10: fatal error: foo.h: No such file or directory' >&2; exit 2" { };
  needs = mk "needs-1.0" "echo \${bad} \${lib} > $out" { };
  nothing = mk "nothing-1.0" "true" { };
  killed = mk "killed-1.0" "kill -9 $$" { };
  several = mk "several-1.0" "for o in $outputs; do echo > \${"$"}{!o}; done" { outputs = [ "out" "dev" ]; builder = "/bin/bash"; };
  fixed = mk "fixed-1.0" "echo other > $out" { outputHashMode = "flat"; outputHashAlgo = "sha256"; outputHash = "\${builtins.hashString "sha256" "wanted"}"; };
  slow = mk "slow-1.0" "sleep 60" { };
  loud = mk "loud-1.0" "echo '@nix {garbage'; echo '@nix '; echo '@nix {\\"action\\":\\"stop\\",\\"id\\":1}' >&2; printf '\\\\377\\\\376\\\\000x\\\\n'; echo > $out" { };
  chance = mk "chance-1.0" "head -c 8 /dev/urandom | od > $out" { };
  foreign = mk "foreign-1.0" "true" { system = "mips-none"; };
  absent = mk "absent-1.0" "true" { builder = "/no/such/builder"; };
  set = { recurseForDerivations = true; inherit lib good; };
}
`;

const flake = `{
  outputs = _: let
    mk = name: script: derivation { inherit name; system = "x86_64-linux"; builder = "/bin/sh"; args = [ "-c" script ]; };
    packages = { default = mk "flaked-1.0" "echo > $out"; bad = mk "flakedbad-1.0" "exit 3"; wrong = throw "not today"; };
  in { packages.x86_64-linux = packages; packages.aarch64-linux = packages; };
}
`;

/** Lays what is built into a folder; each salt makes other derivations, so that nothing is built yet. */
export function layBuilds(folder, salt) {
  mkdirSync(join(folder, 'flake'), { recursive: true });
  const salted = (text) => text.replaceAll(/"(\w+)-1\.0"/g, `"$1-1.0.${salt}"`);
  writeFileSync(join(folder, 'all.nix'), salted(file));
  writeFileSync(join(folder, 'broken.nix'), '{ a = 1\n');
  writeFileSync(join(folder, 'default.nix'), '(import ./all.nix).good\n');
  writeFileSync(join(folder, 'flake/flake.nix'), salted(flake));
}

const of = (name, ...more) => ({
  words: ['-f', 'all.nix', '-A', name, ...(more.length > 0 ? ['--', ...more] : [])],
  bare: ['nix-build', 'all.nix', '-A', name, ...more],
});
const flaked = (name, ...more) => ({
  words: [`path:./flake#${name}`, ...(more.length > 0 ? ['--', ...more] : [])],
  bare: ['nix', 'build', `path:./flake#${name}`, ...more],
});

/** `brief` ones are run by the tests, all of them by the bench. */
export const buildCases = [
  { ...of('good'), brief: true },
  { ...of('bad'), brief: true },
  { ...of('needs'), brief: true },
  { ...of('fixed'), brief: true },
  { ...of('loud'), brief: true },
  { ...flaked('default'), brief: true },
  { ...flaked('bad'), brief: true },
  { words: [], bare: ['nix-build', './default.nix'], brief: true },
  {
    words: ['-f', 'all.nix', '-A', 'lib', '--out-link', 'other'],
    bare: ['nix-build', 'all.nix', '-A', 'lib', '--out-link', 'other'],
    brief: true,
  },
  ...['lib', 'nothing', 'killed', 'several', 'several.dev', 'several.all', 'foreign', 'absent'].map(
    (name) => of(name),
  ),
  ...['set', 'chance', 'no.such', 'lib.name'].map((name) => of(name)),
  of('slow', '--timeout', '1'),
  of('slow', '--max-silent-time', '1'),
  of('good', '--dry-run'),
  of('good', '--no-such-flag'),
  of('good', '--option', 'cores', '1'),
  of('good', '--max-jobs', '0'),
  of('needs', '--max-jobs', '1'),
  {
    words: ['-f', 'all.nix', '-A', 'needs', '--keep-going'],
    bare: ['nix-build', 'all.nix', '-A', 'needs', '--keep-going'],
  },
  {
    words: ['-f', 'all.nix', '-A', 'lib', '--no-link'],
    bare: ['nix-build', 'all.nix', '-A', 'lib', '--no-out-link'],
  },
  { words: ['-f', 'broken.nix'], bare: ['nix-build', 'broken.nix'] },
  { words: ['-f', 'nowhere.nix'], bare: ['nix-build', 'nowhere.nix'] },
  { words: ['all.nix'], bare: ['nix-build', 'all.nix'] },
  { words: ['path:./flake'], bare: ['nix', 'build', 'path:./flake'] },
  { words: ['path:./flake', '--no-link'], bare: ['nix', 'build', 'path:./flake', '--no-link'] },
  { words: ['path:./flake', '-o', 'there'], bare: ['nix', 'build', 'path:./flake', '-o', 'there'] },
  { words: ['path:./nowhere'], bare: ['nix', 'build', 'path:./nowhere'] },
  ...['wrong', 'missing'].map((name) => flaked(name)),
  flaked('default', '--rebuild'),
  flaked('bad', '--keep-going'),
  flaked('default', '--no-such-flag'),
];

/** Links that a build has left, and where they lead; they are taken away. */
export function takeLinks(folder) {
  const links = readdirSync(folder).filter((name) => /^(?:result|other|there)/.test(name));
  const led = links.map((name) => `${name} ${readlinkSync(join(folder, name))}`);
  for (const name of links) rmSync(join(folder, name));
  return led.sort();
}
