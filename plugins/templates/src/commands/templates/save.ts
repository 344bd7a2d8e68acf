import { arg, defineCommand, flag } from '@nixai/api';
import { savedTemplate, type SavedTemplate } from '../../results/savedTemplate.js';

export default defineCommand({
  summary: 'Make a template of a file of yours',
  description: `What another machine would have otherwise becomes a variable, with what the file has as its default: host name, people, disks, addresses, ports, time zone. With the same values it gives back the same file, byte for byte.
--variables says which: a name from the list, NAME=VALUE for a text that stands in the file, NAME=OPTION.PATH for the value of an option. What holds a secret is refused.`,
  examples: [
    '<%= config.bin %> templates save desk configuration.nix --category office --tags office,desk --yes',
    '<%= config.bin %> templates save web configuration.nix --variables hostName,site=www.example.org --dry-run',
  ],
  effects: ['write'],
  args: {
    name: arg.string('What to call it', { required: true }),
    file: arg.string('The file', { required: true }),
  },
  flags: {
    variables: flag.string('What shall be a variable: "hostName,port=services.web.port"'),
    category: flag.string('Where it belongs: office', { default: 'own' }),
    tags: flag.string('Words to find it by: office,desk'),
    title: flag.string('A few words for lists; the name when absent'),
    description: flag.string('What it sets up'),
    kind: flag.oneOf(
      ['nixos', 'home-manager', 'flake'],
      'What the file is; seen from it when absent',
    ),
    force: flag.boolean('Replace one of that name'),
    'dry-run': flag.boolean('Show it, and keep nothing'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  output: savedTemplate,
  async run(context): Promise<SavedTemplate> {
    const { host, args, flags, carryOut } = context;
    const { makeTemplate } = await import('../../save/makeTemplate.js');
    const { kindOf, wordsOf, nameOf } = await import('../../save/words.js');
    const { planTemplate } = await import('@nixai/contributions/template-files');
    const { ownFolder } = await import('../../sources/folders.js');
    const { readText } = await import('../../snippets/readText.js');
    const source = await readText(host, args.file);
    const id = nameOf(args.name);
    const { template, suggested } = makeTemplate(
      source,
      {
        ...{ id, kind: flags.kind ?? kindOf(args.file, source) },
        title: flags.title ?? args.name,
        description: flags.description ?? `Made of ${args.file}`,
        category: wordsOf(flags.category)[0] ?? 'own',
        tags: wordsOf(flags.tags ?? ''),
      },
      flags.variables
        ?.split(',')
        .map((one) => one.trim())
        .filter(Boolean),
    );
    const dryRun = flags['dry-run'] === true;
    const about = `templates save ${id}`;
    const { plan, file } = await planTemplate(host, ownFolder(host), template, {
      force: flags.force === true,
      about,
    });
    const done = await carryOut(plan, { dryRun, yes: flags.yes, question: `Keep it as ${id}?` });
    return {
      ...{ id, file, dryRun, written: done !== undefined, nix: template.source },
      variables: template.variables.map(({ name, type, description, default: value }) => ({
        ...{ name, type, description },
        value: String(value),
      })),
      suggested: suggested.map(({ name, value }) => ({ name, value: String(value) })),
      ...(done?.change && { undo: done.change }),
    };
  },
  async render(result, view) {
    return (await import('../../render/saved.js')).renderSaved(result, view);
  },
});
