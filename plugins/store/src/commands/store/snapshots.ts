import { defineCommand, resultTable, schema, type Infer } from '@nixai/api';
import { placeFlags } from '../../place/flags.js';

const { object, string, list, number, optional, described } = schema;
const output = object({
  place: string,
  engine: string,
  snapshots: list(
    object({
      id: string,
      made: string,
      host: string,
      own: optional(described('The repository’s own name of it', string)),
      verified: optional(described('When it was read back from here', string)),
      testedSeconds: optional(
        described('What restoring all of it took, where it was tried', number),
      ),
    }),
  ),
});
type Output = Infer<typeof output>;

export default defineCommand({
  summary: 'List the backups of a repository',
  description: `Each with whether this machine has read it back. The oldest comes first.`,
  examples: ['<%= config.bin %> store snapshots --repo /mnt/usb/backups'],
  effects: ['run', 'network'],
  output,
  table: resultTable<Output, Output['snapshots'][number]>({
    rows: ({ snapshots }) => snapshots,
    columns: {
      id: ({ id }) => id,
      made: ({ made }) => made,
      host: ({ host }) => host,
      verified: ({ verified }) => verified,
    },
  }),
  flags: placeFlags,
  async run(context): Promise<Output> {
    const { engineOf } = await import('../../place/flags.js');
    const { readRecords } = await import('../../records/records.js');
    const engine = await engineOf(context);
    const [snapshots, records] = await Promise.all([
      engine.snapshots(context),
      readRecords(context.host),
    ]);
    const { place, name } = engine;
    return {
      place,
      engine: name,
      snapshots: snapshots.map(({ id, made, host, own }) => {
        const known = records.find((one) => one.id === id && one.place === place);
        return {
          ...{ id, made, host },
          ...(own !== undefined && { own }),
          ...(known?.verified !== undefined && { verified: known.verified }),
          ...(known?.tested !== undefined && { testedSeconds: known.tested.seconds }),
        };
      }),
    };
  },
  async render({ snapshots, place }, view) {
    return (await import('../../render/snapshots.js')).renderSnapshots(place, snapshots, view);
  },
});
