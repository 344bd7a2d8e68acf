import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { CheckRule, CheckSample, DocsEngine, SampleModule, SampleValue } from '@nixai/api';
import { createTestHost } from '@nixai/api/testing';
import { createChecker, examine } from '../check.js';
import { practiceRules } from './rules/index.js';

// No complete option set: only rules of practice speak, and files say which set they are of.
const engine: Partial<DocsEngine> = {
  catalog: async () => undefined,
  optionSetDescription: async (set) => ({ text: set, source: 'test', complete: false }),
};

function hostWith(rules: Readonly<Record<string, readonly CheckRule[]>>) {
  const host = createTestHost({ otherServices: { service: async () => engine as never } });
  for (const [name, given] of Object.entries(rules)) host.checkRules.add(name, () => given);
  return host;
}

/** A value of a sample as a person would write it. */
function nix(value: SampleValue): string {
  if (typeof value === 'string') return JSON.stringify(value).replaceAll('$', '\\$');
  if (Array.isArray(value)) return `[ ${value.map(nix).join(' ')} ]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return 'package' in value ? `pkgs.${String(value.package)}` : '{ }';
}

function moduleOf(sample: SampleModule, imports: readonly string[]) {
  const lines = Object.entries(sample).map(([name, value]) => {
    const path = name.split('.').map((one) => (/^[\w-]+$/.test(one) ? one : JSON.stringify(one)));
    return `  ${path.join('.')} = ${nix(value)};\n`;
  });
  return `{ pkgs, ... }:\n{\n  imports = [ ${imports.join(' ')} ];\n${lines.join('')}}\n`;
}

describe('rules of practice, held to files', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'nixai-practice-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const told = async (rules: Readonly<Record<string, readonly CheckRule[]>>) => {
    const { findings } = await createChecker(hostWith(rules)).check(folder);
    return findings.map(({ rule }) => rule);
  };

  /** Writes a sample as a flake with modules. */
  function writeSample(set: CheckRule['set'], sample: CheckSample) {
    const modules = (Array.isArray(sample) ? sample : [sample]) as readonly SampleModule[];
    const [first = {}, ...others] = modules;
    const builder = set === 'nixos' ? 'nixosSystem' : 'homeManagerConfiguration';
    write('flake.nix', `{ outputs = i: { x = i.l.${builder} { modules = [ ./first.nix ]; }; }; }`);
    const names = others.map((_, at) => `./${at}.nix`);
    write('first.nix', moduleOf(first, names));
    for (const [at, module] of others.entries()) write(`${at}.nix`, moduleOf(module, []));
  }

  it('say once which of them would have to see all of a machine', async () => {
    const notJudged = async (module: string) => {
      write(
        'flake.nix',
        '{ outputs = i: { x = i.l.nixosSystem { modules = [ ./first.nix ]; }; }; }',
      );
      write('first.nix', module);
      const { report } = await examine(hostWith({ practice: practiceRules }), folder);
      return report.notJudged;
    };
    const asks = 'services.nginx.virtualHosts.web.enableACME = true;';
    const open = `{ inputs, ... }: { imports = [ inputs.x.nixosModules.y ]; ${asks} }`;
    expect(await notJudged(open)).to.include.members([
      'acme-terms-not-accepted',
      'state-version-missing',
    ]);
    // Without what it is about, all of a machine would say no more.
    expect(await notJudged(open.replace(asks, ''))).not.to.include('acme-terms-not-accepted');
    expect(await notJudged(`{ ${asks} }`)).to.equal(undefined);
  });

  it('name the shell that is meant', async () => {
    writeSample('nixos', { 'users.users.ada.shell': { package: 'fish' } });
    const { findings } = await createChecker(hostWith({ own: practiceRules })).check(folder);
    const [told] = findings.filter(({ rule }) => rule === 'login-shell-not-enabled');
    expect(told?.hint).to.contain('programs.fish.enable = true;').and.not.to.contain('zsh');
  });

  for (const rule of practiceRules) {
    const { id, set, samples } = rule;
    it(`${id} finds in Nix what it finds in its samples`, async () => {
      for (const sample of samples.fires) {
        writeSample(set, sample);
        expect(await told({ one: [rule] }), JSON.stringify(sample)).to.include(id);
      }
      for (const sample of samples.quiet) {
        writeSample(set, sample);
        expect(await told({ one: [rule] }), JSON.stringify(sample)).to.not.include(id);
      }
    });
  }

  const core = { practice: practiceRules };

  it('is quiet on a healthy machine with its home', async () => {
    write(
      'configuration.nix',
      `{ config, lib, pkgs, modulesPath, ... }: {
        imports = [ (modulesPath + "/installer/scan/not-detected.nix") ];
        boot.loader.systemd-boot.enable = true;
        boot.loader.efi.canTouchEfiVariables = true;
        fileSystems."/" = { device = "/dev/sda2"; fsType = "ext4"; };
        networking = { hostName = "box"; networkmanager.enable = true; firewall.enable = true; };
        services.openssh = { enable = true; settings.PasswordAuthentication = false; };
        services.pipewire = { enable = true; pulse.enable = true; };
        users.users.ada = { isNormalUser = true; extraGroups = [ "wheel" ]; };
        environment.systemPackages = with pkgs; [ vim git ];
        nix.gc = { automatic = true; dates = "weekly"; };
        nix.settings.trusted-users = [ "root" "@wheel" ];
        home-manager.users.ada = { programs.git.enable = true; home.stateVersion = "25.05"; };
        system.stateVersion = "25.05";
      }`,
    );
    expect(await told(core)).to.deep.equal([]);
  });

  it('tells two machines apart that share a module', async () => {
    const system = (name: string) => `x.nixosSystem { modules = [ ./common.nix ./${name}.nix ]; }`;
    write('flake.nix', `{ outputs = x: { a = ${system('a')}; b = ${system('b')}; }; }`);
    write('common.nix', '{ system.stateVersion = "25.05"; }');
    write('a.nix', '{ boot.loader.grub.enable = true; boot.loader.grub.device = "nodev"; }');
    write('b.nix', '{ boot.loader.systemd-boot.enable = true; }');
    expect(await told(core)).to.deep.equal([]);
    write('b.nix', '{ imports = [ ./a.nix ]; boot.loader.systemd-boot.enable = true; }');
    expect(await told(core)).to.deep.equal(['two-boot-loaders']);
  });

  it('says nothing of a default while something is out of sight that may undo it', async () => {
    const inner = '{ lib, ... }: { networking.firewall.enable = lib.mkDefault false; }';
    write('default.nix', '{ imports = [ ./a.nix ]; }');
    write('a.nix', inner);
    expect(await told(core)).to.deep.equal(['firewall-off']);
    write('default.nix', '{ inputs, ... }: { imports = [ ./a.nix inputs.x.nixosModules.y ]; }');
    expect(await told(core)).to.deep.equal([]);
  });

  it('says nothing of a definition that a stronger one undoes', async () => {
    write('default.nix', '{ imports = [ ./a.nix ]; networking.firewall.enable = true; }');
    write('a.nix', '{ lib, ... }: { networking.firewall.enable = lib.mkDefault false; }');
    expect(await told(core)).to.deep.equal([]);
    write('default.nix', '{ imports = [ ./a.nix ]; }');
    expect(await told(core)).to.deep.equal(['firewall-off']);
  });

  it('misses nothing only where everything could be read', async () => {
    write('configuration.nix', '{ networking.hostName = "box"; }');
    expect(await told(core)).to.deep.equal(['state-version-missing']);
    write('configuration.nix', '{ imports = [ <x> ]; networking.hostName = "box"; }');
    expect(await told(core)).to.deep.equal([]);
  });

  it('looks into a home that is written inside a machine', async () => {
    write('default.nix', '{ home-manager.users.ada.programs.ssh.forwardAgent = true; }');
    expect(await told(core)).to.include('home-ssh-forward-agent');
    write('default.nix', '{ home-manager.users.ada = { programs.ssh.forwardAgent = true; }; }');
    expect(await told(core)).to.include('home-ssh-forward-agent');
  });

  describe('of a plugin', () => {
    const house = {
      id: 'house/bastion',
      severity: 'error',
      set: 'nixos',
      options: ['services.openssh.openFirewall'],
      applies: () => true,
      message: 'SSH is open beside the bastion',
      why: 'Sessions are recorded there.',
      fix: 'Delete the line.',
      docs: 'https://wiki.example.org/ssh',
      samples: { fires: [], quiet: [] },
    } as const satisfies CheckRule;
    beforeEach(() => write('default.nix', '{ services.openssh.openFirewall = true; }'));

    it('tells whose rule it is, and where more is written', async () => {
      const { findings } = await createChecker(hostWith({ house: [house] })).check(folder);
      expect(findings[0]).to.include({ rule: house.id, origin: 'test', docs: house.docs });
    });

    it('is left out where it throws, and named once', async () => {
      const broken = {
        ...house,
        id: 'house/broken',
        applies: () => {
          throw new Error('no such thing');
        },
      };
      const host = hostWith({ house: [broken, house] });
      const { findings } = await createChecker(host).check(folder);
      expect(findings.map(({ rule }) => rule)).to.deep.equal([house.id]);
      expect(host.logged).to.have.lengthOf(1);
      expect(host.logged[0]).to.include('house/broken');
    });

    it('is silenced by its name', async () => {
      write(
        'default.nix',
        '{\n  # nixai: ignore house/bastion\n  services.openssh.openFirewall = true;\n}',
      );
      expect(await told({ house: [house] })).to.deep.equal([]);
    });

    it('cannot take the place of another', async () => {
      const host = hostWith({ house: [house], other: [{ ...house, applies: () => false }] });
      const { findings } = await createChecker(host).check(folder);
      expect(findings).to.have.lengthOf(1);
      expect(host.logged[0]).to.include('there already');
    });
  });
});
