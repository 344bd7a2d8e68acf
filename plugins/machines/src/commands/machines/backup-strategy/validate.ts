import { ExitCode, defineCommand, flag } from '@nixai/api';
import { whereFlags } from '../../../backups/flags.js';
import { validatedSchema } from '../../../backups/result.js';
import { registryFlags } from '../../../registry/flags.js';
import { selectorArg, selectorFlags } from '../../../select/selector.js';

export default defineCommand({
  summary: 'Look whether machines can be backed up as the strategy says',
  description: `The key and the files on this side; on each machine restic, the repository and its password. Changes
nothing. Ends with 1 where something cannot be.`,
  examples: [
    '<%= config.bin %> machines backup-strategy validate',
    '<%= config.bin %> machines backup-strategy validate --identity ~/.ssh/backup-encryption',
  ],
  effects: ['network', 'run'],
  output: validatedSchema,
  args: selectorArg,
  strict: false,
  flags: {
    identity: flag.string('A private key that the copy of the key is tried with'),
    ...whereFlags,
    ...selectorFlags,
    ...registryFlags,
  },
  async run(context) {
    const { chooseBackups } = await import('../../../backups/choose.js');
    const { validateStrategy } = await import('../../../backups/validate.js');
    return validateStrategy(context, await chooseBackups(context, true), context.flags.identity);
  },
  async render(result, view) {
    return (await import('../../../render/backups/strategy.js')).renderValidated(result, view);
  },
  exitCode: ({ checks }) =>
    checks.some(({ state }) => state === 'bad') ? ExitCode.failure : ExitCode.ok,
});
