import { ExitCode, NixaiError, type Host } from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import { passwordFor, readKey } from './keys.js';
import type { Strategy } from './strategy.js';

/** How one machine's repository is opened. */
export interface Access {
  /** Without a name and a password in it. */
  readonly address: string;
  /** What restic needs to know, for the stdin of a script. */
  readonly input: string;
}

/**
 * Gives each machine's access.
 * @param others further NAME=VALUE lines for restic.
 * @throws NixaiError `backup-no-key`, or for a file of variables that is none.
 */
export async function accessTo(
  host: Host,
  { location, environmentFile }: Strategy,
  others: readonly string[] = [],
): Promise<(machine: string) => Access> {
  const key = await readKey(host);
  const more = environmentFile === undefined ? [] : await variablesIn(environmentFile);
  return (machine) => {
    const repository = repositoryOf(location, machine);
    const lines = [
      `RESTIC_REPOSITORY=${repository}`,
      `RESTIC_PASSWORD=${passwordFor(key, machine)}`,
      ...more,
      ...others,
    ];
    return { address: shownAddress(repository), input: `${lines.join('\n')}\n\n` };
  };
}

/** A machine's repository below a location. `s3://BUCKET` is Amazon's, `s3://HOST/BUCKET` another's. */
export function repositoryOf(location: string, machine: string): string {
  const below = `${location.replace(/\/+$/, '')}/${machine}`;
  const [, server = '', rest = ''] = /^s3:\/\/([^/]+)\/(.*)$/.exec(below) ?? [];
  if (server === '') return below;
  return /[.:]/.test(server)
    ? `s3:https://${server}/${rest}`
    : `s3:s3.amazonaws.com/${server}/${rest}`;
}

/** An address as it may be shown. */
export const shownAddress = (address: string): string =>
  address.replace(/(\/\/)[^/@\s]*:[^/@\s]*@/, '$1');

/** What restic's ways to elsewhere read (its manual, "Environment Variables"); nothing that a program obeys. */
const passedOn =
  /^(?:(?:AWS|B2|AZURE|GOOGLE|OS|ST|RCLONE)_[A-Z0-9_]+|RESTIC_(?:REST_USERNAME|REST_PASSWORD|COMPRESSION))=/;

async function variablesIn(file: string): Promise<readonly string[]> {
  const text = await readRegular(file, 'utf8').catch(() => undefined);
  if (text === undefined) throw unfit(`${file} cannot be read`);
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.replace(/^export\s+/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const odd = lines.find((line) => !passedOn.test(line));
  if (odd !== undefined)
    throw unfit(`${file} has a line for nobody: ${(/^\w{1,40}/.exec(odd) ?? ['?'])[0]}`);
  return lines;
}

const unfit = (what: string): NixaiError =>
  new NixaiError({
    code: 'backup-environment',
    what,
    why: 'it holds NAME=VALUE lines as restic’s manual has them: AWS_…, B2_…, AZURE_…, GOOGLE_…, OS_…, RCLONE_…',
    exitCode: ExitCode.refused,
  });
