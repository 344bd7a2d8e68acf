import { arg, defineCommand, flag } from '@nixai/api';
import { appliedNames } from '../../templates/complete.js';
import { updateCheck } from '../../update/report.js';

export default defineCommand({
  summary: 'See whether applied templates have changed since',
  description:
    'What each made then is compared with what it makes now of the same values. Nothing is fetched: nixai templates add does that for a source. Exits 1 where one has changed.',
  examples: ['<%= config.bin %> templates update-check --all'],
  effects: [],
  args: { template: arg.string('Only this one', { complete: appliedNames }) },
  flags: { all: flag.boolean('All of them, as without a name') },
  output: updateCheck,
  async run({ host, args }) {
    const { allStamps } = await import('../../versions/stamps.js');
    const { findStamp } = await import('../../versions/find.js');
    const { lookForUpdate } = await import('../../update/latest.js');
    const stamps =
      args.template === undefined ? await allStamps(host) : [await findStamp(host, args.template)];
    return { applied: await Promise.all(stamps.map((stamp) => lookForUpdate(host, stamp))) };
  },
  async render(result, view) {
    return (await import('../../render/update.js')).renderUpdateCheck(result, view);
  },
  exitCode: ({ applied }) => (applied.some(({ state }) => state === 'changed') ? 1 : 0),
});
