// Commands that write a person's files: everything below the home is, to the byte and the mode, as it
// was before or as the command leaves it. nixai's own records and caches are not looked at.
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../../../support/packed.js';
import { copyFolder } from '../strace.js';

const notLookedAt = ['.cache', '.local/state/nixai', '.local/share/nixai/migrations', '.npm'];

/** What a write that was cut off leaves: `strays.js` holds that the next run removes it. */
const isTemporary = (name) => /\.nixai-\d+-/.test(name);

/** Each file with its mode and bytes. A folder that was made and holds nothing is no trace. */
function treeOf(home) {
  const found = [];
  const look = (name) => {
    const path = join(home.path, name);
    const stats = lstatSync(path);
    if (stats.isDirectory()) {
      for (const inner of readdirSync(path).sort())
        if (!notLookedAt.includes(join(name, inner)) && !isTemporary(inner))
          look(join(name, inner));
      return;
    }
    const mode = (stats.mode & 0o777).toString(8);
    found.push(`${name} ${mode} ${stats.isFile() ? textOf(path) : 'other'}`);
  };
  look('');
  return found;
}

/** A file, but for the time at which a record says that it was made, and how long that took. */
const textOf = (path) =>
  readFileSync(path, 'latin1')
    .replace(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '"then"')
    .replace(/"milliseconds":\d+/g, '"milliseconds":0');

/** What one tree has and the other has not, for a person. */
const difference = (tree, other) =>
  tree
    .filter((line) => !other.includes(line))
    .map((line) => JSON.stringify(line))
    .join('\n');

const open = (home) => existsSync(join(home.path, '.local/state/nixai/journal.json'));

/**
 * A command that writes files.
 * @param words its words, or what makes them of the home.
 * @param plugin the folder of the plugin it is of; absent for one of core's.
 * @param files what is there before: texts by name.
 * @param starts true where it starts git, which reads and does not write.
 * @param failure the code with which it says that it failed, where it has one of its own.
 * @param prepare what has to be done before, when the files are there.
 */
export function writing(name, words, { plugin, files = {}, prepare, input, starts, failure } = {}) {
  const argv = typeof words === 'function' ? words : () => words;
  return {
    name,
    change: true,
    input,
    starts,
    failure,
    async prepare(home) {
      for (const [file, text] of Object.entries(files)) put(home, file, text);
      if (plugin) await done(home, ['plugins', 'link', join(root, 'plugins', plugin)]);
      await prepare?.(home);
      const kept = `${home.path}-before`;
      copyFolder(home.path, kept);
      this.before = treeOf(home);
      await done(home, argv(home), input);
      this.after = treeOf(home);
      copyFolder(kept, home.path);
      rmSync(kept, { recursive: true });
    },
    argv,
    async state(home) {
      // What was cut off is taken back by the next run of any command.
      if (open(home)) await home.nixai(['config', 'path']);
      const tree = treeOf(home);
      if (String(tree) === String(this.before)) return 'old';
      if (String(tree) === String(this.after)) return 'new';
      return `broken: ${difference(tree, this.before)}\nand not ${difference(this.after, tree)}`;
    },
  };
}

/** Writes a file below the home, with its folders. */
export function put(home, name, text) {
  mkdirSync(dirname(join(home.path, name)), { recursive: true });
  writeFileSync(join(home.path, name), text);
}

/** Runs a command that has to succeed. */
export async function done(home, argv, input) {
  const { code, stderr } = await home.nixai(argv, { input });
  if (code !== 0) throw new Error(`nixai ${argv.join(' ')} ended with ${code}: ${stderr}`);
}

/** Makes a folder a repository of git that has what lies in it. */
export function repository(folder) {
  const as = ['-c', 'user.name=a', '-c', 'user.email=a@example.org'];
  for (const words of [
    ['init', '--quiet'],
    ['add', '-A'],
    ['commit', '--quiet', '-m', 'x'],
  ])
    execFileSync('git', ['-C', folder, ...as, ...words]);
}
