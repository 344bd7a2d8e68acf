import { arg, defineCommand, schema, type Infer } from '@nixai/api';

const { object, string, list, optional, number, boolean, integer, described } = schema;
const output = object({
  checks: list(
    object({
      id: string,
      title: string,
      about: string,
      levels: described(
        'When it is how bad',
        object({ minor: optional(string), major: optional(string), critical: optional(string) }),
      ),
      bounds: optional(
        described(
          'Each can be set: health.thresholds.ID.minor',
          object({
            minor: optional(number),
            major: optional(number),
            critical: optional(number),
            below: boolean,
            of: string,
            unit: string,
          }),
        ),
      ),
      needs: list(string),
      deadline: described('Milliseconds', integer),
    }),
  ),
});
type Explained = Infer<typeof output>;

export default defineCommand({
  summary: 'Say what a check reads, why, and from where on it is how bad',
  examples: ['<%= config.bin %> health explain disk.space'],
  effects: [],
  output,
  args: { check: arg.string('A check, or an area: disk', { required: true }) },
  async run({ host, args }): Promise<Explained> {
    const { allChecks, named } = await import('../../run/select.js');
    const { explained } = await import('../../run/explained.js');
    const { healthSettings } = await import('../../settings.js');
    const settings = await (await host.service(healthSettings))();
    return {
      checks: named(await allChecks(host), args.check).map(({ check }) =>
        explained(check, settings),
      ),
    };
  },
  render: ({ checks }, view) =>
    checks
      .map(({ id, title, about, levels, needs }) => {
        const rows = Object.entries(levels).map(([level, text = '']) => [level, text] as const);
        const lacking =
          needs.length === 0 ? '' : `\n${view.style.dim(`needs: ${needs.join(', ')}`)}`;
        return `${view.style.heading(`${id}: ${title}`)}\n${view.wrap(about)}\n\n${view.pairs(rows)}${lacking}`;
      })
      .join('\n\n'),
});
