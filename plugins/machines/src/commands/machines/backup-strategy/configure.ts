import { defineCommand } from '@nixai/api';
import { configureFlags } from '../../../backups/configure.js';
import { configuredSchema } from '../../../backups/result.js';

export default defineCommand({
  summary: 'Say how machines are backed up, and write the timer for it',
  description: `Each machine runs restic itself and has a repository of its own below the location, with a password of
its own that comes of one key on this side. What is not said stays as it was. What is written is shown and asked for
first; nothing is started. With --encrypt-with-key a copy of the key is kept that the private half opens (age).`,
  examples: [
    '<%= config.bin %> machines backup-strategy configure --backup-location sftp:backup@nas:/srv/backups --schedule "0 2 * * *" --retention-days 30 --dry-run',
    '<%= config.bin %> machines backup-strategy configure --backup-location s3://company-backups --environment-file s3.env --keep-daily 7 --dry-run',
  ],
  effects: ['run', 'write'],
  output: configuredSchema,
  flags: configureFlags,
  async run(context) {
    const { configure } = await import('../../../backups/configure.js');
    return configure(context, context.flags);
  },
  async render(result, view) {
    return (await import('../../../render/backups/strategy.js')).renderConfigured(result, view);
  },
});
