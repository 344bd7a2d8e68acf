import { shellWord, type DiagnosisFix, type Evidence } from '@nixai/api';
import { serviceAttribute } from './code.js';
import { advice, nixFix, shellFix } from './fix.js';

/** Why systemd itself could not run a unit's program, by the status that it gives for it. */
interface ExitStatus {
  readonly means: string;
  readonly fixes: (unit: string) => readonly DiagnosisFix[];
}

/** A folder that systemd makes for a unit: it is there, and is of another kind than wanted. */
const folder = (setting: string, below: string): ExitStatus => ({
  means: `systemd cannot make or take over the folder of ${setting} (below ${below})`,
  fixes: (unit) => [
    shellFix(
      `See what is in its place: with DynamicUser ${below}/NAME must be a link to ${below}/private/NAME, without it a folder. Move away what is of the other kind, and start the unit again.`,
      `systemctl show -p DynamicUser,${setting} -- ${shellWord(unit)}; ls -ld ${below}/ ${below}/private; ls -l ${below} | head -50`,
    ),
    advice(
      `It may also be that the file system of ${below} is read-only or full (findmnt -T ${below}, df -h ${below}).`,
    ),
  ],
});

const statuses: Readonly<Record<string, ExitStatus>> = {
  CHDIR: {
    means: 'its WorkingDirectory does not exist, or its user may not enter it',
    fixes: (unit) => [
      shellFix(
        'See which folder that is, and whose.',
        `systemctl show -p WorkingDirectory,User -- ${shellWord(unit)}`,
      ),
      nixFix(
        'Then have it made at every start.',
        'systemd.tmpfiles.rules = [ "d /YOUR_FOLDER 0750 YOUR_USER YOUR_GROUP -" ];',
        {
          fill: {
            YOUR_FOLDER: 'the folder, without its first slash',
            YOUR_USER: 'the user of the unit',
            YOUR_GROUP: 'its group',
          },
        },
      ),
    ],
  },
  USER: {
    means: 'the user that it shall run as does not exist',
    fixes: () => [
      advice(
        'The user that the unit shall run as does not exist: declare it (users.users), or correct serviceConfig.User.',
        'restart',
      ),
    ],
  },
  GROUP: {
    means: 'the group that it shall run as does not exist',
    fixes: () => [
      advice(
        'The group that the unit shall run as does not exist: declare it (users.groups), or correct serviceConfig.Group and SupplementaryGroups.',
        'restart',
      ),
    ],
  },
  CREDENTIALS: {
    means: 'a file of LoadCredential= or SetCredential= cannot be read',
    fixes: (unit) => [
      shellFix(
        'See which file that is, and put it there (or see why its secret was not decrypted).',
        `systemctl show -p LoadCredential,LoadCredentialEncrypted -- ${shellWord(unit)}`,
        'restart',
      ),
    ],
  },
  CAPABILITIES: {
    means: 'systemd may not give it the capabilities that it asks for',
    fixes: () => [
      advice(
        'In a container the host has to allow them; else correct AmbientCapabilities and CapabilityBoundingSet of the unit.',
        'security',
      ),
    ],
  },
  SECCOMP: {
    means: 'the filter of system calls (SystemCallFilter) cannot be set up',
    fixes: (unit) => [
      nixFix(
        'Take the filter away from this unit, to see that it is that.',
        `systemd.services.${serviceAttribute(unit)}.serviceConfig.SystemCallFilter = lib.mkForce [ ];`,
        'security',
      ),
    ],
  },
  RUNTIME_DIRECTORY: folder('RuntimeDirectory', '/run'),
  STATE_DIRECTORY: folder('StateDirectory', '/var/lib'),
  CACHE_DIRECTORY: folder('CacheDirectory', '/var/cache'),
  LOGS_DIRECTORY: folder('LogsDirectory', '/var/log'),
  STDOUT: {
    means: 'systemd cannot open what StandardOutput or StandardError name',
    fixes: (unit) => [
      shellFix(
        'See what they name: a file wants its folder, and a unit of the initrd the journal.',
        `systemctl show -p StandardOutput,StandardError -- ${shellWord(unit)}`,
      ),
    ],
  },
};

/** What the status says that systemd gives in place of a unit's own (`status=238/STATE_DIRECTORY`). */
export function exitStatusOf(
  evidence: Evidence,
): (ExitStatus & { readonly name: string }) | undefined {
  const status = /status=2\d\d\/(?<name>[A-Z_]{3,30})/;
  const name = (
    status.exec(evidence.line.text) ??
    evidence.after(status, 12) ??
    evidence.before(status, 12)
  )?.groups?.['name'];
  const known = name === undefined ? undefined : statuses[name];
  return name === undefined || known === undefined ? undefined : { name, ...known };
}
