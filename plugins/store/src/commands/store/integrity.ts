import { ExitCode, defineCommand, flag } from '@nixai/api';
import { integritySchema } from '../../integrity/result.js';
import { placeFlags } from '../../place/flags.js';

export default defineCommand({
  summary: 'Look whether the store and the backups are what they say',
  description: `The store of this machine (nix-store --verify), its database (SQLite’s own check, on a copy), its
roots, and each backup of the repository. With --deep each byte is read and compared. Nothing is changed.
Ends with 1 where something is damaged.`,
  examples: [
    '<%= config.bin %> store integrity',
    '<%= config.bin %> store integrity --deep --only backups --repo /mnt/usb/backups',
  ],
  effects: ['run', 'network'],
  grace: 10_000,
  output: integritySchema,
  flags: {
    deep: flag.boolean('Read all contents, and not only what is there'),
    subset: flag.string('Of a restic repository’s data so much: 5%, 1/10, 2G', {
      dependsOn: ['deep'],
    }),
    only: flag.oneOf(['store', 'backups'], 'The store of this machine, or the backups, alone'),
    ...placeFlags,
  },
  async run(context) {
    const { integrity } = await import('../../integrity/integrity.js');
    const { engineOf, hasPlace } = await import('../../place/flags.js');
    const { deep, only, subset } = context.flags;
    const wantsBackups = only === 'backups' || (only === undefined && (await hasPlace(context)));
    const engine = wantsBackups ? await engineOf(context) : undefined;
    return integrity(context, {
      deep: deep === true,
      store: only !== 'backups',
      ...(engine && { engine }),
      ...(subset !== undefined && { subset }),
    });
  },
  async render(result, view) {
    return (await import('../../render/integrity.js')).renderIntegrity(result, view);
  },
  exitCode: ({ findings }) => (findings.length === 0 ? ExitCode.ok : ExitCode.failure),
});
