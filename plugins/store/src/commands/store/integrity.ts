import { ExitCode, defineCommand, flag } from '@nixai/api';
import { integritySchema } from '../../integrity/result.js';
import { placeFlags } from '../../place/flags.js';

export default defineCommand({
  summary: 'Look whether the store and the backups are what they say',
  description: `The store of this machine, its database (SQLite’s own check, on a copy), its roots, and each backup of
the repository. With --deep each byte is read and compared. Nothing is changed, but with --repair-from: then
damaged store paths are put right out of the backups there, after a yes, and read again. Ends with 1 where
something is damaged and stays so.`,
  examples: [
    '<%= config.bin %> store integrity',
    '<%= config.bin %> store integrity --deep --only backups --repo /mnt/usb/backups',
    '<%= config.bin %> store integrity --deep --only store --repair-from /mnt/usb/backups --dry-run',
  ],
  effects: ['run', 'network', 'write'],
  grace: 10_000,
  output: integritySchema,
  flags: {
    deep: flag.boolean('Read all contents, and not only what is there'),
    subset: flag.string('Of a restic repository’s data so much: 5%, 1/10, 2G', {
      dependsOn: ['deep'],
    }),
    only: flag.oneOf(['store', 'backups'], 'The store of this machine, or the backups, alone'),
    'repair-from': flag.string('Put damaged store paths right out of this repository or folder', {
      helpGroup: 'REPAIR',
    }),
    'dry-run': flag.boolean('Say what would be put right, and change nothing', {
      helpGroup: 'REPAIR',
      dependsOn: ['repair-from'],
    }),
    yes: flag.boolean('Do not ask', { helpGroup: 'REPAIR', dependsOn: ['repair-from'] }),
    ...placeFlags,
  },
  async run(context) {
    const { integrity } = await import('../../integrity/integrity.js');
    const { engineOf, hasPlace } = await import('../../place/flags.js');
    const { deep, only, subset, 'repair-from': from } = context.flags;
    const wantsBackups = only === 'backups' || (only === undefined && (await hasPlace(context)));
    const engine = wantsBackups ? await engineOf(context) : undefined;
    const { 'dry-run': dryRun, yes } = context.flags;
    const repair = from !== undefined && {
      ...{ engine: await engineOf(context, from), dryRun: dryRun === true, yes: yes === true },
    };
    return integrity(context, {
      deep: deep === true,
      ...(repair && { repair }),
      store: only !== 'backups' || from !== undefined,
      ...(engine && { engine }),
      ...(subset !== undefined && { subset }),
    });
  },
  async render(result, view) {
    return (await import('../../render/integrity.js')).renderIntegrity(result, view);
  },
  exitCode: ({ findings }) => (findings.length === 0 ? ExitCode.ok : ExitCode.failure),
});
