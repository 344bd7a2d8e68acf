import { ExitCode, NixaiError, arg, defineCommand, flag } from '@nixai/api';
import { notesSearchResult } from '../../results/notesSearch.js';

export default defineCommand({
  summary: 'Search your own notes',
  description:
    'Ends with 1 when nothing is found. `notes.folders` in the configuration names the folders.',
  examples: [
    '<%= config.bin %> notes search bastion',
    '<%= config.bin %> notes search "how do we deploy" --json',
  ],
  effects: [],
  output: notesSearchResult,
  args: { query: arg.rest('What to look for', { required: true }) },
  strict: false,
  flags: { limit: flag.integer('At most so many', { default: 5, min: 1 }) },
  async run({ host, argv, flags, signal }) {
    const source = await host.docSources.get('notes');
    const status = await source?.status();
    if (source === undefined || status?.available !== true)
      throw new NixaiError({
        code: 'notes-missing',
        what: 'there are no notes to search',
        why: status?.detail,
        hint: status?.hint,
      });
    const results = await source.search({ text: argv.join(' '), limit: flags.limit }, signal);
    return { results };
  },
  render({ results }, view) {
    if (results.length === 0) return 'Nothing in your notes.';
    return results
      .map(({ title, text, citation }) =>
        [
          view.style.heading(title),
          view.style.dim(citation.file ?? ''),
          '',
          view.markdown(text),
        ].join('\n'),
      )
      .join('\n\n');
  },
  exitCode: ({ results }) => (results.length > 0 ? ExitCode.ok : ExitCode.failure),
});
