import { defineCommand, flag } from '@nixai/api';
import { backupSchema } from '../../backup/result.js';
import { scopes } from '../../manifest/manifest.js';
import { engineNames } from '../../engines/names.js';
import { keepFlags } from '../../forget/flags.js';
import { placeFlags } from '../../place/flags.js';

export default defineCommand({
  summary: 'Back up what this machine needs of the Nix store, and its files',
  description: `What the system and people's profiles need, the configuration, and the state that NixOS cannot make
again. What was added is read back from where it is kept, and only then it is a success. What is not in it
(databases, /home) is said each time. Broken off, it leaves no backup; run again, it goes on.`,
  examples: [
    '<%= config.bin %> store backup --output /mnt/usb/backups --dry-run',
    '<%= config.bin %> store backup --repo sftp:backup@nas:/srv/web1 --password-file /etc/secrets/restic --init --dry-run',
    '<%= config.bin %> store backup --output web1.tar --scope config,state --dry-run',
  ],
  effects: ['run', 'network', 'write'],
  grace: 10_000,
  output: backupSchema,
  flags: {
    output: flag.string('Write it there: an archive F.tar or F.tar.gz, or a folder of many', {
      exclusive: ['repo'],
    }),
    scope: flag.string(`What of it, with commas between: ${scopes.join(', ')}`, {
      default: scopes.join(','),
    }),
    include: flag.strings('This file or folder as well'),
    exclude: flag.strings('Leave out files by this pattern: /etc/nixos/result, *.iso'),
    root: flag.strings('What this link into the store leads to as well'),
    pre: flag.string('Run this in a shell before: a dump of a database'),
    post: flag.string('Run this in a shell after, however it ends'),
    'dry-run': flag.boolean('Look what there is to do, and do nothing'),
    ...keepFlags,
    yes: flag.boolean('Do not ask before backups that no --keep rule keeps are forgotten'),
    'no-verify': flag.boolean('Do not read it back: then it does not count as verified'),
    engine: flag.oneOf(engineNames, 'What keeps it, where there is nothing yet'),
    init: flag.boolean('Make the restic repository where there is none'),
    ...placeFlags,
  },
  async run(context) {
    const { backUp } = await import('../../backup/backup.js');
    const { requestOf } = await import('../../backup/request.js');
    const request = await requestOf(context);
    const { flags } = context;
    const done = await backUp(context, request);
    const { forgetAfter } = await import('../../forget/after.js');
    return { ...done, ...(await forgetAfter(context, request.engine, flags, done)) };
  },
  async render(result, view) {
    return (await import('../../render/backup.js')).renderBackup(result, view);
  },
});
