import { expect } from 'chai';
import { daysAgo, look, type Entry, type Fixture } from '../../testing/fixture.js';
import { features } from '../development/features.js';
import { collect } from './collect.js';
import { config } from './config.js';
import { content } from './content.js';
import { daemon } from './daemon.js';
import { database } from './database.js';
import { dead } from './dead.js';
import { optimise } from './optimise.js';
import { roots } from './roots.js';
import { version } from './version.js';

const found = (readings: readonly { readonly target?: string; readonly status: string }[]) =>
  readings.map(({ target, status }) => (target === undefined ? status : `${target}: ${status}`));
const says = (argv: readonly string[], stderr: string, code: number, stdout = ''): Fixture => ({
  programs: [{ argv, stderr, code, stdout }],
});
const conf = (text: string): Fixture => ({ live: false, files: { '/etc/nix/nix.conf': text } });

describe('settings of Nix', () => {
  const good =
    'trusted-users = root @wheel\nrequire-sigs = true\nsandbox = true\nsubstituters = https://cache.nixos.org http://localhost:5000\n';
  for (const [text, expected] of [
    [good, ['ok']],
    [`${good}extra-trusted-users = *\n`, ['trusted-users: critical']],
    [`${good}require-sigs = false # while we test\n`, ['require-sigs: major']],
    [`${good}sandbox = false\n`, ['sandbox: minor']],
    [`${good}sandbox = relaxed\n`, ['ok']],
    [`${good}extra-substituters = http://cache.lan\n`, ['http://cache.lan: minor']],
  ] as const)
    it(`${text.split('\n').at(-2)} is ${expected.join()}`, async () => {
      expect(found(await look(config, conf(text)))).to.deep.equal(expected);
    });
  it('are asked of Nix where it runs', async () => {
    expect(
      found(await look(config, { programs: [{ argv: ['nix'], stdout: 'trusted-users = *\n' }] })),
    ).to.deep.equal(['trusted-users: critical']);
  });
  it('cannot be told where there are none', async () => {
    expect(await look(config, { live: false }).catch((error: Error) => error.message)).to.equal(
      'there is no /etc/nix/nix.conf',
    );
  });
  it('have flakes on, for who develops', async () => {
    expect(
      found(await look(features, conf('experimental-features = nix-command flakes'))),
    ).to.deep.equal(['ok']);
    expect(found(await look(features, conf('experimental-features = nix-command')))).to.deep.equal([
      'minor',
    ]);
  });
});

describe('the store', () => {
  it('answers or does not', async () => {
    expect(found(await look(daemon, says(['nix'], 'Store URL: daemon', 0)))).to.deep.equal(['ok']);
    const [reading] = await look(daemon, says(['nix'], 'error: cannot connect to socket', 1));
    expect(reading).to.deep.include({
      status: 'major',
      evidence: ['error: cannot connect to socket'],
    });
  });
  it('has each path, or lacks some', async () => {
    const listed = says(['nix'], '', 0, '/nix/store/a-1\n/nix/store/b-2\n');
    const whole = { '/nix/store/a-1': '', '/nix/store/b-2': '' };
    expect(found(await look(database, { ...listed, files: whole }))).to.deep.equal(['ok']);
    const [reading] = await look(database, { ...listed, files: { '/nix/store/a-1': '' } });
    expect(reading).to.deep.include({
      status: 'major',
      summary: '1 path that the database has is gone',
      evidence: ['/nix/store/b-2'],
    });
  });
  for (const line of [
    "path '/nix/store/x' was modified! expected hash 'a', got 'b'",
    "error: getting status of '/nix/store/x': No such file or directory",
    "error: path '/nix/store/x/' does not exist",
  ])
    it(`has something else than it should: ${line}`, async () => {
      const readings = await look(content, says(['nix'], `${line}\n`, 1));
      expect(readings[0]).to.deep.include({ status: 'major', evidence: [line] });
    });
  it('has what it should, or was not read to the end', async () => {
    expect(found(await look(content, says(['nix'], '', 0)))).to.deep.equal(['ok']);
    expect(
      await look(content, says(['nix'], 'error: killed', 137)).catch(
        (error: Error) => error.message,
      ),
    ).to.equal('nix did not come to an end: error: killed');
  });
  it('holds what nothing needs', async () => {
    const machine = (paths: readonly string[]): Fixture => ({
      files: Object.fromEntries(
        Array.from({ length: 10 }, (_one, at) => [`/nix/store/p${at}`, ''] as const),
      ),
      programs: [{ argv: ['nix-store', '--gc', '--print-dead'], stdout: paths.join('\n') }],
      nix: {
        pathInfo: async (all) =>
          all.map((path) => ({ path, narHash: '', narSize: 1024, references: [], signatures: [] })),
      },
    });
    expect(found(await look(dead, machine([])))).to.deep.equal(['ok']);
    expect(found(await look(dead, machine(['/nix/store/p0'])))).to.deep.equal(['ok']);
    const [reading] = await look(dead, machine(['/nix/store/p0', '/nix/store/p1']));
    expect(reading).to.deep.include({
      status: 'minor',
      value: 20,
      summary: '2 paths of 10 (20 %), 2.0 KiB as they are unpacked',
    });
  });
});

describe('the version of Nix', () => {
  for (const [implementation, said, status] of [
    ['nix', '2.24.0', 'ok'],
    ['nix', '2.23.9', 'minor'],
    ['nix', '3.0.0', 'ok'],
    ['lix', '2.18.0', 'ok'],
  ] as const)
    it(`${implementation} ${said} is ${status}`, async () => {
      const nix = { version: async () => ({ implementation, version: said }) };
      expect(found(await look(version, { nix }))).to.deep.equal([status]);
    });
  it('cannot be told without Nix', async () => {
    const told = await look(version, { nix: { version: async () => undefined } }).catch(
      (error: Error) => error.message,
    );
    expect(told).to.equal('nix is not installed');
  });
});

describe('forgotten results', () => {
  const results = (count: number, days: number): Record<string, Entry> =>
    Object.fromEntries(
      Array.from(
        { length: count },
        (_one, at) =>
          [
            [`/nix/var/nix/gcroots/auto/r${at}`, { link: `/home/ada/p${at}/result` }],
            [`/home/ada/p${at}/result`, { link: '/nix/store/x', made: daysAgo(days) }],
          ] as [string, Entry][],
      ).flat(),
    );
  it('are minor from five on, when they are old', async () => {
    expect(found(await look(roots, { files: results(5, 31) }))).to.deep.equal(['minor']);
    expect(found(await look(roots, { files: results(4, 31) }))).to.deep.equal(['ok']);
    expect(found(await look(roots, { files: results(9, 3) }))).to.deep.equal(['ok']);
  });
});

describe('what happens by itself', () => {
  it('collects', async () => {
    expect(
      found(await look(collect, { files: { '/etc/systemd/system/nix-gc.timer': '' } })),
    ).to.deep.equal(['ok']);
    expect(found(await look(collect, {}))).to.deep.equal(['minor']);
  });
  it('keeps equal files once', async () => {
    expect(found(await look(optimise, conf('auto-optimise-store = true')))).to.deep.equal(['ok']);
    const timer = {
      live: false,
      files: { '/etc/nix/nix.conf': '', '/etc/systemd/system/nix-optimise.timer': '' },
    };
    expect(found(await look(optimise, timer))).to.deep.equal(['ok']);
    expect(found(await look(optimise, conf('')))).to.deep.equal(['minor']);
  });
});
