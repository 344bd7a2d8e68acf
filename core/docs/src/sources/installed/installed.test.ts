import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNixaiError, nix, processes } from '@nixai/api';
import { createTestHost as createKitHost, fakeNix } from '@nixai/api/testing';
import { createNix } from '@nixai/nix-cli';
import { createProcessRunner } from '@nixai/safety';
import { createIndexStore } from '../../index/index.js';
import { createTestHost } from '../hostForTests.test.js';
import { optionSample } from '../optionSample.test.js';
import { createHomeManagerSource, lockedFlake } from './homeManager.js';
import { createSystemSource } from './system.js';

const { signal } = new AbortController();
const homeOptions = {
  'home.username': { type: 'string', description: 'Your name.' },
  'programs.git.enable': { type: 'boolean', description: 'Whether to enable Git.' },
};

function write(file: string, content: unknown): void {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
}

describe('the options of this machine', () => {
  const hosts: { remove(): void }[] = [];
  afterEach(() => hosts.splice(0).forEach((one) => one.remove()));

  function machine(config: Record<string, unknown> = {}) {
    const made = createTestHost(new Map(), config);
    hosts.push(made);
    return { ...made, store: createIndexStore(), sw: join(made.folder, 'system/sw') };
  }

  it('are read from the running system, with its release', async () => {
    const { host, store, sw } = machine();
    write(join(sw, 'share/doc/nixos/options.json'), optionSample);
    write(join(sw, '../nixos-version'), '25.05.805977.88331c1\n');
    const source = createSystemSource(host, store, [sw]);
    await source.sync!({}, signal);
    expect((await source.option?.('services.nginx.enable'))?.type).to.equal('boolean');
    expect((await source.catalog?.('nixos'))?.release).to.equal('nixos-25.05');
  });

  it('are indexed again when the system has switched', async () => {
    const { host, sw, folder } = machine();
    write(join(folder, 'one/share/doc/nixos/options.json'), optionSample);
    const more = { ...optionSample, 'services.mine.enable': { type: 'boolean', description: '' } };
    write(join(folder, 'two/share/doc/nixos/options.json'), more);
    mkdirSync(join(sw, '..'), { recursive: true });
    symlinkSync(join(folder, 'one'), sw);
    await createSystemSource(host, createIndexStore(), [sw]).sync!({}, signal);
    rmSync(sw);
    symlinkSync(join(folder, 'two'), sw);
    const later = createSystemSource(host, createIndexStore(), [sw]);
    expect((await later.option?.('services.mine.enable'))?.type).to.equal('boolean');
  });

  it('of nix-darwin stand beside those of NixOS', async () => {
    const { host, store, sw } = machine();
    const darwin = { 'homebrew.enable': { type: 'boolean', description: 'Homebrew.' } };
    write(join(sw, 'share/doc/darwin/options.json'), darwin);
    const source = createSystemSource(host, store, [sw]);
    await source.sync!({}, signal);
    expect((await source.option?.('homebrew.enable', 'nix-darwin'))?.set).to.equal('nix-darwin');
  });

  it('are not there on another system, which is no failure of all the rest', async () => {
    const { host, store, sw } = machine();
    const error: unknown = await createSystemSource(host, store, [sw]).sync!({}, signal).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(isNixaiError(error) && error.code).to.equal('source-not-here');
  });

  it('of Home Manager are read from the profile', async () => {
    const { host, store, folder } = machine();
    const profile = join(folder, '.local/state/nix/profiles/home-manager/home-path');
    write(join(profile, 'share/doc/home-manager/options.json'), homeOptions);
    const source = createHomeManagerSource(host, store, folder);
    await source.sync!({}, signal);
    expect((await source.option?.('programs.git.enable'))?.set).to.equal('home-manager');
  });

  it('of Home Manager are built from the version that the flake has locked', async () => {
    const { folder } = machine();
    expect(await lockedFlake([folder])).to.equal(undefined);
    const locked = { type: 'github', owner: 'nix-community', repo: 'home-manager', rev: 'abc' };
    write(join(folder, 'flake.lock'), { nodes: { 'home-manager': { locked } } });
    expect(await lockedFlake([folder])).to.equal('github:nix-community/home-manager/abc');
  });

  it('say why Nix could not build them, and what gets them without', async () => {
    const why = "error: unable to download 'https://a.example': no name";
    const failing = fakeNix({
      build: async () => ({ code: 1, built: [], failed: [], errors: [why] }),
    });
    const made = createTestHost(new Map([[nix.key, failing]]), { nixos_folder: '/nowhere' });
    hosts.push(made);
    const source = createHomeManagerSource(made.host, createIndexStore(), made.folder);
    const error = await source.sync!({ build: true }, signal).catch((thrown: unknown) => thrown);
    expect(isNixaiError(error) && [error.why, error.hint]).to.deep.equal([
      why,
      'nixai docs sync --source file --file options.json',
    ]);
  });

  describe('built by Nix', () => {
    before(function () {
      try {
        execFileSync('nix', ['--version'], { stdio: 'ignore' });
      } catch {
        this.skip();
      }
    });

    it('have the own modules of the configuration in them', async function () {
      const etc = join(machine().folder, 'etc');
      write(join(etc, 'flake.nix'), stubFlake);
      const services = [[processes, await createProcessRunner()]] as const;
      const real = createNix(createKitHost({ services }));
      const own = createTestHost(new Map([[nix.key, real]]), { nixos_folder: etc });
      hosts.push(own);
      const source = createSystemSource(own.host, createIndexStore(), []);
      try {
        await source.sync!({ build: true }, signal);
      } catch (error) {
        // A Nix that may not build here (no daemon, no user namespaces) is not what is tested.
        if (isNixaiError(error) && /sandbox|build users|daemon|permission/i.test(error.why ?? ''))
          return this.skip();
        throw error;
      }
      expect((await source.option?.('own.module.enable'))?.type).to.equal('boolean');
    });
  });
});

/** As much of a NixOS configuration as its options are read from; nothing is fetched. */
const stubFlake = `{
  outputs = { self }: {
    nixosConfigurations.tested = {
      extendModules = { modules }: {
        config.system.build.manual.optionsJSON = derivation {
          name = "options-json";
          system = builtins.currentSystem;
          builder = "/bin/sh";
          args = [ "-c" "PATH=/bin:/usr/bin; mkdir -p $out/share/doc/nixos; printf '%s' \\"$json\\" > $out/share/doc/nixos/options.json" ];
          json = builtins.toJSON (
            if (builtins.head modules).documentation.nixos.includeAllModules
            then { "own.module.enable" = { type = "boolean"; description = "Mine."; }; }
            else { }
          );
        };
      };
    };
  };
}`;
