// What installs, makes and removes plugins.
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createSigner } from '../../../../core/safety/dist/sign/signer.js';

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
    // Without the plugin its command is a question like any other.
    const ran = /^\d+\.\d+\.\d+\n$/.test(run.stdout) ? run.stdout.trim() : undefined;
    const works = ran === listed?.version;
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

const sign = ['plugins', 'sign', './acme', '--key', 'nixai-key'];
const signature = 'acme/nixai-plugin.sig';

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

export const pluginWriters = [
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
    name: 'plugins link',
    change: true,
    prepare: (home) => writePlugin(home),
    argv: () => ['plugins', 'link', './acme'],
    state: pluginIs({ absent: 'old', '1.0.0': 'new' }),
  },
];

/** What npm does the most of: slower, and with many more calls than the others. */
export const npmWriters = [
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
  {
    name: 'plugins reset',
    change: true,
    async prepare(home) {
      packPlugin(home);
      await home.nixai(install);
    },
    argv: () => ['plugins', 'reset', '--yes'],
    state: pluginIs({ '1.0.0': 'old', absent: 'new' }),
  },
].map((writer) => ({ ...writer, npm: true }));
