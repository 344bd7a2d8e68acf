import { shellWord, type Diagnosis, type Evidence } from '@nixai/api';
import { shellFix } from '../../shared/fix.js';

/** disko goes on where a tool refused a user; the partition is then not there. */
export function withoutRoot(device: string, evidence: Evidence): Diagnosis | undefined {
  const command = evidence.before(
    /(?:^|[$❯#] )(?<is>nix .{0,80}\brun .{0,40}disko\S{0,60}.{0,300})$/,
    60,
  )?.groups?.['is'];
  if (evidence.before(/(?:^|[$❯] )sudo |^\[?root@/, 60) !== undefined) return undefined;
  if (command === undefined && !/Error is 13/.test(evidence.line.text)) return undefined;
  return {
    culprit: `disko (${device})`,
    facts: { device },
    message: `disko was started by a user who may not write to the disk: the partition ${device} was never made, and what shall be made on it fails.`,
    fixes: [
      shellFix(
        'Run the same command as root; see first that it names the right disk (all on it is lost).',
        command === undefined || /["'`$\\]/.test(command)
          ? 'lsblk; sudo YOUR_COMMAND'
          : `lsblk; sudo ${command.split(' ').map(shellWord).join(' ')}`,
        {
          risk: 'data',
          ...(command === undefined || /["'`$\\]/.test(command)
            ? { fill: { YOUR_COMMAND: 'the command that failed' } }
            : {}),
        },
      ),
    ],
    verify: ['lsblk -o NAME,PARTLABEL,FSTYPE'],
  };
}
