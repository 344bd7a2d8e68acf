// The map in docs/architecture.md, held against the imports.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { expect } from 'chai';
import { root } from './support/packed.js';

const packages = [
  ...readdirSync(join(root, 'core')).map((name) => `core/${name}`),
  ...readdirSync(join(root, 'plugins')).map((name) => `plugins/${name}`),
];
const manifests = new Map(
  packages.map((folder) => [
    folder,
    JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')),
  ]),
);
const folderOf = new Map([...manifests].map(([folder, { name }]) => [name, folder]));

/** Every import of a package of ours, or of a file, that is no test's. */
function* imports() {
  for (const folder of packages.filter((one) => existsSync(join(root, one, 'src'))))
    for (const name of readdirSync(join(root, folder, 'src'), { recursive: true })) {
      if (!name.endsWith('.ts') || /\.test\.ts$|(?:^|\/)testing\//.test(name)) continue;
      const file = join(folder, 'src', name);
      const text = readFileSync(join(root, file), 'utf8');
      for (const [, target] of text.matchAll(/(?:\bfrom|\bimport\(|^import)\s*'([^']+)'/gm))
        yield { folder, file, target };
    }
}

/** Which package of ours a name means; undefined for anybody else's. */
function packageOf(target) {
  const name = target.startsWith('@')
    ? target.split('/').slice(0, 2).join('/')
    : target.split('/')[0];
  return folderOf.get(name);
}

/** The table of docs/architecture.md: a room, and the rooms that it imports. */
function tableOfArrows() {
  const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `(core\/[a-z-]+|plugins\/\*)` +\| (.*?) *\|$/gm)];
  return new Map(
    rows.map(([, room, to]) => [room, [...to.matchAll(/`([^`]+)`/g)].map(([, one]) => one)]),
  );
}

describe('the architecture', () => {
  it('has the arrows between rooms that its page draws, and no other', () => {
    const found = new Map(packages.map((folder) => [rowOf(folder), new Set()]));
    for (const { folder, target } of imports()) {
      const to = packageOf(target);
      if (to !== undefined && to !== folder) found.get(rowOf(folder)).add(to);
    }
    const sorted = (rows) =>
      Object.fromEntries([...rows].map(([room, to]) => [room, [...to].sort()]));
    expect(sorted(found)).to.deep.equal(sorted(tableOfArrows()));
  });

  // Its package exports commands alone, and what is meant is the class behind them
  // (docs/decisions/0005-plugin-plugins.md).
  const isPluginManager = (target) => target.endsWith('/@oclif/plugin-plugins/lib/plugins.js');

  it('lets no file reach into a package but by its name', () => {
    const around = [];
    for (const { folder, file, target } of imports())
      if (target.startsWith('.') && !isPluginManager(target)) {
        const inside = relative(join(root, folder), resolve(root, dirname(file), target));
        if (inside.startsWith('..')) around.push(`${file} → ${target}`);
      }
    expect(around).to.deep.equal([]);
  });

  it('lets no plugin import a plugin, and core know none', () => {
    const wrong = [...imports()].filter(
      ({ folder, target }) =>
        packageOf(target)?.startsWith('plugins/') && packageOf(target) !== folder,
    );
    expect(wrong).to.deep.equal([]);
  });

  it('lets a folder of the program be entered by its doors alone', () => {
    const around = [];
    for (const { folder, file, target } of imports()) {
      if (folder !== 'core/cli' || !target.startsWith('.') || isPluginManager(target)) continue;
      const source = join(root, folder, 'src');
      const to = relative(source, resolve(root, dirname(file), target)).split('/');
      const from = relative(source, join(root, file)).split('/');
      const isWithin = to.length === 1 || to[0] === from[0];
      if (!isWithin && !isDoor(to)) around.push(`${file} → ${target}`);
    }
    expect(around).to.deep.equal([]);
  });

  it('names every package of the checkout', () => {
    const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
    for (const folder of packages.filter((one) => one.startsWith('core/')))
      expect(page, folder).to.contain(`${folder} `);
  });
});

const rowOf = (folder) => (folder.startsWith('plugins/') ? 'plugins/*' : folder);

/** A folder's door, or one that its name says to be one. */
function isDoor(path) {
  const doors = {
    command: ['catalog.js', 'completers.js', 'output.js'],
    config: ['full.js'],
    host: ['directStart.js', 'host.js', 'manifest.js', 'paths.js', 'plugins.js', 'warnings.js'],
    plugins: ['atStart.js', 'beforeStart.js', 'flags.js', 'refused.js'],
    terminal: ['pager.js', 'style.js'],
  };
  // What a command returns: a file a command.
  if (path[0] === 'results') return true;
  return (
    path.length === 2 && ['index.js', ...(doors[path[0]] ?? [])].includes(basename(path.at(-1)))
  );
}
