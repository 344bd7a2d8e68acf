import { resolve } from 'node:path';
import {
  ExitCode,
  NixaiError,
  files,
  flag,
  type CommandContext,
  type FileChange,
  type Host,
  type Values,
} from '@nixai/api';
import { writeFlags } from '../registry/flags.js';
import { checkedCalendar, timerFlags, timerFor, type WrittenTimer } from '../timers/timers.js';
import { shownAddress } from './access.js';
import { keyFile, keyIfAny, newKey, sealedKey } from './keys.js';
import type { Configured } from './result.js';
import {
  isPath,
  rules,
  rulesOf,
  strategyFile,
  strategyIfAny,
  strategyText,
  type Strategy,
} from './strategy.js';

const helpGroup = 'KEEP';
const keep = (what: string) => flag.integer(`Keep ${what}`, { min: 0, helpGroup });

export const configureFlags = {
  'backup-location': flag.string(
    'Where: sftp:USER@HOST:/FOLDER, s3://BUCKET, a folder that each machine has mounted',
  ),
  schedule: flag.string('When: daily, "Mon *-*-* 03:00", or a line of cron'),
  path: flag.strings('This file or folder of each machine as well'),
  pre: flag.string(`Run this in a machine's shell before: a dump into $NIXAI_DUMPS`),
  post: flag.string('And this after, however it ends'),
  'encrypt-with-key': flag.string('Keep a copy of the key that this public key opens, age or SSH'),
  'environment-file': flag.string('NAME=VALUE lines on this side: AWS_ACCESS_KEY_ID, …'),
  'retention-days': flag.integer('Keep all that are younger than so many days', {
    min: 1,
    helpGroup,
  }),
  'keep-last': keep('so many, the newest'),
  'keep-daily': keep('the newest of so many days'),
  'keep-weekly': keep('the newest of so many weeks'),
  'keep-monthly': keep('the newest of so many months'),
  'keep-yearly': keep('the newest of so many years'),
  ...timerFlags('TIMER'),
  ...writeFlags,
};
export type ConfigureFlags = Partial<Values<typeof configureFlags>>;

/**
 * Writes how machines are backed up, and the timer that does it: shown and asked for. What is not said
 * stays as it was. The key is made where there is none, and neither shown nor taken back.
 */
export async function configure(
  { host, carryOut }: Pick<CommandContext, 'host' | 'carryOut'>,
  flags: ConfigureFlags,
): Promise<Configured> {
  const before = await strategyIfAny(host);
  const said = await saidStrategy(host, before, flags);
  const key = (await keyIfAny(host)) ?? newKey();
  const { units, start, format, folder } = await timerOf(host, said, before, flags);
  const strategy: Strategy = { ...said, timer: { format, folder } };
  const copy = strategy.recipientFile === undefined ? undefined : `${keyFile(host)}.age`;
  const changes: readonly FileChange[] = [
    { path: strategyFile(host), content: strategyText(strategy), mode: 0o600 },
    ...(strategy.recipientFile === undefined || copy === undefined
      ? []
      : [{ path: copy, content: await sealedKey(host, key, strategy.recipientFile), mode: 0o600 }]),
    ...units,
  ];
  const service = await host.service(files);
  const plan = await service.plan(changes, 'machines backup-strategy configure');
  const { yes = false, 'dry-run': dryRun = false } = flags;
  const done = await carryOut(plan, { yes, dryRun, question: 'Write this strategy?' });
  const written = done !== undefined || plan.actions.length === 0;
  if (written && !dryRun && (await keyIfAny(host)) === undefined)
    await service.write(keyFile(host), `${key}\n`, { mode: 0o600, expect: '' });
  return {
    ...{ written: written && !dryRun, dryRun, format, start },
    strategy: shownStrategy(strategy),
    ...(before !== undefined && { before: shownStrategy(before) }),
    key: keyFile(host),
    ...(copy !== undefined && { copy }),
    files: changes.map(({ path }) => path),
    units: units.map(({ path, content }) => ({ file: path, text: content })),
    ...(done?.change !== undefined && { undo: done.change }),
  };
}

const shownStrategy = (strategy: Strategy): Strategy => ({
  ...strategy,
  location: shownAddress(strategy.location),
});

type Said = Omit<Strategy, 'timer'>;

async function saidStrategy(
  host: Host,
  before: Strategy | undefined,
  flags: ConfigureFlags,
): Promise<Said> {
  const location = flags['backup-location'] ?? before?.location;
  if (location === undefined)
    throw usage('say where backups go', '--backup-location sftp:backup@nas:/srv/backups');
  const text = flags.schedule ?? before?.schedule ?? 'daily';
  const kept = rules.map((rule) => [rule, flags[`keep-${rule}`] ?? before?.keep[rule]] as const);
  const recipient = flags['encrypt-with-key'];
  const environment = flags['environment-file'];
  const pre = flags.pre ?? before?.pre;
  const post = flags.post ?? before?.post;
  const retentionDays = flags['retention-days'] ?? before?.retentionDays;
  const recipientFile = recipient === undefined ? before?.recipientFile : resolve(recipient);
  const environmentFile =
    environment === undefined ? before?.environmentFile : resolve(environment);
  return {
    version: 1,
    location: checkedLocation(location),
    schedule: await checkedCalendar(host, text),
    keep: Object.fromEntries(kept.filter(([, many]) => many !== undefined)),
    paths: (flags.path ?? before?.paths ?? []).map(checkedPath),
    ...(retentionDays !== undefined && { retentionDays }),
    ...(pre !== undefined && pre !== '' && { pre }),
    ...(post !== undefined && post !== '' && { post }),
    ...(recipientFile !== undefined && { recipientFile }),
    ...(environmentFile !== undefined && { environmentFile }),
  };
}

/** Both have a folder (restic's manual, "SFTP"); `sftp:USER@HOST` alone is refused only when it is opened. */
const sftpAddress =
  /^sftp:(?:\/\/[^\s/]+\/\S+|(?!\/\/)(?:[^\s:/[\]]+@)?(?:[^\s:/[\]]+|\[[^\s/[\]]+\]):\S+)$/;

export function checkedLocation(location: string): string {
  if (location.startsWith('sftp:') && !sftpAddress.test(location))
    throw usage(
      `${JSON.stringify(shownAddress(location))} is no address that restic takes`,
      'sftp:USER@HOST:/FOLDER, or sftp://USER@HOST:PORT//FOLDER',
    );
  if (isPath(location) || /^(?:sftp|rest|s3|b2|azure|gs|swift|rclone):\S+$/.test(location))
    return location;
  throw usage(
    `${JSON.stringify(location)} is no place for backups`,
    'an absolute path that each machine has mounted, or sftp:USER@HOST:/FOLDER, s3://BUCKET',
  );
}

function checkedPath(path: string): string {
  if (isPath(path)) return path.replace(/(?<=.)\/+$/, '');
  throw usage(`${JSON.stringify(path)} is no absolute path`, '--path /var/lib/grafana');
}

const usage = (what: string, hint: string): NixaiError =>
  new NixaiError({ code: 'usage', what, hint, exitCode: ExitCode.usage });

const timerOf = (
  host: Host,
  said: Said,
  before: Strategy | undefined,
  { format = before?.timer.format, to = before?.timer.folder }: ConfigureFlags,
): Promise<WrittenTimer> =>
  timerFor(
    host,
    {
      name: 'nixai-backups',
      description: 'nixai backs up machines',
      words: [
        ...['machines', 'backup', 'run', '--all'],
        ...(rulesOf(said).length > 0 ? ['--prune'] : []),
      ],
      when: said.schedule,
      service: { Nice: '10', TimeoutStartSec: '24h' },
      packages: ['pkgs.openssh'],
    },
    { ...(format !== undefined && { format }), ...(to !== undefined && { to }) },
  );

/** What always is in a backup, and what is not: for people. */
export const contents = {
  always: 'configuration, /var/lib/nixos, /etc/machine-id, keys of the SSH host',
  never: 'the Nix store, /home and databases, unless --path or --pre says so',
} as const;
