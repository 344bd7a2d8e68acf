// A backup that a stranger made: its manifest has the right hash, and says what no backup of ours says.
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from '../support/home.js';
import { root } from '../support/packed.js';

const id = '20261129T181305042Z-3fa9c1';
const hash = (data) => createHash('sha256').update(data).digest('hex');
const sri = (data) => `sha256-${createHash('sha256').update(data).digest('base64')}`;
const storePath = `/nix/store/${'a'.repeat(32)}-x`;

function manifestText(manifest) {
  const body = JSON.stringify(manifest).slice(0, -1);
  return `${body},"sha256":"${hash(body)}"}\n`;
}

describe("a stranger's backup", function () {
  this.timeout(240_000);
  let home;
  let repo;
  let said;
  before(async () => {
    home = createHome();
    repo = join(home.path, 'backups');
    said = join(home.path, 'said');
    // What Nix would be told is written down, a word a line.
    const bin = join(home.path, 'bin');
    mkdirSync(bin);
    for (const name of ['nix', 'nix-store'])
      writeFileSync(join(bin, name), `#!/bin/sh\nprintf '%s\\n' "$@" >> ${said}\n`, {
        mode: 0o755,
      });
    home.env.PATH = `${bin}:${home.env.PATH}`;
    const { code, stderr } = await home.nixai(['plugins', 'link', join(root, 'plugins/store')]);
    expect(code, stderr).to.equal(0);
  });
  after(() => home.remove());

  /** A bundle in which everything that a manifest names is there, with the right bytes. */
  function lay({ paths: named = [], ...manifest }, { archive } = {}) {
    for (const name of ['backups', 'restored', 'said'])
      rmSync(join(home.path, name), { recursive: true, force: true });
    const snapshot = join(repo, 'snapshots', id);
    mkdirSync(snapshot, { recursive: true });
    mkdirSync(join(repo, 'cache/nar'), { recursive: true });
    const nar = 'x';
    const name = `nar/${'0'.repeat(52)}.nar`;
    writeFileSync(join(repo, 'cache', name), nar);
    writeFileSync(join(repo, 'cache/nix-cache-info'), 'StoreDir: /nix/store\n');
    const info = 'x\n';
    const paths = named.map((path) => {
      const base = path.slice(path.lastIndexOf('/') + 1).slice(0, 32);
      writeFileSync(join(repo, 'cache', `${base}.narinfo`), info);
      const known = { narHash: sri(nar), narSize: nar.length, references: [], nar: name };
      return { path, ...known, narinfo: hash(info) };
    });
    const list = `${JSON.stringify(paths)}\n`;
    writeFileSync(join(snapshot, 'paths.json'), list);
    if (archive !== undefined) writeFileSync(join(snapshot, 'files.tar'), archive);
    writeFileSync(
      join(snapshot, 'manifest.json'),
      manifestText({
        ...{ format: 'nixai-store-backup', version: 1, id, made: '2026-11-29T18:13:05.042Z' },
        ...{ host: 'web1', platform: 'x86_64-linux', scope: ['config'], tools: {} },
        ...{ store: '/nix/store', roots: [], archives: [], left: [] },
        pathList: { sha256: hash(list), paths: paths.length, bytes: paths.length },
        cacheInfo: hash('StoreDir: /nix/store\n'),
        ...manifest,
      }),
    );
  }
  const restore = (...more) =>
    home.nixai(['store', 'restore', repo, '--to', join(home.path, 'restored'), '--yes', ...more]);
  const wordsSaid = () => (existsSync(said) ? readFileSync(said, 'utf8').split('\n') : []);

  it('gives Nix no option, not even where nothing is to be written', async () => {
    lay({ paths: ['--option', 'plugin-files', '/tmp/evil.so'] });
    for (const more of [['--dry-run'], []]) {
      const { code, stderr } = await restore(...more);
      expect(code, stderr).to.be.oneOf([1, 5]);
      expect(stderr).to.include('a store path in it is "--option"');
      expect(wordsSaid()).to.not.include('plugin-files');
    }
    lay({ paths: [storePath], roots: [{ name: 'a', path: '--post-build-hook' }] });
    const { code, stderr } = await restore();
    expect(code, stderr).to.be.oneOf([1, 5]);
    expect(wordsSaid()).to.not.include('--post-build-hook');
  });

  it('is refused by each command that reads it', async () => {
    lay({ paths: ['--option', 'plugin-files', '/tmp/evil.so'] });
    for (const [words, codes] of [
      [['snapshots', '--repo', repo], [0]],
      [['integrity', '--only', 'backups', '--repo', repo], [1]],
      [
        ['test-restore', '--repo', repo],
        [1, 5],
      ],
      [
        ['forget', id, '--repo', repo, '--dry-run'],
        [0, 1, 5],
      ],
    ]) {
      const { code, stderr } = await home.nixai(['store', ...words]);
      expect(code, `${words.join(' ')}: ${stderr}`).to.be.oneOf(codes);
      expect(stderr, words.join(' ')).to.not.match(/\n\s+at |failed in a way/);
      expect(wordsSaid(), words.join(' ')).to.not.include('plugin-files');
    }
  });

  it('puts nothing outside of the folder, by names, links and hard links in its archive', async () => {
    const outside = join(home.path, 'outside');
    const tree = join(home.path, 'tree');
    const tar = join(home.path, 'evil.tar');
    const file = { mode: 0o644, uid: 0, gid: 0, modified: '2026-01-01 00:00:00' };
    const wrote = { ...file, kind: 'file', size: 5, sha256: hash('evil\n') };
    const link = { ...file, kind: 'link', size: 0, mode: 0o777, target: outside };
    const attacks = {
      // A link, and a file through it.
      'a link': [
        [['a', outside]],
        [
          { ...link, path: '/a' },
          { ...wrote, path: '/a/evil' },
        ],
        ['a', 'a/evil'],
      ],
      'a name that leads up': [[], [{ ...wrote, path: '/../outside/evil' }], ['../outside/evil']],
    };
    for (const [what, [links, files, members]] of Object.entries(attacks)) {
      for (const folder of [outside, tree]) {
        rmSync(folder, { recursive: true, force: true });
        mkdirSync(folder);
      }
      rmSync(tar, { force: true });
      // tar itself packs the link, and the file under its name from another folder.
      for (const [name, target] of links) symlinkSync(target, join(tree, name));
      execFileSync('tar', ['-C', tree, '-cf', tar, '--files-from=/dev/null']);
      for (const member of members) {
        const plain = join(home.path, 'plain');
        rmSync(plain, { recursive: true, force: true });
        mkdirSync(plain);
        if (links.some(([name]) => name === member))
          execFileSync('tar', ['-C', tree, '-rf', tar, member]);
        else {
          writeFileSync(join(plain, 'evil'), 'evil\n');
          execFileSync('tar', [
            ...['-C', plain, '-rPf', tar, `--transform=s,^evil$,${member},`],
            'evil',
          ]);
        }
      }
      const archive = readFileSync(tar);
      const known = { name: 'files.tar', sha256: hash(archive), size: archive.length, files };
      lay({ archives: [known] }, { archive });
      const { code, stderr } = await restore();
      expect(readdirSync(outside), what).to.deep.equal([]);
      expect(code, `${what}: ${stderr}`).to.be.oneOf([1, 5]);
      expect(stderr, what).to.not.match(/\n\s+at |failed in a way/);
    }
  });
});
