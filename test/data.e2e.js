// `npm run data`: the facts of a set, renewed from a newer options.json.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { data, readJson, writeSet } from '../scripts/options/dataFiles.js';
import { root } from './support/packed.js';

const fact = (type) => ({ type, places: [] });

describe('renewing the facts of options', () => {
  let folder;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nixai-data-'));
    const options = ['kept', 'lost', 'moved', 'typed'].map((name) => [name, fact('boolean')]);
    const renames = [
      { set: 'nixos', old: 'moved', new: ['fresh'], kind: 'renamed', since: '26.05' },
      { set: 'nixos', old: 'back', new: [], kind: 'removed', since: '25.11' },
    ];
    writeSet(folder, { set: 'nixos', release: 'nixos-26.05', date: '2026-05', options }, renames);
    const newer = { kept: 'boolean', typed: 'string', fresh: 'boolean', back: 'boolean' };
    const entries = Object.entries(newer).map(([name, type]) => [name, { type }]);
    writeFileSync(join(folder, 'options.json'), JSON.stringify(Object.fromEntries(entries)));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const renew = (...more) =>
    spawnSync(
      process.execPath,
      [
        join(root, 'scripts/options/renew.js'),
        ...['options', join(folder, 'options.json'), '--folder', folder],
        ...['--release', 'nixos-26.11', '--date', '2026-11', ...more],
      ],
      { encoding: 'utf8' },
    );
  const facts = () => readFileSync(join(folder, 'nixos.json.br'));

  it('says what appeared, went, was renamed and is of another type, and writes nothing', () => {
    const before = facts();
    const { status, stdout, stderr } = renew();
    expect(status, stderr).to.equal(0);
    expect(stdout.split('\n')).to.deep.equal([
      ...['appeared: 2', '  back', '  fresh', 'went: 1', '  lost'],
      ...['renamed: 1', '  moved -> fresh', 'other type: 1', '  typed: boolean -> string'],
      ...['other default: 0', ''],
    ]);
    expect(stderr).to.equal('nothing is written: add --write\n');
    expect(facts()).to.deep.equal(before);
  });

  it('writes the facts and the renames; a second time nothing differs', () => {
    expect(renew('--write').status).to.equal(0);
    const { release, options } = readJson(join(folder, 'nixos.json.br'));
    expect(release).to.equal('nixos-26.11');
    expect(options.map(([name]) => name)).to.deep.equal(['back', 'fresh', 'kept', 'typed']);
    expect(readJson(join(folder, 'nixos.renames.json'))).to.deep.equal([
      { set: 'nixos', old: 'lost', new: [], kind: 'removed', since: '26.11' },
      { set: 'nixos', old: 'moved', new: ['fresh'], kind: 'renamed', since: '26.05' },
    ]);
    const written = facts();
    expect(renew('--write').stdout).to.match(/^(?:[a-z ]+: 0\n)+$/);
    expect(facts()).to.deep.equal(written);
  });

  it('writes what is kept here as it is kept', () => {
    const body = readJson(join(data, 'nix-darwin.json.br'));
    writeSet(folder, body, readJson(join(data, 'nix-darwin.renames.json')));
    for (const file of ['nix-darwin.json.br', 'nix-darwin.renames.json'])
      expect(
        readFileSync(join(folder, file)).equals(readFileSync(join(data, file))),
        file,
      ).to.equal(true);
  });
});
