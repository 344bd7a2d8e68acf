// What `nixai migrate` makes of configurations, by the packed program.
//   npm run bench -- migrate [--library=DIR] [--configurations=DIR] [--flakes=DIR] [--sigkill=50] [--kills]
// DIR are: a checkout of nix-community/nixpkgs.lib, for evaluating before and after; a folder of
// repositories with configurations; one of flakes. --sigkill kills so often at a moment by chance, --kills
// at every call on a file.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { createHome } from '../test/support/home.js';
import { storeIn } from '../test/support/nixStore.js';
import { root } from '../test/support/packed.js';
import { snapshot } from '../test/support/snapshot.js';
import { shapes } from './migrate/shapes.js';

export default async function migrate(argv) {
  const given = (name) => argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1];
  const home = createHome({ NIXAI_OFFLINE: '1' });
  try {
    await home.nixai(['plugins', 'link', join(root, 'plugins/flake')]);
    const library = given('library');
    const found = Object.entries(shapes).map(([name, files]) => ({ name, files }));
    if (given('configurations') !== undefined) found.push(...repositories(given('configurations')));
    const names = packageNames(found);
    if (library !== undefined) channels(home, library, names);
    await configurations(home, found, library !== undefined);
    if (given('flakes') !== undefined) {
      await clean(home, given('flakes'));
      await back(home, given('flakes'));
    }
    if (given('sigkill') !== undefined) await killed(home, Number(given('sigkill')));
  } finally {
    home.remove();
  }
  if (argv.includes('--kills'))
    spawnSync(
      'npx',
      [
        'mocha',
        '--no-config',
        '--timeout',
        '7200000',
        'test/trust/crashes.e2e.js',
        '-g',
        'migrate.*at each call',
      ],
      {
        cwd: root,
        stdio: 'inherit',
        env: { ...process.env, NIXAI_TRUST: 'long', NIXAI_TRUST_ONLY: 'migrate.*' },
      },
    );
}

/** Every repository that has a configuration.nix, with the one that is nearest to its top. */
function repositories(folder) {
  return readdirSync(folder).flatMap((name) => {
    const at = join(folder, name);
    const entries = readdirSync(at, { recursive: true })
      .map(String)
      .filter((path) => /(?:^|\/)configuration\.nix$/.test(path))
      .sort((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1));
    return entries.length === 0 ? [] : [{ name, at, entry: entries[0] }];
  });
}

function packageNames(found) {
  const texts = found.flatMap(({ files, at }) =>
    files !== undefined
      ? Object.values(files)
      : readdirSync(at, { recursive: true })
          .map(String)
          .filter((path) => path.endsWith('.nix') && lstatSync(join(at, path)).isFile())
          .map((path) => readFileSync(join(at, path), 'utf8')),
  );
  const names = texts.flatMap((text) => [
    ...[...text.matchAll(/\bpkgs\.([A-Za-z_][\w'-]*)/g)].map(([, name]) => name),
    ...[...text.matchAll(/with pkgs;\s*\[([^\]]*)\]/g)].flatMap(
      ([, list]) => list.match(/[A-Za-z_][\w'-]*/g) ?? [],
    ),
  ]);
  const own = ['lib', 'stdenv', 'system'];
  return [...new Set([...names, 'git', 'vim'])].filter((name) => !own.includes(name));
}

const named = ['nixos', 'nixos-unstable', 'home-manager', 'nixos-hardware', 'agenix'];
const flagsOf = (home) =>
  named.flatMap((name) => ['--channel', `${name}=file://${join(home.path, 'channels', name)}`]);

/** Copies of channels, as far as the modules ask for them. */
function channels(home, library, names) {
  const put = (name, text) => {
    mkdirSync(dirname(join(home.path, 'channels', name)), { recursive: true });
    writeFileSync(join(home.path, 'channels', name), text);
  };
  for (const name of ['nixos', 'nixos-unstable']) {
    put(`${name}/system.nix`, readFileSync(join(import.meta.dirname, 'migrate/system.nix')));
    put(`${name}/names.json`, JSON.stringify(names));
    mkdirSync(join(home.path, 'channels', name), { recursive: true });
    cpSync(join(library, 'lib'), join(home.path, 'channels', name, 'lib'), { recursive: true });
    const build =
      'import ./system.nix { library = ./lib; names = builtins.fromJSON (builtins.readFile ./names.json); }';
    put(
      `${name}/default.nix`,
      `{ system ? builtins.currentSystem, config ? { }, overlays ? [ ] }: (${build} { modules = [ ]; inherit system; }).pkgs`,
    );
    put(
      `${name}/nixos/default.nix`,
      `{ configuration }: (${build.replaceAll('./', '../')}) { modules = [ configuration ]; system = builtins.currentSystem; }`,
    );
    put(
      `${name}/flake.nix`,
      `{ outputs = { self }: { lib = (import ./lib) // { nixosSystem = { modules, specialArgs ? { }, system ? "x86_64-linux" }: (${build}) { inherit modules specialArgs system; }; }; }; }`,
    );
    put(`${name}/modules/installer/scan/not-detected.nix`, '{ hardware.detected = false; }');
    put(`${name}/nixos/modules/installer/scan/not-detected.nix`, '{ hardware.detected = false; }');
    put(`${name}/nixos/modules/profiles/headless.nix`, '{ headless = true; }');
  }
  put('home-manager/nixos/default.nix', '{ }');
  put('nixos-hardware/lenovo/thinkpad/x220/default.nix', '{ hardware.x220 = true; }');
  put('agenix/modules/age.nix', '{ age.there = true; }');
}

async function configurations(home, found, isEvaluated) {
  const count = { all: 0, parse: 0, whole: 0, flake: 0, blocked: 0, same: 0, compared: 0, back: 0 };
  const faults = [];
  for (const { name, files, at, entry } of found) {
    const folder = join(home.path, 'site');
    rmSync(folder, { recursive: true, force: true });
    if (at !== undefined) cpSync(at, folder, { recursive: true, verbatimSymlinks: true });
    for (const [path, text] of Object.entries(files ?? {})) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const before = snapshot(folder);
    const words = ['site', '--yes', '--json', '--with-blockers', ...flagsOf(home)];
    if (entry !== undefined) words.push('--entry', entry);
    if (!isEvaluated) words.push('--no-proof');
    const { stdout, stderr } = await home.nixai(['migrate', 'to-flakes', ...words], {
      env: storeIn(home.path),
    });
    const made = JSON.parse(stdout || '{}');
    count.all++;
    if (made.written !== true) {
      faults.push(`  ${name}: ${made.error?.code ?? stderr}`);
      continue;
    }
    if (made.changes.every((path) => parses(join(folder, path)))) count.parse++;
    else faults.push(`  ${name}: does not parse`);
    if (made.blocked.length === 0) count.flake++;
    else count.blocked++;
    const kept = (path) => /hardware-configuration/.test(path) && made.changes.includes(path);
    if (!made.changes.some(kept)) count.whole++;
    for (const proof of made.proofs ?? []) {
      if (proof.outcome === 'unknown' || (proof.outcome === 'refused' && made.blocked.length > 0))
        continue;
      count.compared++;
      if (proof.outcome === 'same') count.same++;
      else faults.push(`  ${name}: ${proof.outcome} ${proof.why ?? proof.differences.join(', ')}`);
    }
    await home.nixai(['migrate', 'rollback', made.backup, '--yes']);
    if (JSON.stringify(snapshot(folder)) === JSON.stringify(before)) count.back++;
    else faults.push(`  ${name}: not as it was after the rollback`);
  }
  console.log(
    `configurations ${count.all}: written ${count.flake} whole, ${count.blocked} with named blockers`,
  );
  console.log(
    `parse          ${count.parse} of ${count.all}; hardware file untouched ${count.whole}`,
  );
  console.log(
    `evaluation     ${count.same} of ${count.compared} the same system (the others do not evaluate here before either, or are blocked)`,
  );
  console.log(
    `rollback       ${count.back} of ${count.all} equal in bytes, modes, owners and links`,
  );
  if (faults.length > 0) console.log(faults.join('\n'));
}

function parses(file) {
  if (!existsSync(file)) return true;
  try {
    execFileSync('nix-instantiate', ['--parse', file], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Pitfalls in flakes as they are: each that is told is printed, to be judged. */
async function clean(home, folder) {
  let all = 0;
  let quiet = 0;
  const told = [];
  for (const name of readdirSync(folder)) {
    if (!existsSync(join(folder, name, 'flake.nix'))) continue;
    const { stdout } = await home.nixai(['migrate', 'analyze', join(folder, name), '--json']);
    const { findings = [] } = JSON.parse(stdout || '{}');
    all++;
    if (findings.length === 0) quiet++;
    for (const { rule, file, line } of findings) told.push(`  ${name}/${file}:${line} ${rule}`);
  }
  console.log(`flakes         ${quiet} of ${all} without a finding`);
  console.log(told.join('\n'));
}

/** Machines of flakes as they are, with channels again: parsed, and as they were after a rollback. */
async function back(home, folder) {
  const count = { all: 0, written: 0, blocked: 0, parse: 0, equal: 0 };
  const told = [];
  const site = join(home.path, 'site');
  for (const name of readdirSync(folder)) {
    const file = join(folder, name, 'flake.nix');
    if (!existsSync(file) || !/nixosConfigurations/.test(readFileSync(file, 'utf8'))) continue;
    rmSync(site, { recursive: true, force: true });
    cpSync(join(folder, name), site, { recursive: true, verbatimSymlinks: true });
    const before = snapshot(site);
    const run = (...words) =>
      home.nixai(['migrate', 'from-flakes', 'site', '--yes', '--json', ...words]);
    let made = JSON.parse((await run('--with-blockers')).stdout || '{}');
    const several = /--host (\S+)/.exec(`${made.error?.hint} ${made.error?.why}`)?.[1];
    if (made.error !== undefined && several !== undefined)
      made = JSON.parse((await run('--with-blockers', '--host', several)).stdout || '{}');
    count.all++;
    if (made.written !== true) {
      told.push(`  ${name}: ${made.error?.code} ${made.error?.what}`);
      if (JSON.stringify(snapshot(site)) !== JSON.stringify(before))
        told.push(`  ${name}: REFUSED AND CHANGED`);
      continue;
    }
    count.written++;
    if (made.blocked.length > 0) count.blocked++;
    const broken = made.changes.filter(
      (path) => path.endsWith('.nix') && !parses(join(site, path)),
    );
    if (broken.length === 0) count.parse++;
    else told.push(`  ${name}: does not parse: ${broken.join(', ')}`);
    await home.nixai(['migrate', 'rollback', made.backup, '--yes']);
    if (JSON.stringify(snapshot(site)) === JSON.stringify(before)) count.equal++;
    else told.push(`  ${name}: not as it was after the rollback`);
  }
  console.log(
    `from flakes    ${count.written} of ${count.all} written, ${count.blocked} of them with named blockers; parse ${count.parse}; rollback equal ${count.equal}`,
  );
  if (told.length > 0) console.log(told.join('\n'));
}

/** Killed at a moment by chance: nothing is lost then, and a rollback has it as it was. */
async function killed(home, times) {
  const files = Object.values(shapes)[4];
  const site = join(home.path, 'site');
  const words = ['migrate', 'to-flakes', 'site', '--yes', '--no-proof', '--with-blockers'];
  const argv = [...words, ...flagsOf(home)];
  const lay = () => {
    rmSync(site, { recursive: true, force: true });
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(site, path)), { recursive: true });
      writeFileSync(join(site, path), text);
    }
    // More files, so that there is more to be interrupted in.
    for (let at = 0; at < 200; at++) writeFileSync(join(site, `note${at}.txt`), `${at}\n`);
    return snapshot(site);
  };
  lay();
  const began = performance.now();
  await home.nixai(argv);
  const whole = performance.now() - began;
  const count = { asBefore: 0, whole: 0, between: 0, back: 0 };
  const faults = [];
  for (let at = 0; at < times; at++) {
    const before = lay();
    const child = home.start(argv);
    child.stdout.resume();
    child.stderr.resume();
    const ended = new Promise((resolve) => child.on('close', resolve));
    // The first half is Node's start.
    const moment = whole * (0.4 + (0.7 * (at + Math.random())) / times);
    const timer = setTimeout(() => child.kill('SIGKILL'), moment);
    const code = await ended;
    clearTimeout(timer);
    const now = snapshot(site);
    const isOld = JSON.stringify(now) === JSON.stringify(before);
    if (isOld) count.asBefore++;
    else if (code === 0) count.whole++;
    else count.between++;
    if (!isOld) {
      // What was interrupted is undone by whatever comes next, or by hand.
      await home.nixai(['migrate', 'list']);
      if (JSON.stringify(snapshot(site)) !== JSON.stringify(before))
        await home.nixai(['migrate', 'rollback', '--yes']);
    }
    if (JSON.stringify(snapshot(site)) === JSON.stringify(before)) count.back++;
    else faults.push(`  killed after ${Math.round(moment)} ms: not as it was`);
  }
  console.log(
    `killed         ${times} times: ${count.asBefore} as before, ${count.whole} whole, ${count.between} between; ${count.back} are as they were in the end`,
  );
  if (faults.length > 0) console.log(faults.join('\n'));
}
