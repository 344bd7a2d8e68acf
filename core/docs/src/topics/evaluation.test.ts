import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { fillTopic, loadHandbook } from './index.js';

// A copy of Nixpkgs is no part of the project: where none is named, nothing is evaluated.
const nixpkgs = process.env['NIXAI_NIXPKGS'];

/** What a machine needs besides a snippet, and what snippets take for granted. */
const machine = `{ lib, ... }: {
  boot.loader.grub.device = lib.mkDefault "nodev";
  fileSystems."/" = lib.mkDefault { device = "/dev/disk/by-label/nixos"; fsType = "ext4"; };
  users.users.alice.isNormalUser = lib.mkDefault true;
  system.stateVersion = lib.mkDefault lib.trivial.release;
}`;

/** Snippets of modules that come from elsewhere, and those that name files of the reader. */
const notAlone =
  /\b(?:age|sops|disko|wsl|home-manager|lanzaboote|environment\.persistence)\b|inputs\.|\.\/|<nixos-wsl/;

describe('snippets for NixOS', () => {
  if (nixpkgs === undefined) return;
  const folder = mkdtempSync(join(tmpdir(), 'nixai-snippets-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const topic of loadHandbook().topics) {
    const { id, snippets } = fillTopic(topic, undefined, new Date());
    snippets.forEach(({ where, title, code }, at) => {
      if (where !== 'nixos' || notAlone.test(code) || /before \d\d\.\d\d/.test(title)) return;
      it(`${id}: ${title}`, () => {
        const file = join(folder, `${id}-${at}.nix`);
        const body = /^\s*\{/.test(code) ? code : `{\n${code}\n}`;
        writeFileSync(file, `{ config, lib, pkgs, modulesPath, ... }:\n${body}`);
        writeFileSync(join(folder, 'machine.nix'), machine);
        const expression = `(import ${nixpkgs}/nixos/lib/eval-config.nix {
          system = "x86_64-linux";
          modules = [ ${file} ${join(folder, 'machine.nix')} ];
        }).config.system.build.toplevel.drvPath`;
        const { stdout, stderr } = spawnSync('nix-instantiate', ['--eval', '-E', expression], {
          encoding: 'utf8',
        });
        expect(stdout, stderr.slice(-2000)).to.include('.drv');
        expect(stderr).not.to.match(/warning: (?:The option|the option)/);
      });
    });
  }
});
