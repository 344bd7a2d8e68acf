import { expect } from 'chai';
import type { OptionSet } from '@nixai/api';
import { eachDefinition, parse, readModule, type Definition } from '@nixai/nix';
import { practiceDoubts } from './index.js';
import { practiceRules } from './rules.js';

function told(code: string, set: OptionSet): string[] {
  const { tree } = parse(`{ ${code} }`);
  const found: Definition[] = [];
  for (const seen of readModule(tree.source, tree.root).config)
    eachDefinition(seen.value, seen.scope, (definition) => {
      found.push(definition);
      return 'inside';
    });
  return practiceDoubts(found, set).map(({ rule }) => rule);
}

/** For each rule, a configuration that it warns of and one that it must leave alone. */
const samples: Readonly<Record<string, readonly [bad: string, good: string]>> = {
  'ssh-password-login': [
    'services.openssh.settings.PasswordAuthentication = true;',
    'services.openssh.settings.PasswordAuthentication = false;',
  ],
  'ssh-root-login': [
    'services.openssh.settings.PermitRootLogin = "yes";',
    'services.openssh.settings.PermitRootLogin = "prohibit-password";',
  ],
  'ssh-empty-passwords': [
    'services.openssh.settings.PermitEmptyPasswords = true;',
    'services.openssh.settings.PermitEmptyPasswords = false;',
  ],
  'firewall-off': [
    'networking.firewall.enable = lib.mkForce false;',
    'networking.firewall.enable = true;',
  ],
  'plain-password': [
    'users.users.ada.initialPassword = "secret";',
    'users.users.ada.hashedPasswordFile = "/run/secrets/ada";',
  ],
  'hashed-password-in-store': [
    'users.users.ada.hashedPassword = "$y$abc";',
    'users.users.ada.hashedPassword = null;',
  ],
  'wifi-key-in-store': [
    'networking.wireless.networks.home.psk = "abcdefgh";',
    'networking.wireless.networks.home.psk = "ext:home";',
  ],
  'wireguard-key-in-store': [
    'networking.wireguard.interfaces.wg0.privateKey = "abc=";',
    'networking.wireguard.interfaces.wg0.privateKeyFile = "/run/wg";',
  ],
  'mutable-users-off-without-password': [
    'users.mutableUsers = false;',
    'users.mutableUsers = true;',
  ],
  'sudo-without-password': [
    'security.sudo.wheelNeedsPassword = false;',
    'security.sudo.wheelNeedsPassword = true;',
  ],
  'allow-broken': ['nixpkgs.config.allowBroken = true;', 'nixpkgs.config.allowUnfree = true;'],
  'allow-insecure': [
    'nixpkgs.config.permittedInsecurePackages = [ "a-1" ];',
    'nixpkgs.config.permittedInsecurePackages = [ ];',
  ],
  'sandbox-off': ['nix.settings.sandbox = false;', 'nix.settings.sandbox = "relaxed";'],
  'trusted-everyone': [
    'nix.settings.trusted-users = [ "root" "*" ];',
    'nix.settings.trusted-users = [ "root" "@wheel" ];',
  ],
  'unsigned-caches': ['nix.settings.require-sigs = false;', 'nix.settings.require-sigs = true;'],
  'docker-group': [
    'users.users.ada.extraGroups = [ "wheel" "docker" ];',
    'users.users.ada.extraGroups = [ "wheel" "dockers" ];',
  ],
  'docker-open-socket': [
    'virtualisation.docker.listenOptions = [ "0.0.0.0:2375" ];',
    'virtualisation.docker.listenOptions = [ "/run/docker.sock" ];',
  ],
  'postgres-trust': [
    "services.postgresql.authentication = ''\n  host all all 0.0.0.0/0 trust\n'';",
    "services.postgresql.authentication = ''\n  local all all trust\n'';",
  ],
  'acme-staging': [
    'security.acme.defaults.server = "https://acme-staging-v02.api.letsencrypt.org/directory";',
    'security.acme.defaults.email = "a@example.org";',
  ],
  'auto-login': [
    'services.displayManager.autoLogin.enable = true;',
    'services.displayManager.autoLogin.enable = false;',
  ],
  'boot-editor': [
    'boot.loader.systemd-boot.editor = true;',
    'boot.loader.systemd-boot.editor = false;',
  ],
  'journal-volatile': [
    'services.journald.storage = "volatile";',
    'services.journald.storage = "persistent";',
  ],
  'kernel-mitigations-off': [
    'boot.kernelParams = [ "quiet" "mitigations=off" ];',
    'boot.kernelParams = [ "quiet" ];',
  ],
  'kernel-protection-off': [
    'security.protectKernelImage = false;',
    'security.protectKernelImage = true;',
  ],
  'home-ssh-forward-agent': [
    'programs.ssh.forwardAgent = true;',
    'programs.ssh.forwardAgent = false;',
  ],
};

describe('rules of practice', () => {
  for (const { id, set } of practiceRules) {
    const [bad = '', good = ''] = samples[id] ?? [];
    it(`${id} warns of ${bad}`, () => expect(told(bad, set)).to.deep.equal([id]));
    it(`${id} leaves ${good} alone`, () => expect(told(good, set)).to.deep.equal([]));
  }
});
