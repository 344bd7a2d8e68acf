import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Host } from '@nixai/api';
import { readMachine } from './machine.js';

const host = {} as Host;

describe('readMachine', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nixai-machine-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const write = (name: string, text: string) => writeFile(join(folder, name), text);

  it('reads the release of a flake from its lock, and the hosts', async () => {
    await write(
      'flake.nix',
      '{ outputs = { nixpkgs, ... }: { nixosConfigurations.tower = nixpkgs.lib.nixosSystem { modules = [ ]; }; }; }',
    );
    const lock = {
      root: 'root',
      nodes: {
        root: { inputs: { nixpkgs: 'nixpkgs_2' } },
        nixpkgs_2: { original: { ref: 'nixos-24.11' } },
      },
    };
    await write('flake.lock', JSON.stringify(lock));
    await write('configuration.nix', '{ system.stateVersion = "23.05"; }');
    const { facts } = await readMachine(folder, host);
    expect(facts).to.deep.equal({
      folder,
      kind: 'flake',
      release: '24.11',
      releaseFrom: 'flake.lock',
      stateVersion: '23.05',
      hosts: ['tower'],
    });
  });

  it('does not take the state version for the release', async () => {
    await write('configuration.nix', '{ system.stateVersion = "23.05"; }');
    const { facts } = await readMachine(folder, host);
    expect(facts).to.include({ kind: 'channels', release: undefined, stateVersion: '23.05' });
  });

  it('reads nested files, but follows no link and no git folder', async () => {
    await mkdir(join(folder, 'hosts'));
    await mkdir(join(folder, '.git'));
    await write('hosts/a.nix', '{ }');
    await write('.git/b.nix', '{ }');
    await write('secrets.yaml', 'x');
    await symlink('/etc', join(folder, 'etc'));
    const { files } = await readMachine(folder, host);
    expect(files.map(({ name }) => name)).to.deep.equal([join(folder, 'hosts/a.nix')]);
  });

  it('says what is wrong with a folder that is none', async () => {
    const failure = await readMachine(join(folder, 'nowhere'), host).catch(
      (error: unknown) => error,
    );
    expect(failure).to.include({ code: 'nixos-path-invalid', exitCode: 2 });
  });
});
