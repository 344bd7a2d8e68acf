import { defineCommand, flag, healthStatuses, resultTable, schema, type Infer } from '@nixai/api';
import { countsSchema } from '../../results/report.js';

const { object, string, list, optional, oneOf, union, number, literal, described } = schema;
const output = object({
  reports: list(
    object({
      date: string,
      host: optional(string),
      status: oneOf(...healthStatuses),
      counts: countsSchema,
    }),
  ),
  trends: list(
    object({
      check: string,
      target: optional(string),
      unit: string,
      values: described(
        'One a report, oldest first; null where it was not measured',
        list(union(number, literal(null))),
      ),
    }),
  ),
});
type Kept = Infer<typeof output>;

export default defineCommand({
  summary: 'Show earlier reports, and how values went',
  description:
    'Reports are kept by nixai health --record, which the timer of the NixOS module gives.',
  examples: ['<%= config.bin %> health history'],
  effects: [],
  output,
  flags: {
    limit: flag.integer('So many reports, the newest', { default: 20, min: 1, max: 10_000 }),
  },
  async run({ host, flags }): Promise<Kept> {
    const { kept } = await import('../../history/history.js');
    const { trendsOf } = await import('../../history/trend.js');
    const reports = await kept(host, flags.limit);
    return {
      reports: reports.map(({ date, host: name, status, counts }) => ({
        date,
        host: name,
        status,
        counts,
      })),
      trends: trendsOf(reports).map((one) => ({
        ...one,
        values: one.values.map((value) => value ?? null),
      })),
    };
  },
  table: resultTable({
    rows: ({ reports }: Kept) => reports,
    columns: {
      date: ({ date }) => date,
      status: ({ status }) => status,
      critical: ({ counts }) => counts.critical,
      major: ({ counts }) => counts.major,
      minor: ({ counts }) => counts.minor,
      unknown: ({ counts }) => counts.unknown,
    },
  }),
  async render({ reports, trends }, view) {
    if (reports.length === 0) return 'No report was kept yet: nixai health --record';
    const { sparkline } = await import('@nixai/machine/trend');
    const table = view.table(
      [
        { title: 'When' },
        { title: 'State' },
        { title: 'Critical', align: 'right' },
        { title: 'Major', align: 'right' },
        { title: 'Minor', align: 'right' },
      ],
      reports.map(({ date, status, counts }) => [
        date.slice(0, 16).replace('T', ' '),
        status,
        ...(['critical', 'major', 'minor'] as const).map((level) => String(counts[level])),
      ]),
    );
    if (trends.length === 0) return table;
    const lines = trends.map(({ check, target, unit, values }) => {
      const name = target === undefined ? check : `${check} ${target}`;
      const known = values.filter((value) => value !== null);
      const text = `${sparkline(values.map((value) => value ?? undefined))}  ${known[0]} → ${known.at(-1)} ${unit}`;
      return [name, text.trimEnd()] as const;
    });
    return `${table}\n\n${view.pairs(lines)}`;
  },
});
