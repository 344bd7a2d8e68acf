import { defineCommand, healthGroups, resultTable, schema, type Infer } from '@nixai/api';

const { object, string, list, optional, oneOf } = schema;
const output = object({
  checks: list(
    object({
      id: string,
      title: string,
      group: oneOf(...healthGroups),
      profiles: list(string),
      only: optional(oneOf('production', 'deep')),
      from: optional(string),
    }),
  ),
});
type Listed = Infer<typeof output>;

export default defineCommand({
  summary: 'List the checks of nixai health',
  examples: ['<%= config.bin %> health list'],
  effects: [],
  output,
  async run({ host }): Promise<Listed> {
    const { allChecks } = await import('../../run/select.js');
    const all = await allChecks(host);
    return {
      checks: all.map(({ check: { id, title, group, profiles = [], only }, from }) => ({
        id,
        title,
        group,
        profiles,
        only,
        from,
      })),
    };
  },
  table: resultTable({
    rows: ({ checks }: Listed) => checks,
    columns: {
      id: ({ id }) => id,
      title: ({ title }) => title,
      group: ({ group }) => group,
      profiles: ({ profiles }) => profiles.join(' '),
      only: ({ only }) => only,
      from: ({ from }) => from,
    },
  }),
  render: ({ checks }, view) =>
    view.table(
      [{ title: 'Check' }, { title: 'What', flexible: true }, { title: 'When' }],
      checks.map(({ id, title, profiles, only }) => [
        id,
        title,
        only === 'production'
          ? '--production-mode'
          : only === 'deep'
            ? '--deep'
            : profiles.join(', '),
      ]),
    ),
});
