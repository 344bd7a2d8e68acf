// A person's machine with a Nix store of its own, a configuration, and the plugin of backups.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './home.js';
import { createStore } from './nixStore.js';
import { root } from './packed.js';

/** Whether a program can be run here. */
export const can = (...argv) => spawnSync(argv[0], argv.slice(1)).status === 0;

/** Makes one. The configuration has a file, and more can be laid beside it. */
export async function createMachine() {
  const store = createStore();
  const home = createHome(store.env);
  const configuration = join(home.path, 'nixos');
  mkdirSync(configuration);
  writeFileSync(join(configuration, 'configuration.nix'), '{ }\n');

  /** Runs nixai, which has to end with one of these codes. */
  async function ran(argv, codes = [0], options = {}) {
    const { code, stdout, stderr } = await home.nixai(argv, options);
    expect(codes, `${argv.join(' ')}: ${stderr}${stdout}`).to.include(code);
    return { code, stdout, stderr };
  }
  const json = async (argv, codes, options) =>
    JSON.parse((await ran([...argv, '--json'], codes, options)).stdout);
  await ran(['plugins', 'link', join(root, 'plugins/store')]);
  await ran(['config', 'set', 'nixos_folder', configuration]);
  return {
    ...{ home, store, configuration, ran, json },
    /** A path in the home. */
    place: (name) => join(home.path, name),
    backup: (...more) => json(['store', 'backup', '--scope', 'system,config', ...more]),
    remove() {
      // What is in a store may not be written, not even by its owner.
      spawnSync('chmod', ['-R', 'u+w', home.path]);
      home.remove();
      store.remove();
    },
  };
}

/** The files of a folder. */
export const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath ?? one.path, one.name));
