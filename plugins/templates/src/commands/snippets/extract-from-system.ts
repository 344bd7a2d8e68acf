import { arg, defineCommand, flag } from '@nixai/api';
import { kept } from '../../snippets/report.js';

export default defineCommand({
  summary: 'Keep what your configuration says of a service',
  description:
    'Its options, its user and its unit, over all files that are imported. What stands under a condition, or uses names of its file, is left out and listed.',
  examples: [
    '<%= config.bin %> snippets extract-from-system proxy --service nginx --from configuration.nix --yes',
  ],
  effects: ['write'],
  args: { name: arg.string('What to call it', { required: true }) },
  flags: {
    service: flag.string('Which one: nginx', { required: true }),
    from: flag.string('The module to read; your machine’s when absent'),
    description: flag.string('What it is for'),
    tags: flag.string('Words to find it by: web,tls'),
    'auto-tag': flag.boolean('Tags from what is in it'),
    force: flag.boolean('Replace one of that name'),
    'dry-run': flag.boolean('Show it, and keep nothing'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  output: kept,
  async run(context) {
    const { host, args, flags } = context;
    const { extractFrom } = await import('../../snippets/extract.js');
    const { keepSnippet } = await import('../../snippets/keep.js');
    const { nix, left, tags: found } = await extractFrom(host, flags.service, flags.from);
    const typed = (flags.tags ?? '')
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean);
    const tags = [...new Set([...typed, ...(flags['auto-tag'] === true ? found : [])])];
    const description = flags.description ?? '';
    const dryRun = flags['dry-run'] === true;
    const request = { force: flags.force === true, yes: flags.yes === true, dryRun };
    const done = await keepSnippet({ name: args.name, description, tags, nix }, request, context);
    return { name: args.name, tags, nix, left, dryRun, ...done };
  },
  async render(result, view) {
    return (await import('../../render/snippets.js')).renderKept(result, view);
  },
});
