import { stat } from 'node:fs/promises';
import { isNixaiError, sanitizer, type CommandContext, type Host } from '@nixai/api';
import type { Fault } from '../ssh/each.js';
import { accessTo } from './access.js';
import { keyFile, openedKey, readKey } from './keys.js';
import { listBackups } from './host/restic.js';
import { isFinished } from './host/snapshots.js';
import { onRepositories, type Opening } from './open.js';
import { knownOf, readRecords } from './records.js';
import type { Validated } from './result.js';
import { rulesOf, type Strategy } from './strategy.js';

type Check = Validated['checks'][number];

/**
 * Looks whether a strategy can be carried out: its key and files here, restic and the repository on each
 * machine. Changes nothing.
 * @param identity the private half of the key's recipient: whether the copy opens is then seen.
 */
export async function validateStrategy(
  context: Pick<CommandContext, 'host' | 'tasks'>,
  opening: Opening,
  identity: string | undefined,
): Promise<Validated> {
  const { host } = context;
  const own = await ownChecks(host, opening.strategy, identity);
  if (own.some(({ state }) => state === 'bad')) return { checks: own };
  const records = await readRecords(host);
  const outcomes = await onRepositories(context, opening, 'asking machines', (one) =>
    listBackups(one),
  );
  const theirs = outcomes.map((one): Check => {
    const machine = one.machine.name;
    const what = 'repository';
    if (!one.ok) return { machine, what, state: 'bad', ...causeOf(machine, one.fault) };
    const many = one.value.filter(isFinished).length;
    if (knownOf(records, machine).verified !== undefined)
      return { machine, what: `${what}: ${many} backups`, state: 'ok' };
    const why = 'none of its backups was read back from here';
    const hint = `nixai machines backup ${many === 0 ? 'run' : 'verify'} ${machine}`;
    return { machine, what: `${what}: ${many} backups`, state: 'warning', why, hint };
  });
  return { checks: [...own, ...theirs] };
}

/** Of what restic said the last line is the cause. */
export function causeOf(
  machine: string,
  { code, what, why = '', hint }: Fault,
): Readonly<Record<'why' | 'hint', string>> {
  const last = why.split('\n').at(-1) ?? '';
  const next = code.startsWith('backup-') ? 'backup-strategy show' : 'status';
  return {
    why: last === '' ? what : `${what}: ${last}`,
    hint: hint ?? `nixai machines ${next} ${machine}`,
  };
}

async function ownChecks(
  host: Host,
  strategy: Strategy,
  identity: string | undefined,
): Promise<readonly Check[]> {
  const file = keyFile(host);
  return [
    await check('key on this side', async () => {
      await readKey(host);
      const { mode } = await stat(file);
      if ((mode & 0o077) !== 0) return [`others may read ${file}`, `chmod 600 ${file}`];
      return undefined;
    }),
    await check('copy of the key for somebody else', async () => {
      if (strategy.recipientFile === undefined)
        return [
          `there is none: where ${file} is lost, so are all backups`,
          'nixai machines backup-strategy configure --encrypt-with-key KEY.pub',
        ];
      if (identity === undefined)
        return ['whether it opens was not tried', '--identity PRIVATE-KEY tries it'];
      const { clean } = await host.service(sanitizer);
      const opened = await openedKey(host, `${file}.age`, identity);
      if (opened !== (await readKey(host))) throw new Error(clean(`${file}.age has another key`));
      return undefined;
    }),
    ...(strategy.environmentFile === undefined
      ? []
      : [
          await check('file of variables', async () => {
            await accessTo(host, strategy);
            return undefined;
          }),
        ]),
    await check('rules for what is kept', () =>
      Promise.resolve(
        rulesOf(strategy).length > 0
          ? undefined
          : (['nothing is ever taken away', '--retention-days 30, or --keep-daily 7'] as const),
      ),
    ),
  ];
}

/** @param look gives why it is only half right, and what mends it. */
async function check(
  what: string,
  look: () => Promise<readonly [string, string] | undefined>,
): Promise<Check> {
  try {
    const half = await look();
    if (half === undefined) return { what, state: 'ok' };
    return { what, state: 'warning', why: half[0], hint: half[1] };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (!isNixaiError(error)) return { what, state: 'bad', why: error.message };
    const { what: fault, why, hint } = error;
    const whole = why === undefined ? fault : `${fault}: ${why}`;
    return { what, state: 'bad', why: whole, ...(hint !== undefined && { hint }) };
  }
}
