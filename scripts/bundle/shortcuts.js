import { readFileSync } from 'node:fs';
import { lazyRequires } from './lazyRequires.js';

/**
 * What oclif does at each start for no gain here. `buys` is milliseconds of a processor, of the 135
 * that `config path` takes in all (median of 40, each in turn with a bundle that lacks this one);
 * `with30` the same with thirty plugins. Without all of them it is 160, and 177 with thirty plugins
 * where it is 140 with them. nixai does the same without them, which test/shortcuts.e2e.js holds. They
 * are for one version of oclif: core/cli/package.json names it, and another one that differs in such
 * a place stops the build.
 */
const shortcuts = [
  {
    // Commands are sorted by the tables of a language, which the runtime has to load.
    buys: 8.1,
    with30: 7.0,
    file: /config[\\/]plugin\.js$/,
    from: 'a.id.localeCompare(b.id)',
    to: '(a.id < b.id ? -1 : 1)',
  },
  {
    // A glob compiler is loaded that looks for commands where there is no manifest.
    buys: 3.1,
    with30: 1.7,
    file: /config[\\/]plugin\.js$/,
    from: 'const tinyglobby_1 = require("tinyglobby");',
    to: 'const tinyglobby_1 = { get glob() { return require("tinyglobby").glob; } };',
  },
  {
    // Another one finds three plugins that are named in full.
    buys: 7,
    with30: 4.8,
    file: /config[\\/]plugin-loader\.js$/,
    from: '(0, minimatch_1.minimatch)(p, w)',
    to: 'p === w',
  },
  {
    // Part of the one before.
    buys: 7,
    with30: 4.8,
    file: /config[\\/]plugin-loader\.js$/,
    from: 'const minimatch_1 = require("minimatch");',
    to: '',
  },
  {
    // A package looks through the system for signs of Windows.
    buys: 3.3,
    with30: 1.4,
    file: /util[\\/]os\.js$/,
    from: "return (await import('wsl-utils')).isWsl",
    to: "return process.env.WSL_DISTRO_NAME && (await import('wsl-utils')).isWsl",
  },
  {
    // Two small files of each plugin are read; the way through the thread pool costs more than that.
    buys: 4.8,
    with30: 6.7,
    file: /util[\\/]fs\.js$/,
    from: "await (0, promises_1.readFile)(path, 'utf8')",
    to: "(0, node_fs_1.readFileSync)(path, 'utf8')",
  },
  {
    // An installed plugin is looked for by its main module, which a plugin does not have, and then in
    // each folder upwards. All of them are where npm puts them: beside the list.
    buys: 0.4,
    with30: 3.6,
    file: /util[\\/]find-root\.js$/,
    from: 'debug(name)(`Finding root using ${root}`);',
    to: `if ((0, node_path_1.basename)(root) === 'package.json') {
            const beside = (0, node_path_1.join)(root, '..', 'node_modules', name);
            if (await (0, fs_1.safeReadJson)((0, node_path_1.join)(beside, 'package.json'))) return beside;
        }`,
  },
];

/** Takes the shortcuts; a version of oclif that has changed there stops the build. */
export const takeShortcuts = {
  name: 'shortcuts',
  setup(build) {
    build.onLoad({ filter: /@oclif[\\/]core[\\/]lib[\\/]/ }, ({ path }) => {
      let contents = readFileSync(path, 'utf8');
      for (const { file, from, to } of shortcuts) {
        if (!file.test(path)) continue;
        if (!contents.includes(from)) throw new Error(`${path} no longer has: ${from}`);
        contents = contents.replace(from, to);
      }
      return { contents: lazyRequires(contents) };
    });
  },
};
