import { NixaiError, defineCommand, flag, schema } from '@nixai/api';
import { docSourceNames } from '../../command/completers.js';

const { boolean, integer, list, object, optional, record, string } = schema;

const syncedSource = object({
  source: string,
  ok: boolean,
  detail: string,
  release: optional(string),
  counts: optional(record(integer)),
  hint: optional(string),
});

export default defineCommand({
  summary: 'Fetch and index option and package sets, so that everything works offline',
  description:
    'Without --source, every source that has something to fetch is brought up to date: the channel of this machine, and its own options where they are built already. Exits 1 when one of them failed.',
  examples: [
    '<%= config.bin %> docs sync',
    '<%= config.bin %> docs sync --source channel --branch nixos-25.05',
    '<%= config.bin %> docs sync --source system --build',
    '<%= config.bin %> docs sync --source file --file options.json.br --release nixos-25.05',
  ],
  effects: ['run', 'network'],
  output: object({ synced: list(syncedSource) }),
  events: syncedSource,
  flags: {
    source: flag.string('Only this source (nixai docs sources lists them)', {
      complete: docSourceNames,
    }),
    file: flag.string('Read this file (with --source file)', { exclusive: ['branch'] }),
    branch: flag.string('Fetch this branch (with --source channel): nixos-25.05'),
    build: flag.boolean(
      "Let Nix build this machine's own options (with --source system or home-manager)",
    ),
    release: flag.string('The release the data is of, where it does not say'),
  },
  async run(context) {
    const { syncSources } = await import('@nixai/docs/sources/sync');
    const { flags, host, tasks } = context;
    const { file, branch, release, build } = flags;
    const source = flags.source ?? (file === undefined ? branch && 'channel' : 'file');
    if (source === undefined && release !== undefined)
      throw new NixaiError({
        code: 'usage',
        what: '--release goes with --source',
        hint: 'nixai docs sync --source file --file options.json --release nixos-25.05',
        exitCode: 2,
      });
    if (file !== undefined && source !== 'file') throw misplaced('--file', 'file');
    if (branch !== undefined && source !== 'channel') throw misplaced('--branch', 'channel');
    const onSynced = context.emit;
    return syncSources(host, { source, from: file ?? branch, release, build, tasks, onSynced });
  },
  render({ synced }, view) {
    if (synced.length === 0) return 'No source has anything to fetch.';
    return synced
      .map(({ source, ok, detail, hint }) => {
        const mark = ok ? view.style.good('ok') : view.style.bad('failed');
        return [
          view.wrap(`${mark}  ${source}: ${detail}`),
          ...(hint ? [`    ${view.style.dim(hint)}`] : []),
        ].join('\n');
      })
      .join('\n');
  },
  exitCode: ({ synced }) => (synced.every(({ ok }) => ok) ? 0 : 1),
});

/** A flag that another source than the one that was named would read. */
function misplaced(flagName: string, source: string): NixaiError {
  return new NixaiError({
    code: 'usage',
    what: `${flagName} goes with --source ${source}`,
    hint: 'nixai docs sync --help',
    exitCode: 2,
  });
}
