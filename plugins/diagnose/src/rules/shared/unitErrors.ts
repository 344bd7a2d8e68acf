import type { DiagnosisFix } from '@nixai/api';
import { advice, shellFix } from './fix.js';

/** Errors of units that have one answer, whatever the unit. */
const knownErrors: readonly (readonly [RegExp, DiagnosisFix])[] = [
  [
    /nixos-rebuild.{0,40}(?:unknown option|unrecognized arguments?:) [`'"]?-/,
    advice(
      'Take that option out of system.autoUpgrade.flags (the new nixos-rebuild-ng does not know all options of the old one; -I is one of them): with channels nothing is needed in its place, with a flake set system.autoUpgrade.flake.',
      'restart',
    ),
  ],
  [
    /-plasma-config: line \d+: syntax error/,
    advice(
      'The script that plasma-manager writes from programs.plasma is no valid shell: a value there has a character ( ( ) " \' ) that it does not quote. Quote or remove that value, or update the input plasma-manager.',
    ),
  ],
  [
    /line \d+: syntax error near/,
    advice(
      'The script of the unit is no valid shell at that line: correct the option that it is made from (script, preStart, ExecStart, or a value that is put into it without quotes).',
    ),
  ],
  [
    /Environment file .* (?:No such file|not found)|Failed to load environment files/,
    advice(
      'The file of EnvironmentFile= does not exist (yet): create it, correct the option that names it (environmentFile), or see why the secret was not decrypted.',
      'restart',
    ),
  ],
  [
    /Failed to determine user credentials/,
    advice(
      'The user that the unit shall run as does not exist: declare it (users.users), or correct serviceConfig.User.',
      'restart',
    ),
  ],
  [
    /are too open|permissions? .{0,40}\btoo (?:open|permissive)/i,
    advice(
      'Its file lies in /nix/store, where everybody may read it, and the program wants it closed: give it a file outside of the store, which only its user can read (the option that takes a path as a string, "/etc/…" or a secret of sops-nix or agenix), with mode 0600.',
      'security',
    ),
  ],
  [
    /is not owned by|wrong ownership|unsafe (?:path )?(?:transition|ownership)/,
    advice(
      'Give the folder to the user of the service (chown -R), and its parents to root: systemd-tmpfiles makes nothing below a folder that belongs to somebody else.',
      'security',
    ),
  ],
  [
    /cannot mount '(?:\/[^']{0,200})': directory is not empty/,
    advice(
      'The data set is mounted by ZFS itself and by fileSystems: give it zfs set mountpoint=legacy, or options = [ "zfsutil" ] in fileSystems; if files lie below the mount point, move them away first.',
      'data',
    ),
  ],
  [
    /modprobe: FATAL: Module \S{1,60} not found in directory \/run\/booted-system\//,
    shellFix(
      'The kernel that runs is an older one, and the module of this configuration is built for the new one: restart into it. (If it is still missing then, that kernel has no such module: boot.extraModulePackages, or another boot.kernelPackages.)',
      'sudo nixos-rebuild boot && sudo reboot   # with your own --flake',
      'restart',
    ),
  ],
  [
    /has no ExecStart=|bad unit file setting/,
    advice(
      'Nothing says what the unit is to run: a configuration (yours, or a module) adds to systemd.services by a name that no service has. See how it is really called (phpfpm-NAME, podman-NAME, NAME-setup: systemctl list-unit-files), and use that name; or import and enable the module that declares it.',
    ),
  ],
  [
    /\balready mounted (?:on|or)\b/,
    advice(
      'It is already mounted, and nothing is missing: the failed state goes with the next start, or with sudo systemctl reset-failed. If it comes back, two things mount it: keep one of fileSystems, your own unit, and what nixpkgs does by itself (update that, if nothing of yours does).',
    ),
  ],
  [
    /\bA file already exists at \/\S/,
    advice(
      'impermanence links that file from its persistent folder, and one that was made in the meantime is in the way: move it into the persistent folder if that has none yet, else delete it, and switch again. What NixOS writes itself (/etc/group, /etc/passwd) is not to be made persistent: take it out of the list.',
      'data',
    ),
  ],
  [
    /mount ?point is not empty/,
    advice(
      'The folder that shall be mounted over has files of its own, or something is still mounted there: close what uses it, unmount it (fusermount -u, umount), move the files away, and switch again.',
      'data',
    ),
  ],
  [
    /Cannot assign requested address|EADDRNOTAVAIL/,
    advice(
      'The address that it listens on is not on this machine (yet): let the unit start after network-online.target (after and wants), or allow it with boot.kernel.sysctl."net.ipv4.ip_nonlocal_bind" = 1; if no interface ever has that address, correct it.',
      'restart',
    ),
  ],
  [
    /\/nix\/var\/nix\/daemon-socket: No such file/,
    advice(
      'A container is given the socket of the Nix daemon, and the machine has none: start it with sudo systemctl start nix-daemon.socket (nix.enable = true), or make the folder /nix/var/nix/daemon-socket.',
      'restart',
    ),
  ],
  [
    /\/per-container\/[^\s/]{1,60}\/system\b.{0,40}No such file/,
    advice(
      'The system of the container is not there: a declared one is built again with nixos-rebuild switch, one that was made by hand with sudo nixos-container update NAME (or it was destroyed: nixos-container list).',
      'restart',
    ),
  ],
  [
    /(?:database|role) "[^"]{1,80}" does not exist|password authentication failed for user|Unknown database/,
    advice(
      'Let the database server make what it asks for: services.postgresql.ensureDatabases and ensureUsers (services.mysql has the same), and let the unit start after it (after and requires postgresql.service); a user without a password has to be of the same name as the user of the unit.',
      'restart',
    ),
  ],
  [
    /cannot load certificate|failed to load (?:the )?certificate|(?:SSL_CTX_use_PrivateKey|use_certificate)/,
    advice(
      'The certificate is not where it looks: see that ACME has made it (systemctl status "acme-*"), that its group may read it (security.acme.certs.NAME.group), or correct the path.',
      'restart',
    ),
  ],
  [
    /host not found in upstream|[Ff]ailed to (?:reach|resolve) ['"`]?[\w.-]+\.[a-z]|Name or service not known|Trying again in [\d.]+ seconds|getaddrinfo|[Tt]emporary failure in name resolution|could not be resolved|no such host/,
    advice(
      'It looks a name up when it starts, and there is no answer (yet): let it start after network-online.target and nss-lookup.target (after and wants), or name the address; if the name is wrong, correct it.',
      'restart',
    ),
  ],
  [
    /[Rr]ead-only file system/,
    advice(
      'The unit may write only in its own folders (ProtectSystem): let its data lie in /var/lib/NAME (StateDirectory), or allow the folder with serviceConfig.ReadWritePaths; what lies in /nix/store is never written: give it a file elsewhere.',
      'restart',
    ),
  ],
  [
    /getpwnam\(|unknown (?:user|group) ['"`]|Failed to resolve (?:user|group)/,
    advice(
      'The user or group that it names does not exist on this machine: declare it (users.users, users.groups), or correct the option that names it.',
      'restart',
    ),
  ],
];

export function knownFix(why: string): readonly DiagnosisFix[] | undefined {
  const fix = knownErrors.find(([pattern]) => pattern.test(why))?.[1];
  return fix === undefined ? undefined : [fix];
}
