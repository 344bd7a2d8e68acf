// A disk that is full, in earnest: a small file system of its own, where one may be mounted.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';

const run = (...argv) => spawnSync(argv[0], argv.slice(1), { encoding: 'utf8' });

describe('on a disk that is too small', function () {
  let home;
  let disk;
  before(function () {
    home = createHome();
    disk = join(home.path, 'disk');
    mkdirSync(disk);
    if (run('mount', '-t', 'tmpfs', '-o', 'size=4500k', 'tmpfs', disk).status !== 0) this.skip();
  });
  after(() => {
    run('umount', disk);
    home.remove();
  });

  it('a plugin is installed whole or not at all: npm alone takes a half for a success', async () => {
    const source = join(home.path, 'fat');
    mkdirSync(join(source, 'commands'), { recursive: true });
    writeFileSync(join(source, 'commands/x.js'), 'export default class {}\n');
    const manifest = { name: 'nixai-plugin-fat', version: '1.0.0', type: 'module', license: 'MIT' };
    writeFileSync(
      join(source, 'package.json'),
      JSON.stringify({ ...manifest, oclif: { commands: './commands' } }),
    );
    for (let file = 0; file < 60; file++) {
      mkdirSync(join(source, `data/${file}`), { recursive: true });
      writeFileSync(join(source, `data/${file}/bytes`), randomBytes(50_000));
    }
    run('npm', 'pack', source, '--pack-destination', home.path, '--silent');
    const tarball = join(home.path, 'nixai-plugin-fat-1.0.0.tgz');
    const { code, stderr } = await home.nixai(['plugins', 'install', tarball, '--yes'], {
      env: { XDG_DATA_HOME: disk },
    });
    expect(code).to.equal(1);
    expect(stderr).to.match(/could not be unpacked: ENOSPC/);
    expect(readdirSync(disk, { recursive: true }).filter((name) => /fat/.test(name))).to.deep.equal(
      [],
    );
  });
});
