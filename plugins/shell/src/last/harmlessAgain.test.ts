import { expect } from 'chai';
import { harmlessAgain } from './harmlessAgain.js';

describe('a command that failed, evaluated once more', () => {
  const again = (line: string) => harmlessAgain(line)?.join(' ');

  it('evaluates and builds nothing', () => {
    expect(again('nix build .#web')).to.equal('nix build --dry-run --no-link .#web');
    expect(again(`nix build '.#web' -L -o result-web`)).to.equal(
      'nix build --dry-run --no-link .#web -L',
    );
    expect(again('sudo nixos-rebuild switch --flake .#box --show-trace')).to.equal(
      'nixos-rebuild dry-build --flake .#box --show-trace',
    );
    expect(again('nix flake check')).to.equal('nix flake check --no-build');
    expect(again('nix-build -A hello default.nix')).to.equal(
      'nix-build --dry-run --no-out-link -A hello default.nix',
    );
  });

  it('is not, where a word of it is not known to be harmless', () => {
    for (const line of [
      'nixos-rebuild switch --upgrade',
      'nixos-rebuild switch --target-host web1',
      'nixos-rebuild switch --rollback',
      'nixos-rebuild switch --install-bootloader',
      'nixos-rebuild switch --flake',
      'nixos-rebuild',
      'nixos-rebuild switch box',
      'home-manager switch',
      'nix build .#a && reboot',
      'nix build $(cat x)',
      'nix build `x`',
      'nix build "$X"',
      'nix build .#a > log',
      'nix build .#a; reboot',
      'nix build .#a | tee log',
      'nix build --post-build-hook ./x',
      'nix build # .#a',
      'nix run .#a',
      'nix profile install nixpkgs#hello',
      'nix-env -iA hello',
      'nix-collect-garbage -d',
      'colmena apply',
      'deploy .#a',
      'PATH=x nix build',
      'sudo -u root nix build',
      '',
    ])
      expect(again(line), line).to.equal(undefined);
  });

  it('is never the command itself where that changes a system', () => {
    for (const action of ['switch', 'boot', 'test', 'dry-activate', 'build', 'build-vm'])
      expect(again(`nixos-rebuild ${action}`)).to.equal('nixos-rebuild dry-build');
  });
});
