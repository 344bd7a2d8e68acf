import { attributeName } from '../../../shared/code.js';
import { advice, nixFix, shellFix } from '../../../shared/fix.js';
import type { Answer } from '../../../shared/answers.js';

/** The network, services, and where packages come from. */
export const networkAndServices: readonly Answer[] = [
  [
    /can ?not use networking\.networkmanager with networking\.wireless/,
    () => [
      advice(
        'Delete networking.wireless.enable = true; NetworkManager looks after Wi-Fi by itself (and do not force it to false: from NixOS 26.05 on NetworkManager uses networking.wireless).',
      ),
    ],
  ],
  [
    /accept the CA's terms of service/,
    () => [
      nixFix(
        'Accept them, and say where warnings go.',
        'security.acme.acceptTerms = true;\nsecurity.acme.defaults.email = "YOUR_ADDRESS";',
        { fill: { YOUR_ADDRESS: 'your mail address' } },
      ),
    ],
  ],
  [
    /^Certificate (?<cert>[\w.*-]{1,120}) \(group=(?<group>[\w-]{1,60}),? .{0,80}must be readable by service\(s\) .{0,200}?\(user=(?<user>[\w-]{1,60}) /,
    ({ cert = '', group = 'acme', user = 'x' }) => [
      nixFix(
        `Give the certificate to the group of ${user}.`,
        `security.acme.certs.${attributeName(cert)}.group = "${user}";`,
      ),
      nixFix(
        `If several services read it: let each into ${group}.`,
        `users.users.${attributeName(user)}.extraGroups = [ "${group}" ];`,
      ),
    ],
  ],
  [
    /extraCommands is incompatible with the nftables/,
    () => [
      advice(
        'Write what networking.firewall.extraCommands has in the words of nftables (networking.firewall.extraInputRules, networking.nftables.tables), and take it out.',
      ),
      nixFix(
        'If that shall wait: back to iptables.',
        'networking.nftables.enable = lib.mkForce false;',
      ),
    ],
  ],
  [
    /ensureDatabases.{0,20} Offender: (?<name>[\w-]{1,60}) has not been found/,
    ({ name = '' }) => [
      nixFix(
        'Let the database of that name be made, too.',
        `services.postgresql.ensureDatabases = [ "${name}" ];`,
      ),
    ],
  ],
  [
    /ssh-agent and GnuPG agent with SSH support/,
    () => [
      nixFix(
        'If the agent of GnuPG shall hold the keys:',
        'programs.ssh.startAgent = lib.mkForce false;',
      ),
      nixFix('If ssh-agent shall:', 'programs.gnupg.agent.enableSSHSupport = lib.mkForce false;'),
    ],
  ],
  [
    /^Service '(?<unit>[\w@.-]{1,100}?)(?:\.service)?' with 'Type=oneshot' cannot have 'Restart=/,
    ({ unit = '' }) => [
      nixFix(
        'A oneshot may be started again only after a failure.',
        `systemd.services.${attributeName(unit)}.serviceConfig.Restart = lib.mkForce "on-failure";`,
      ),
    ],
  ],
  [
    /configures nixpkgs with an externally created instance/,
    () => [
      nixFix(
        'Give what nixpkgs.config has to the import of nixpkgs in flake.nix, and take nixpkgs.config out of the modules.',
        'pkgs = import nixpkgs {\n  system = "x86_64-linux";\n  config.allowUnfree = true;\n};',
      ),
      advice(
        'Or take pkgs (nixpkgs.pkgs, specialArgs) out of the call of nixosSystem, and let NixOS make it from nixpkgs.config.',
      ),
    ],
  ],
  [
    /nixpkgs.{0,10} options are disabled when .{0,4}home-manager\.useGlobalPkgs/,
    () => [
      advice(
        "Move what the home sets in nixpkgs.* (config, overlays) to the system's configuration: with useGlobalPkgs the home has its packages from there.",
      ),
      nixFix(
        'If the home shall have packages of its own:',
        'home-manager.useGlobalPkgs = lib.mkForce false;',
      ),
    ],
  ],
  [
    /hardware\.enableAllFirmware contains non-redistributable/,
    () => [
      nixFix(
        'Nearly all machines need only this.',
        'hardware.enableAllFirmware = lib.mkForce false;\nhardware.enableRedistributableFirmware = true;',
      ),
      nixFix(
        'If yours needs the rest: allow unfree packages.',
        'nixpkgs.config.allowUnfree = true;',
      ),
    ],
  ],
  [
    /Systemd (?<kind>[\w ]{2,40}) (?:has extra fields \[(?<fields>[^\]]{1,200})\]|field `(?<field>\w{1,60})' cannot have value `(?<value>[^']{0,100})')/,
    ({ kind = '', fields, field }) => [
      shellFix(
        `Correct or delete ${fields ?? field ?? 'it'}: man ${/netdev/i.test(kind) ? 'systemd.netdev' : 'systemd.network'} has the names and values (in the section of that name). This finds it.`,
        `grep -rnE --include='*.nix' '${
          (fields ?? field ?? '')
            .split(/[ ,]+/)
            .filter((one) => /^\w{1,60}$/.test(one))
            .join('|') || 'networkConfig'
        }' .`,
      ),
    ],
  ],
  [
    /Default graphical session, '(?<gone>[^']{1,60})', not found\. .{0,80}?are: (?<first>[\w.-]{1,60})/,
    ({ gone = '', first = '' }) => [
      nixFix(
        `Name one that is there in the place of ${gone} (the message lists them).`,
        `services.displayManager.defaultSession = "${first}";`,
      ),
    ],
  ],
  [
    /[Nn]extcloud (?<from>\d{2}) to (?<to>\d{2}),? which is not supported|upgrade .{0,60}nextcloud(?<first>\d{2})/i,
    ({ from }) => [
      nixFix(
        'Go one major version at a time: switch with the next one, let it migrate, then the one after it.',
        `services.nextcloud.package = pkgs.nextcloud${from === undefined ? '30' : Number(from) + 1};`,
      ),
    ],
  ],
];
