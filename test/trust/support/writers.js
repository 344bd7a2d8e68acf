// Every command that writes: how to come to a state in which it has something to do, and how to
// tell afterwards whether the person's data are as before, as after, or broken.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

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

/** A plugin without dependencies, packed: npm installs it without any registry. */
function packPlugin(home) {
  const folder = join(home.path, 'acme');
  mkdirSync(join(folder, 'commands'), { recursive: true });
  const manifest = { name: plugin, version: '1.0.0', type: 'module', files: ['commands'] };
  const oclif = { commands: './commands', topicSeparator: ' ' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, oclif }));
  writeFileSync(
    join(folder, 'commands/acme.js'),
    'export default class Acme { static id = "acme"; static async run() { console.log("at work"); } }',
  );
  execFileSync('npm', ['pack', folder, '--ignore-scripts'], { cwd: home.path, stdio: 'ignore' });
  writeFileSync(join(home.path, 'nixai-plugins.yaml'), `plugins:\n  - ./${plugin}-1.0.0.tgz\n`);
}

const install = ['plugins', 'install', `./${plugin}-1.0.0.tgz`, '--yes', '--offline'];

/** A plugin is there and works, or is not there; a list that names one that is not is broken. */
function pluginIs(absent, present) {
  return async (home) => {
    const { stdout, stderr } = await home.nixai(['plugins', '--json']);
    const { plugins } = JSON.parse(stdout);
    if (plugins === undefined) return `broken: ${stdout}`;
    const listed = plugins.some(({ name }) => name === plugin);
    const run = await home.nixai(['acme']);
    if (listed) return run.stdout === 'at work\n' ? present : `broken: ${run.stdout}${run.stderr}`;
    return run.code === 2 && stderr === '' ? absent : `broken: ${run.code} ${stderr}`;
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

/** What npm does the most of: slower, and with many more calls than the others. */
const withNpm = [
  {
    name: 'plugins install',
    change: true,
    prepare: packPlugin,
    argv: () => install,
    state: pluginIs('old', 'new'),
  },
  {
    name: 'plugins sync',
    change: true,
    prepare: packPlugin,
    argv: () => ['plugins', 'sync', '--yes', '--offline'],
    state: pluginIs('old', 'new'),
  },
  {
    name: 'plugins uninstall',
    change: true,
    async prepare(home) {
      packPlugin(home);
      await home.nixai(install);
    },
    argv: () => ['plugins', 'uninstall', plugin],
    state: pluginIs('new', 'old'),
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
      /\.nixai-\d+-|\.lock(?:\.[0-9a-f]{12})?$|\.draft|journal\.json$/.test(name),
    ),
    ...half,
  ];
}
