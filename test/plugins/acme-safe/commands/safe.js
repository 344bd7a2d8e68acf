import { arg, defineCommand, schema, token } from '@nixai/api';

/** Of the plugin store, by its name: nothing of it is imported. */
const backups = token('store.backups');
const { object, string, integer } = schema;
const come = object({ id: string, paths: integer, files: integer });

export default defineCommand({
  summary: 'Bring the newest backup into a folder',
  examples: ['<%= config.bin %> safe /tmp/back'],
  effects: ['run', 'network', 'write'],
  output: object({ newest: string, known: integer, restored: come }),
  args: { folder: arg.string('An absolute path', { required: true }) },
  async run({ host, tasks, args }) {
    const service = await host.service(backups);
    const newest = await service.newestVerified();
    return tasks.run('Bringing it back', async (task) => {
      await service.verify(task);
      const restored = await service.restore(task, args.folder);
      return { newest: newest.id, known: (await service.list()).length, restored };
    });
  },
});
