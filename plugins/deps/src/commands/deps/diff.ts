import { arg, defineCommand, flag, resultTable } from '@nixai/api';
import { diffSchema, type Changed, type Diff } from '../../results/diff.js';
import { buildFlag } from '../../target/args.js';

export default defineCommand({
  summary: 'Say what differs between two closures: versions, what is new, bytes',
  description: `Two systems, profiles, store paths or flake outputs that are in the store. With one, the running
system is what it is compared with. With --reasons their derivations are compared, too: which of them differ by
themselves (an attribute, an input, a source), while all others differ only since these do. What they were built from has
to be in the store.`,
  examples: [
    '<%= config.bin %> deps diff ./result',
    '<%= config.bin %> deps diff /nix/var/nix/profiles/system-41-link /run/current-system',
    '<%= config.bin %> deps diff ./result-old ./result --reasons',
    '<%= config.bin %> deps diff nixpkgs/24.05#vim nixpkgs/24.11#vim --build --reasons',
    '<%= config.bin %> deps diff /run/current-system ./result --filter change=version',
  ],
  effects: ['run', 'network'],
  output: diffSchema,
  args: {
    before: arg.string('What it was; with one word, what it will be', { required: true }),
    after: arg.string('What it is now'),
  },
  flags: {
    build: buildFlag,
    reasons: flag.boolean('Say which derivations differ by themselves, and in what'),
    full: flag.boolean('List also what has the same version and was built anew'),
  },
  table: resultTable<Diff, Changed>({
    rows: ({ changes }) => changes,
    columns: {
      change: ({ change }) => change,
      name: ({ name }) => name,
      before: ({ before }) => before.join(' '),
      after: ({ after }) => after.join(' '),
      bytes: ({ bytes }) => bytes,
    },
  }),
  async run({ host, args, flags, tasks }) {
    const { diff } = await import('../../diff/diff.js');
    const { before, after } = args;
    const { build, reasons, full } = flags;
    const words = after === undefined ? ([undefined, before] as const) : ([before, after] as const);
    const result = await tasks.run('Reading both closures', ({ signal }) =>
      diff(host, words, { build, reasons, signal }),
    );
    return { ...result, full };
  },
  async render(result, view) {
    const { renderDiff } = await import('../../render/diff.js');
    const { renderReasons } = await import('../../render/reasons.js');
    const { reasons } = result;
    const parts = [renderDiff(result, view), ...(reasons ? renderReasons(reasons, view) : [])];
    return parts.join('\n\n');
  },
});
