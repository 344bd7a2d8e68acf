import { arg, defineCommand } from '@nixai/api';
import { placeFlags } from '../../place/flags.js';
import { plural } from '../../render/bytes.js';
import { testedSchema } from '../../testRestore/testRestore.js';

export default defineCommand({
  summary: 'Restore a backup to see whether it can be, and how long it takes',
  description: `All of it, into a folder of nixai’s own (--staging), where all is read again and then thrown away.
What it took is the time to count with when it is needed; the age of the newest backup that was read back is
how much is lost then. Neither is ever estimated.`,
  examples: ['<%= config.bin %> store test-restore --repo /mnt/usb/backups'],
  effects: ['run', 'network'],
  grace: 10_000,
  output: testedSchema,
  args: { backup: arg.string('A backup by its id; the newest if absent') },
  flags: placeFlags,
  async run(context) {
    const { testRestore } = await import('../../testRestore/testRestore.js');
    const { engineOf, stagingOf } = await import('../../place/flags.js');
    const engine = await engineOf(context);
    const folder = await stagingOf(context);
    return testRestore(context, { engine, name: context.args.backup ?? 'latest', folder });
  },
  render({ id, paths, files, recoverySeconds, newestVerifiedDays }, { wrap, style }) {
    return [
      style.good(
        wrap(
          `${id} comes back: ${plural(paths, 'store path')} and ${plural(files, 'file')}, all read again.`,
        ),
      ),
      wrap(`Restoring all of it took ${recoverySeconds} s here.`),
      ...(newestVerifiedDays === undefined
        ? []
        : [
            wrap(
              `The newest backup that was read back is ${plural(newestVerifiedDays, 'day')} old.`,
            ),
          ]),
    ].join('\n');
  },
});
