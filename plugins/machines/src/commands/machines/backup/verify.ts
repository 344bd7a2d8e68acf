import { ExitCode, defineCommand, schema } from '@nixai/api';
import { backupFlag, whereFlags } from '../../../backups/flags.js';
import { verifiedSchema } from '../../../backups/result.js';
import { registryFlags } from '../../../registry/flags.js';
import { selectorArg, selectorFlags } from '../../../select/selector.js';

const { object, list } = schema;

export default defineCommand({
  summary: 'Read backups, restore one for a look, and say what that took',
  description: `All of a repository is read; then one backup is restored to a folder of nixai's own, each file compared with
what it was when it was backed up, and thrown away. A damaged one counts as verified no more. Ends with 1 where one is
not whole, or could not be read.`,
  examples: [
    '<%= config.bin %> machines backup verify --all',
    '<%= config.bin %> machines backup verify db1 --on standby1',
  ],
  effects: ['network', 'run'],
  grace: 10_000,
  output: object({ machines: list(verifiedSchema) }),
  args: selectorArg,
  strict: false,
  flags: { ...backupFlag, ...whereFlags, ...selectorFlags, ...registryFlags },
  async run(context) {
    const { chooseBackups } = await import('../../../backups/choose.js');
    const { verifyAll } = await import('../../../backups/look.js');
    const opening = await chooseBackups(context, false);
    return { machines: await verifyAll(context, opening, context.flags.backup) };
  },
  async render({ machines }, view) {
    return (await import('../../../render/backups/backups.js')).renderVerified(machines, view);
  },
  exitCode: ({ machines }) =>
    machines.every(({ verified }) => verified) ? ExitCode.ok : ExitCode.failure,
});
