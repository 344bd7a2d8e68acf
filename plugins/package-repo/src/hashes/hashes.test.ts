import { createHash } from 'node:crypto';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { PackageFacts } from '../analyzer.js';
import { readGit } from '../repo/git.js';
import { createProject, gitRunner } from '../testing/project.js';
import { narHash, nodeAt } from './nar.js';
import { npmDepsHash } from './npm.js';
import { sourceHash } from './source.js';

const signal = new AbortController().signal;
const hasNix = spawnSync('nix-hash', ['--version']).status === 0;

describe('the hash of a tree', () => {
  it('is the one that Nix gives, for links, modes, odd names and empty folders', async function () {
    if (!hasNix) this.skip();
    const project = createProject({
      a: 'x',
      'sub/b': 'y'.repeat(9),
      run: '#!/bin/sh\n',
      group: '',
    });
    try {
      chmodSync(join(project.folder, 'run'), 0o755);
      chmodSync(join(project.folder, 'group'), 0o670);
      symlinkSync('nowhere', join(project.folder, 'link'));
      mkdirSync(join(project.folder, 'empty'));
      writeFileSync(
        Buffer.concat([Buffer.from(`${project.folder}/`), Buffer.from([0xff, 0x41])]),
        'z',
      );
      const told = execFileSync('nix-hash', ['--type', 'sha256', project.folder], {
        encoding: 'utf8',
      }).trim();
      const ours = await narHash(await nodeAt(Buffer.from(project.folder)));
      expect(Buffer.from(ours.slice(7), 'base64').toString('hex')).to.equal(told);
    } finally {
      project.remove();
    }
  });

  it('is not given where an archive says which tags and branches the clone has', async () => {
    const answer = async (format: string): Promise<object> => {
      const project = createProject({
        version: `$Format:${format}$\n`,
        'sub/.gitattributes': 'unlike export-subst\n',
        '.gitattributes': 'version export-subst\n',
      });
      try {
        project.publish('v1.0');
        const git = (await readGit(gitRunner, project.folder, signal))!;
        return await sourceHash(git, gitRunner, signal);
      } finally {
        project.remove();
      }
    };
    expect(await answer('%H %D'))
      .to.have.property('missing')
      .that.contains('version gets');
    expect(await answer('%(describe)')).to.have.property('missing');
    expect(await answer('%H %cI')).to.have.property('hash');
  });

  it('is that of what the tag has, without what is not exported', async () => {
    const project = createProject({
      a: 'x',
      'tests/b': 'y',
      '.gitattributes': 'tests export-ignore\n',
    });
    const exported = createProject({ a: 'x', '.gitattributes': 'tests export-ignore\n' });
    try {
      project.publish('v1.0');
      project.write({ untracked: '1' });
      const git = (await readGit(gitRunner, project.folder, signal))!;
      const answer = await sourceHash(git, gitRunner, signal);
      expect(answer).to.deep.include({
        hash: await narHash(await nodeAt(Buffer.from(exported.folder))),
      });
      project.write({ a: 'changed' });
      const dirty = (await readGit(gitRunner, project.folder, signal))!;
      expect(await sourceHash(dirty, gitRunner, signal)).to.have.property('missing');
    } finally {
      project.remove();
      exported.remove();
    }
  });
});

describe('npmDepsHash', () => {
  const tarball = Buffer.from('a tarball');
  const sri = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  const hex = createHash('sha512').update(tarball).digest('hex');
  const inCache = `cache/_cacache/content-v2/sha512/${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex.slice(4)}`;
  const lock = JSON.stringify({
    lockfileVersion: 3,
    packages: { 'node_modules/a': { resolved: 'https://r.org/a.tgz', integrity: sri } },
  });
  const facts = {
    dependencyHash: { attribute: 'npmDepsHash', kind: 'npm', lock: 'package-lock.json' },
  } as PackageFacts;

  async function answer(files: Readonly<Record<string, string>>) {
    const project = createProject(files);
    const before = process.env['npm_config_cache'];
    process.env['npm_config_cache'] = join(project.folder, 'cache');
    try {
      return await npmDepsHash(facts, {
        folder: project.folder,
        signal,
        run: gitRunner,
      });
    } finally {
      if (before === undefined) delete process.env['npm_config_cache'];
      else process.env['npm_config_cache'] = before;
      project.remove();
    }
  }

  it('is given where each tarball has the checksum of the lock', async () => {
    expect(await answer({ 'package-lock.json': lock, [inCache]: 'a tarball' })).to.have.property(
      'hash',
    );
  });

  it('is the one that prefetch-npm-deps of nixpkgs gives', async () => {
    const sum = (algorithm: string, name: string) =>
      createHash(algorithm).update(`${name} tarball`).digest();
    const checksum = (algorithm: string, name: string) =>
      `${algorithm}-${sum(algorithm, name).toString('base64')}`;
    const held = (algorithm: string, name: string) => {
      const digest = sum(algorithm, name).toString('hex');
      const place = `${digest.slice(0, 2)}/${digest.slice(2, 4)}/${digest.slice(4)}`;
      return { [`cache/_cacache/content-v2/${algorithm}/${place}`]: `${name} tarball` };
    };
    // One tarball with two checksums, an address that is written otherwise, a copy in another package.
    const at = (file: string) => `https://r.org/${file}.tgz`;
    const packages = {
      '': { name: 'made-up', workspaces: ['packages/*'] },
      'packages/w': { version: '1.0.0' },
      'node_modules/w': { resolved: 'packages/w', link: true },
      'node_modules/a': { resolved: at('a'), integrity: checksum('sha512', 'a') },
      'node_modules/b/node_modules/a': { resolved: at('a'), integrity: checksum('sha1', 'a') },
      'node_modules/b': {
        resolved: 'https://R.org:443/B c.tgz',
        integrity: `${checksum('sha1', 'b')} ${checksum('sha512', 'b')}`,
      },
      'node_modules/c': { resolved: at('c'), integrity: checksum('sha1', 'c') },
      'node_modules/b/node_modules/d': {
        resolved: at('d'),
        integrity: checksum('sha512', 'd'),
        inBundle: true,
      },
      'node_modules/b/node_modules/e': { version: '1.0.0', inBundle: true },
    };
    const given = await answer({
      'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages }),
      ...held('sha512', 'a'),
      ...held('sha512', 'b'),
      ...held('sha1', 'c'),
      ...held('sha512', 'd'),
    });
    // Made by that program of this lock and these tarballs, 30 November 2026.
    expect(given).to.have.property('hash', 'sha256-9u8nuOR237GGXlBkNn1lVoxA2S1zfr6kyTleiv20N3s=');
  });

  it('is not given where nothing is of a registry, which buildNpmPackage refuses', async () => {
    const empty = JSON.stringify({ lockfileVersion: 3, packages: {} });
    const given = await answer({ 'package-lock.json': empty });
    expect(given).to.have.property('missing').that.contains('forceEmptyCache = true');
  });

  it('is not given where one is absent, or is another one', async () => {
    for (const files of [{}, { [inCache]: 'another tarball' }])
      expect(await answer({ 'package-lock.json': lock, ...files })).to.deep.include({
        command: 'npm cache add https://r.org/a.tgz',
      });
  });
});
