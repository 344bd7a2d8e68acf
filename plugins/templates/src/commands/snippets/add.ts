import { arg, defineCommand, ExitCode, flag, NixaiError } from '@nixai/api';
import { kept } from '../../snippets/report.js';

export default defineCommand({
  summary: 'Keep a part of a configuration, from a file or from what is piped in',
  description:
    'A module, or definitions alone; --select takes some options out of a module, with what its names stand for. What does not parse, or holds a secret, is refused. Shown and asked first; nixai undo takes it back.',
  examples: [
    '<%= config.bin %> snippets add tls tls.nix --tags web --yes',
    '<%= config.bin %> snippets add front configuration.nix --select services.nginx --yes',
  ],
  effects: ['write'],
  args: {
    name: arg.string('What to call it', { required: true }),
    file: arg.string('Where it stands; stdin when absent'),
  },
  flags: {
    description: flag.string('What it is for'),
    tags: flag.string('Words to find it by: web,tls'),
    select: flag.string('Only these options of it: "services.nginx,users.users.web"'),
    force: flag.boolean('Replace one of that name'),
    'dry-run': flag.boolean('Show it, and keep nothing'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  output: kept,
  async run(context) {
    const { host, args, flags, stdin } = context;
    const { asModule } = await import('../../snippets/asModule.js');
    const { keepSnippet } = await import('../../snippets/keep.js');
    const { readText } = await import('../../snippets/readText.js');
    const text = args.file === undefined ? await stdin() : await readText(host, args.file);
    if (text === undefined || text.trim() === '')
      throw new NixaiError({
        code: 'usage',
        what: 'there is nothing to keep',
        hint: 'nixai snippets add NAME FILE, or pipe it in',
        exitCode: ExitCode.usage,
      });
    const tags = (flags.tags ?? '')
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean);
    const description = flags.description ?? '';
    const { selected } = await import('../../snippets/select.js');
    const nix = flags.select === undefined ? asModule(text) : selected(text, flags.select);
    const dryRun = flags['dry-run'] === true;
    const request = { force: flags.force === true, yes: flags.yes === true, dryRun };
    const done = await keepSnippet({ name: args.name, description, tags, nix }, request, context);
    return { name: args.name, tags, nix, left: [], dryRun, ...done };
  },
  async render(result, view) {
    return (await import('../../render/snippets.js')).renderKept(result, view);
  },
});
