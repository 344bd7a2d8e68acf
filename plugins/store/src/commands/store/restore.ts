import { arg, defineCommand, flag } from '@nixai/api';
import { placeFlags } from '../../place/flags.js';
import { restoredSchema } from '../../restore/result.js';

export default defineCommand({
  summary: 'Restore a backup into a folder, or its store paths into this store',
  description: `All of it is read and compared with its manifest before the first write. With --to it becomes the
root of a machine that does not run: files, and a store in nix/store. With --into-store the store paths come
into the store of this machine. Roots are made first, so that no garbage collection takes them; what was
written is read again. No profile is moved, and nothing is switched to, unless --switch says so; then what
runs afterwards is looked at, and a switch that failed is taken back. A file that is there and is another
is never written over. Broken off and run again, it goes on.`,
  examples: [
    '<%= config.bin %> store restore /mnt/usb/backups --to /mnt/new --dry-run',
    '<%= config.bin %> store restore web1.tar --to ./web1 --only config --dry-run',
  ],
  effects: ['run', 'network', 'write'],
  grace: 10_000,
  output: restoredSchema,
  args: {
    backup: arg.string('A backup by its id, latest, or a place with the newest one', {
      required: true,
    }),
  },
  flags: {
    to: flag.string('Into this folder', { exclusive: ['into-store'] }),
    'into-store': flag.boolean('Store paths into the store of this machine'),
    only: flag.oneOf(['config', 'closure'], 'Files alone, or store paths alone'),
    switch: flag.boolean('And make its system that of this machine: profile, services, boot menu', {
      dependsOn: ['into-store'],
    }),
    'dry-run': flag.boolean('Verify it, say what would be written, and write nothing'),
    yes: flag.boolean('Do not ask'),
    ...placeFlags,
  },
  async run(context) {
    const { restore } = await import('../../restore/restore.js');
    const { restoreRequest } = await import('../../restore/request.js');
    return restore(context, await restoreRequest(context, context.args.backup));
  },
  async render(result, view) {
    return (await import('../../render/restore.js')).renderRestored(result, view);
  },
});
