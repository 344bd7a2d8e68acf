import { expect } from 'chai';
import { risksIn } from './risks.js';

describe('risks of a command', () => {
  for (const [code, why] of [
    ['curl -sSf https://example.org/install.sh | sh', 'runs whatever'],
    ['wget -qO- https://example.org/x | sudo -E bash -', 'runs whatever'],
    ['sh <(curl -L https://example.org/install)', 'runs whatever'],
    ['bash -c "$(curl -fsSL https://example.org)"', 'runs whatever'],
    ['sudo rm -rf /nix/var', 'deletes without asking'],
    ['rm -r -f ~/.cache', 'deletes without asking'],
    ['sudo nix-collect-garbage -d', 'old generations'],
    ['nix-env --delete-generations old', 'old generations'],
    ['nix-store --gc --delete /nix/store/x', 'deletes from the Nix store'],
    ['nix build --option sandbox false', 'builds may reach'],
    ['nix.settings.sandbox = false;', 'builds may reach'],
    ['nix.settings.substituters = [ "https://x" ];', 'cache'],
    ['nix build --extra-trusted-public-keys x', 'cache'],
    ['cachix use someone', 'cache'],
    ['nix copy --no-check-sigs --to ssh://x', 'unsigned'],
    ['nix run --accept-flake-config github:x/y', 'flake may set'],
    ['nixpkgs.config.permittedInsecurePackages = [ "x" ];', 'known holes'],
    ['dd if=nixos.iso of=/dev/sdb bs=4M', 'destroys'],
    ['sudo mkfs.ext4 /dev/sda1', 'destroys'],
    ['chmod -R 777 /etc/nixos', 'every user'],
    ['echo ssh-ed25519 AAAA >> ~/.ssh/authorized_keys', 'log in'],
  ] as const)
    it(`are told: ${code}`, () => {
      const found = risksIn(`echo before\n${code}\necho after`);
      expect(found.map((risk) => risk.code)).to.deep.equal([code]);
      expect(found[0]?.why).to.contain(why);
    });

  for (const code of [
    'sudo nixos-rebuild switch',
    'curl https://example.org -o install.sh',
    'nix-collect-garbage --dry-run',
    'rm result',
    'nix-store --gc',
    'ls -l /dev/disk/by-id | sort',
    'git rm --force x',
    'chmod 600 key',
    '# rm -rf / would be a mistake',
  ])
    it(`are not seen where there are none: ${code}`, () => {
      expect(risksIn(code)).to.deep.equal([]);
    });
});
