// How much longer than a bare `node -e 0` the common commands take, from process start to exit.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const nixai = join(import.meta.dirname, '../core/cli/bin/nixai.js');
const cases = [
  { name: '--version', bar: 1.3, argv: ['--version'] },
  { name: 'a command that does nothing', bar: 2.2, argv: ['config', 'path'] },
  { name: '--help', bar: 2.4, argv: ['--help'] },
  {
    name: 'completion of an option path',
    bar: 2,
    argv: ['complete', '--', 'nixai explain-option services.open'],
  },
  {
    name: 'an exact option',
    bar: 2.6,
    argv: ['explain-option', 'services.openssh.enable'],
  },
  { name: 'search, nothing synced', bar: 3, argv: ['search', 'openssh'] },
  {
    name: 'ask, offline, to the end of the answer',
    bar: 3.2,
    argv: ['ask', '--no-ai', 'how do I enable SSH in NixOS?'],
  },
  { name: 'check of 200 lines', bar: 3, argv: ['check', 'configuration.nix'] },
  { name: 'diagnose of 200 lines', bar: 3, argv: ['diagnose', 'build.log'], code: 1 },
  { name: 'templates show', bar: 2.6, argv: ['templates', 'show', 'desktop-gnome'] },
  { name: 'devenv list', bar: 2.3, argv: ['devenv', 'list'] },
];

/** A configuration and a log of 200 lines each, as people have them. */
function writeInputs(folder) {
  const users = Array.from(
    { length: 48 },
    (_, at) =>
      `  users.users.u${at} = {\n    isNormalUser = true;\n    extraGroups = [ "wheel" ];\n  };`,
  );
  const head =
    '{ config, pkgs, ... }:\n\n{\n  services.openssh.enable = true;\n  system.stateVersion = "25.05";\n';
  writeFileSync(join(folder, 'configuration.nix'), `${head}${users.join('\n')}\n}\n`);
  const built = Array.from({ length: 196 }, (_, at) => `app> [${at}/196] compiling part ${at}`);
  const error = "error: undefined variable 'pkgs'\n       at /etc/nixos/web.nix:3:34:\n";
  writeFileSync(join(folder, 'build.log'), `${built.join('\n')}\n${error}`);
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

function milliseconds(argv, env, code = 0) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, argv, {
    cwd: env.HOME,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== code) throw new Error(`${argv.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - start;
}

/** Each run is paired with a bare Node right beside it, so that a slow moment slows both. */
export default async function startup(argv) {
  const rounds = Number(argv.find((word) => word.startsWith('--rounds='))?.slice(9) ?? 21);
  const home = mkdtempSync(join(tmpdir(), 'nixai-bench-'));
  const env = {
    ...process.env,
    HOME: home,
    XDG_CONFIG_HOME: '',
    XDG_STATE_HOME: '',
    XDG_CACHE_HOME: '',
    NIXAI_OFFLINE: '1',
  };
  // As a person has it: more certificates, or flags for Node, slow a bare one by half.
  delete env.NODE_EXTRA_CA_CERTS;
  delete env.NODE_OPTIONS;
  try {
    console.log(`Node ${process.version}\n`);
    console.log('| command | median, ms | node -e 0, ms | ratio | bar |\n|---|---|---|---|---|');
    writeInputs(home);
    for (const { name, bar, argv: command, code } of cases) {
      // The first run leaves its compiled code for those that are measured.
      milliseconds([nixai, ...command], env, code);
      const pairs = Array.from({ length: rounds }, () => [
        milliseconds([nixai, ...command], env, code),
        milliseconds(['-e', '0'], env),
      ]);
      const ratio = median(pairs.map(([ours, bare]) => ours / bare));
      const [ours, bare] = [0, 1].map((i) => median(pairs.map((pair) => pair[i])).toFixed(0));
      const verdict = ratio <= bar ? 'met' : 'MISSED';
      console.log(`| ${name} | ${ours} | ${bare} | ${ratio.toFixed(2)} | ≤ ${bar}: ${verdict} |`);
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
