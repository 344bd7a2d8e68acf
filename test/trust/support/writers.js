// Every command that writes: how to come to a state in which it has something to do, and how to
// tell afterwards whether the person's data are as before, as after, or broken.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createSigner } from '../../../core/safety/dist/sign/signer.js';
import { root } from '../../support/packed.js';

const configFile = (home) => join(home.path, '.config/nixai/config.yaml');
const historyFolder = (home) => join(home.path, '.local/state/nixai/history');

/** The configuration is one of two texts, and has the mode that the person gave it. */
function configIs(oldText, newText) {
  return (home) => {
    const text = existsSync(configFile(home)) ? readFileSync(configFile(home), 'utf8') : '(none)';
    const mode = (statSync(configFile(home)).mode & 0o777).toString(8);
    if (mode !== '640') return `broken: mode ${mode}`;
    if (text === oldText) return 'old';
    return text === newText ? 'new' : `broken: ${text}`;
  };
}

async function configured(home, ...models) {
  for (const model of models) await home.nixai(['config', 'set', 'ai_model', model]);
  chmodSync(configFile(home), 0o640);
}

/** Every entry is whole and private; there are so many before and after. */
function historyIs(oldCount, newCount) {
  return (home) => {
    const names = readdirSync(historyFolder(home)).filter((name) => name.endsWith('.json'));
    for (const name of names) {
      const path = join(historyFolder(home), name);
      if (statSync(path).mode & 0o077) return `broken: ${name} is readable by others`;
      try {
        JSON.parse(readFileSync(path, 'utf8'));
      } catch {
        return `broken: ${name}`;
      }
    }
    if (names.length === oldCount) return 'old';
    return names.length === newCount ? 'new' : `broken: ${names.length} entries`;
  };
}

const question = ['ask', '--no-ai', 'how do I enable SSH?'];

function optionFile(home, names) {
  const entries = names.map((name) => [
    `services.demo.${name}`,
    {
      loc: ['services', 'demo', name],
      type: 'boolean',
      description: `The ${name} of the demo.`,
      declarations: [],
    },
  ]);
  writeFileSync(join(home.path, 'options.json'), JSON.stringify(Object.fromEntries(entries)));
}

const sync = ['docs', 'sync', '--source', 'file', '--file', 'options.json'];

const plugin = 'nixai-plugin-acme';

const tarball = `${plugin}.tgz`;

/** The folder of a plugin without dependencies, whose command prints its version. */
function writePlugin(home, version = '1.0.0') {
  const folder = join(home.path, 'acme');
  mkdirSync(join(folder, 'commands'), { recursive: true });
  const files = ['commands', 'nixai-plugin.sig'];
  const manifest = { name: plugin, version, type: 'module', files };
  const oclif = { commands: './commands', topicSeparator: ' ' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, oclif }));
  writeFileSync(
    join(folder, 'commands/acme.js'),
    `export default class Acme { static id = "acme"; static async run() { console.log("${version}"); } }`,
  );
}

/** The plugin packed: npm installs it without any registry. */
function packPlugin(home, version = '1.0.0') {
  writePlugin(home, version);
  execFileSync('npm', ['pack', './acme', '--ignore-scripts'], { cwd: home.path, stdio: 'ignore' });
  renameSync(join(home.path, `${plugin}-${version}.tgz`), join(home.path, tarball));
  writeFileSync(join(home.path, 'nixai-plugins.yaml'), `plugins:\n  - ./${tarball}\n`);
}

const install = ['plugins', 'install', `./${tarball}`, '--yes', '--offline'];

/**
 * A plugin is there and works, in one version or another, or is not there; a list that names one that
 * is not is broken.
 */
function pluginIs(states) {
  return async (home) => {
    const { stdout, stderr } = await home.nixai(['plugins', '--json']);
    const listed = JSON.parse(stdout).plugins?.find(({ name }) => name === plugin);
    const run = await home.nixai(['acme']);
    const works = listed === undefined ? run.code === 2 : run.stdout === `${listed.version}\n`;
    const state = states[listed === undefined ? 'absent' : listed.version];
    if (works && stderr === '' && state !== undefined) return state;
    return `broken: ${stdout}${stderr}${run.code} ${run.stdout}${run.stderr}`;
  };
}

const create = ['plugins', 'create', 'wiki', '--kind', 'source', '--yes'];

/** How many files there are in the new plugin. */
function createdFiles(home) {
  const folder = join(home.path, 'nixai-plugin-wiki');
  if (!existsSync(folder)) return 0;
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).length;
}

/**
 * `change` is true where a failure must leave the old state, and success the new one; elsewhere
 * (a history that cannot be kept) the command may go on without.
 */
export const writers = [
  {
    name: 'config set',
    change: true,
    prepare: (home) => configured(home, 'one'),
    argv: () => ['config', 'set', 'ai_model', 'two'],
    state: configIs('ai_model: one\n', 'ai_model: two\n'),
  },
  {
    name: 'config unset',
    change: true,
    async prepare(home) {
      await home.nixai(['config', 'set', 'log_level', 'warn']);
      await configured(home, 'one');
    },
    argv: () => ['config', 'unset', 'ai_model'],
    state: configIs('log_level: warn\nai_model: one\n', 'log_level: warn\n'),
  },
  {
    name: 'config edit',
    change: true,
    async prepare(home) {
      await configured(home, 'one');
      home.env.EDITOR = home.file('editor', '#!/bin/sh\necho "ai_model: two" > "$1"\n');
      chmodSync(home.env.EDITOR, 0o755);
    },
    argv: () => ['config', 'edit'],
    state: configIs('ai_model: one\n', 'ai_model: two\n'),
  },
  {
    name: 'undo',
    change: true,
    async prepare(home) {
      await configured(home, 'one');
      await configured(home, 'two');
    },
    argv: () => ['undo', '--yes'],
    state: configIs('ai_model: two\n', 'ai_model: one\n'),
  },
  {
    name: 'ask (history)',
    prepare: (home) => home.nixai(question),
    argv: () => question,
    state: historyIs(1, 2),
  },
  {
    name: 'history delete',
    async prepare(home) {
      await home.nixai(question);
      await home.nixai(question);
    },
    argv(home) {
      const names = readdirSync(historyFolder(home)).filter((name) => name.endsWith('.json'));
      return ['history', 'delete', names.sort()[0].replace('.json', ''), '--yes'];
    },
    state: historyIs(2, 1),
  },
  {
    name: 'plugins create',
    change: true,
    async prepare(home) {
      await home.nixai(create);
      this.whole = createdFiles(home);
      await home.nixai(['undo', '--yes']);
    },
    argv: () => create,
    async state(home) {
      // What was cut off is taken back by the next run of any command.
      await home.nixai(['config', 'path']);
      const files = createdFiles(home);
      if (files === 0) return 'old';
      return files === this.whole ? 'new' : `broken: ${files} files of ${this.whole}`;
    },
  },
  {
    name: 'docs sync',
    async prepare(home) {
      optionFile(home, ['enable', 'port']);
      await home.nixai([...sync, '--release', 'nixos-25.05']);
      optionFile(home, ['enable', 'port', 'user']);
    },
    argv: () => [...sync, '--release', 'nixos-25.05'],
    async state(home) {
      const { stdout } = await home.nixai(['docs', 'status', '--json']);
      const source = JSON.parse(stdout).sources.find(({ name }) => name === 'file');
      if (source.status.counts?.option === 2) return 'old';
      return source.status.counts?.option === 3 ? 'new' : `broken: ${stdout}`;
    },
  },
];

/** A file is not there, or is as the writer once made it. */
function madeIs(name) {
  return function (home) {
    const text = textOf(home, name);
    if (text === undefined) return 'old';
    return text === this.whole ? 'new' : `broken: ${text}`;
  };
}

function textOf(home, name) {
  const path = join(home.path, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** Makes it once, to know what the whole of it is. */
async function madeOnce(home, argv, name) {
  await home.nixai(argv);
  const whole = textOf(home, name);
  rmSync(join(home.path, name));
  return whole;
}

const mended = (name) =>
  `{\n  system.stateVersion = "25.05";\n  services.openssh.${name} = "no"; # mine\n}\n`;
const apply = ['templates', 'apply', 'flake', '--set', 'hostName=box', '--output', 'flake.nix'];
const sign = ['plugins', 'sign', './acme', '--key', 'nixai-key'];
const signature = 'acme/nixai-plugin.sig';

writers.push(
  {
    name: 'check --fix',
    change: true,
    prepare: (home) => home.file('configuration.nix', mended('permitRootLogin')),
    argv: () => ['check', 'configuration.nix', '--fix', '--yes'],
    state(home) {
      const text = textOf(home, 'configuration.nix');
      if (text === mended('permitRootLogin')) return 'old';
      return text === mended('settings.PermitRootLogin') ? 'new' : `broken: ${text}`;
    },
  },
  {
    name: 'templates apply',
    change: true,
    async prepare(home) {
      await home.nixai(['plugins', 'link', join(root, 'plugins/templates')]);
      this.whole = await madeOnce(home, [...apply, '--yes'], 'flake.nix');
    },
    argv: () => [...apply, '--yes'],
    state: madeIs('flake.nix'),
  },
  {
    name: 'plugins link',
    change: true,
    prepare: (home) => writePlugin(home),
    argv: () => ['plugins', 'link', './acme'],
    state: pluginIs({ absent: 'old', '1.0.0': 'new' }),
  },
);

const linked = (home, name) => home.nixai(['plugins', 'link', join(root, 'plugins', name)]);
const own = '{ ... }:\n{\n  networking.hostName = "box"; # mine\n}\n';
const merge = ['templates', 'apply', 'development', '--merge', '-o', 'configuration.nix', '--yes'];
const snippet = '.config/nixai/snippets/tls.nix';
const keep = ['snippets', 'add', 'tls', 'tls.nix', '--yes'];

/** Several files are all as they were or all as the writer once made them. */
function madeAre(names, before) {
  return function (home) {
    const texts = names.map((name) => textOf(home, name));
    if (texts.every((text, index) => text === before[index])) return 'old';
    if (texts.every((text, index) => text === this.whole[index])) return 'new';
    return `broken: ${JSON.stringify(texts)}`;
  };
}

/** A command that writes several files: made once to know the whole, and taken back by undo. */
function severalFiles(name, plugin, { names, before, argv, prepare = () => {} }) {
  const state = madeAre(names, before);
  return {
    name,
    change: true,
    async prepare(home) {
      await linked(home, plugin);
      await prepare(home);
      await home.nixai(argv);
      this.whole = names.map((one) => textOf(home, one));
      await home.nixai(['undo', '--yes']);
    },
    argv: () => argv,
    async state(home) {
      // What was cut off is taken back by the next run of any command.
      await home.nixai(['config', 'path']);
      return state.call(this, home);
    },
  };
}

const none = (names) => names.map(() => undefined);
const environment = ['shop/devenv.nix', 'shop/devenv.yaml', 'shop/.envrc', 'shop/.gitignore'];

const channels = {
  'site/configuration.nix':
    '{ pkgs, ... }: { imports = [ ./users.nix <nixpkgs/nixos/modules/profiles/headless.nix> ]; }\n',
  'site/users.nix': '{ x = (import <nixpkgs> { }).hello; }\n',
};
const toFlakes = [
  ...['migrate', 'to-flakes', 'site', '--no-proof', '--yes'],
  ...['--channel', 'nixos=https://channels.nixos.org/nixos-26.05'],
];

function machineOfChannels(home) {
  mkdirSync(join(home.path, 'site'));
  for (const [name, text] of Object.entries(channels)) home.file(name, text);
  chmodSync(join(home.path, 'site/users.nix'), 0o640);
}

/** With channels or as a flake, all of it; what is cut off is taken back by whatever runs next. */
async function machineIs(home) {
  await home.nixai(['migrate', 'list']);
  const folder = join(home.path, 'site');
  const names = readdirSync(folder).sort();
  const mode = statSync(join(folder, 'users.nix')).mode & 0o777;
  const texts = Object.entries(channels).map(([name, text]) => {
    const now = readFileSync(join(home.path, name), 'utf8');
    return now === text ? 'old' : /inputs/.test(now) && !/</.test(now) ? 'new' : 'broken';
  });
  const flake = names.includes('flake.nix') ? 'new' : 'old';
  const isWhole = texts.every((one) => one === flake) && mode === 0o640;
  const most = flake === 'new' ? 3 : 2;
  return isWhole && names.length === most ? flake : `broken: ${flake} ${texts} ${names} ${mode}`;
}

writers.push(
  severalFiles('templates apply --merge', 'templates', {
    names: ['configuration.nix', 'nixai/development.nix'],
    before: [own, undefined],
    argv: merge,
    prepare: (home) => home.file('configuration.nix', own),
  }),
  {
    name: 'migrate to-flakes',
    change: true,
    async prepare(home) {
      await linked(home, 'flake');
      machineOfChannels(home);
    },
    argv: () => toFlakes,
    state: machineIs,
  },
  {
    name: 'migrate rollback',
    change: true,
    async prepare(home) {
      await linked(home, 'flake');
      machineOfChannels(home);
      await home.nixai(toFlakes);
    },
    argv: () => ['migrate', 'rollback', '--yes'],
    state: async (home) => ({ old: 'new', new: 'old' })[await machineIs(home)] ?? machineIs(home),
  },
  severalFiles('devenv create', 'devenv', {
    names: environment,
    before: none(environment),
    argv: ['devenv', 'create', 'rust', 'shop', '--yes'],
  }),
  severalFiles('package-repo --output', 'package-repo', {
    names: ['out/app.nix'],
    before: [undefined],
    argv: ['package-repo', 'app', '--local', '--hashes', 'fake', '--output', 'out', '--yes'],
    prepare(home) {
      mkdirSync(join(home.path, 'app'));
      home.file('app/go.mod', 'module example.org/app\n\ngo 1.24\n');
      home.file('app/main.go', 'package main\n\nfunc main() {}\n');
    },
  }),
  {
    name: 'snippets add',
    change: true,
    async prepare(home) {
      await linked(home, 'templates');
      home.file('tls.nix', '{ security.acme.acceptTerms = true; }\n');
      this.whole = await madeOnce(home, keep, snippet);
    },
    argv: () => keep,
    state: madeIs(snippet),
  },
  {
    name: 'snippets remove',
    change: true,
    async prepare(home) {
      await linked(home, 'templates');
      home.file('tls.nix', '{ security.acme.acceptTerms = true; }\n');
      await home.nixai(keep);
      this.whole = textOf(home, snippet);
    },
    argv: () => ['snippets', 'remove', 'tls', '--yes'],
    state(home) {
      const text = textOf(home, snippet);
      if (text === undefined) return 'new';
      return text === this.whole ? 'old' : `broken: ${text}`;
    },
  },
);

/** What npm does the most of: slower, and with many more calls than the others. */
const withNpm = [
  {
    name: 'plugins install',
    change: true,
    prepare: (home) => packPlugin(home),
    argv: () => install,
    state: pluginIs({ absent: 'old', '1.0.0': 'new' }),
  },
  {
    name: 'plugins sync',
    change: true,
    prepare: (home) => packPlugin(home),
    argv: () => ['plugins', 'sync', '--yes', '--offline'],
    state: pluginIs({ absent: 'old', '1.0.0': 'new' }),
  },
  {
    name: 'plugins sync --frozen',
    change: true,
    async prepare(home) {
      packPlugin(home);
      await home.nixai(['plugins', 'sync', '--yes', '--offline']);
      await home.nixai(['plugins', 'uninstall', plugin]);
    },
    argv: () => ['plugins', 'sync', '--frozen', '--yes', '--offline'],
    state: pluginIs({ absent: 'old', '1.0.0': 'new' }),
  },
  {
    // It looks at the package once more when it has signed: that may fail.
    name: 'plugins sign',
    async prepare(home) {
      writePlugin(home);
      home.file('nixai-key', createSigner().generate('acme').privateKey);
      this.whole = await madeOnce(home, sign, signature);
    },
    argv: () => sign,
    state: madeIs(signature),
  },
  {
    name: 'plugins update',
    change: true,
    async prepare(home) {
      packPlugin(home);
      await home.nixai(install);
      packPlugin(home, '1.1.0');
    },
    argv: () => ['plugins', 'update', '--yes', '--offline'],
    state: pluginIs({ '1.0.0': 'old', '1.1.0': 'new' }),
  },
  {
    name: 'plugins uninstall',
    change: true,
    async prepare(home) {
      packPlugin(home);
      await home.nixai(install);
    },
    argv: () => ['plugins', 'uninstall', plugin],
    state: pluginIs({ '1.0.0': 'old', absent: 'new' }),
  },
];
writers.push(...withNpm.map((writer) => ({ ...writer, npm: true })));

/** What no run may leave for good: temporary files, drafts, locks, an open journal, half a backup. */
export function strays(home) {
  const names = readdirSync(home.path, { recursive: true });
  const backups = join(home.path, '.local/state/nixai/backups');
  const half = existsSync(backups)
    ? readdirSync(backups).filter((id) => !existsSync(join(backups, id, 'change.json')))
    : [];
  return [
    ...names.filter((name) =>
      /\.nixai-\d+-|\.lock(?:\.[0-9a-f]{12})?$|\.draft|journal\.json$|\.local\/share\/nixai\/\.done$/.test(
        name,
      ),
    ),
    ...half,
  ];
}
