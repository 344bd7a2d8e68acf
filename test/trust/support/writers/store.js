// Backups, which have another name and another time each time: they are there and whole, or there are none.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../support/packed.js';
import { put } from './trees.js';

const backup = (home) => [
  ...['store', 'backup', '--output', join(home.path, 'backups'), '--scope', 'config'],
];

async function prepare(home) {
  put(home, 'nixos/configuration.nix', '{ }\n');
  for (const argv of [
    ['plugins', 'link', join(root, 'plugins/store')],
    ['config', 'set', 'nixos_folder', join(home.path, 'nixos')],
  ]) {
    const { code, stderr } = await home.nixai(argv);
    if (code !== 0) throw new Error(stderr);
  }
}

/** A manifest whose hash is right, and the archive that it names. */
function isWhole(folder) {
  const text = readFileSync(join(folder, 'manifest.json'), 'utf8');
  const [end = '', hash] = /,"sha256":"([0-9a-f]{64})"\}\n$/.exec(text) ?? [];
  const sha256 = (data) => createHash('sha256').update(data).digest('hex');
  return (
    sha256(text.slice(0, -end.length)) === hash &&
    JSON.parse(text).archives.every(
      (one) => sha256(readFileSync(join(folder, one.name))) === one.sha256,
    )
  );
}

export const storeWriters = [
  {
    name: 'store backup',
    change: true,
    // tar packs and unpacks; what it leaves is told by what comes of it.
    starts: true,
    prepare,
    argv: backup,
    async state(home) {
      const folder = join(home.path, 'backups/snapshots');
      const ids = existsSync(folder) ? readdirSync(folder) : [];
      const finished = ids.filter((id) => existsSync(join(folder, id, 'manifest.json')));
      if (finished.length === 0) return 'old';
      const broken = finished.filter((id) => !isWhole(join(folder, id)));
      return broken.length === 0 ? 'new' : `broken: ${broken.join(', ')}`;
    },
  },
  {
    name: 'store restore',
    change: true,
    starts: true,
    async prepare(home) {
      await prepare(home);
      const { code, stderr } = await home.nixai(backup(home));
      if (code !== 0) throw new Error(stderr);
    },
    argv: (home) => [
      ...['store', 'restore', join(home.path, 'backups'), '--yes'],
      ...['--to', join(home.path, 'restored')],
    ],
    async state(home) {
      const file = join(home.path, 'restored', home.path, 'nixos/configuration.nix');
      if (!existsSync(file)) return 'old';
      return readFileSync(file, 'utf8') === '{ }\n' ? 'new' : 'broken';
    },
  },
  {
    name: 'store forget',
    change: true,
    async prepare(home) {
      await prepare(home);
      for (let made = 0; made < 2; made++) {
        const { code, stderr } = await home.nixai(backup(home));
        if (code !== 0) throw new Error(stderr);
      }
    },
    argv: (home) => [
      ...['store', 'forget', '--repo', join(home.path, 'backups'), '--keep-last', '1', '--yes'],
    ],
    async state(home) {
      const folder = join(home.path, 'backups/snapshots');
      const whole = readdirSync(folder).filter((id) =>
        existsSync(join(folder, id, 'manifest.json')),
      );
      if (!whole.every((id) => isWhole(join(folder, id)))) return 'broken';
      return whole.length === 2 ? 'old' : whole.length === 1 ? 'new' : 'broken: none is left';
    },
  },
];
