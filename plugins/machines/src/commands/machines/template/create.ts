import { arg, defineCommand, flag } from '@nixai/api';
import { writeFlags } from '../../../registry/flags.js';
import { createdTemplateSchema } from '../../../templates/result.js';

export default defineCommand({
  summary: 'Make a template that machines are deployed from',
  description: `Of a NixOS configuration's file. A variable stands in it as @name@, where a whole value would; or
--variables name=option.path takes the value of an option out, which is the default then. --validation-rules is a YAML
file: what values fit (type, pattern, choices, min, max, default, description), and what has to be so in what it makes.
Kept as a file of yours that may be edited; nixai templates knows it, too. What holds a secret is refused.`,
  examples: [
    '<%= config.bin %> machines template create web-server-template --base-config ./web-server-base.nix --variables "app_version,port=services.web.port" --validation-rules ./web-server-rules.yaml --dry-run',
  ],
  effects: ['write'],
  output: createdTemplateSchema,
  args: { name: arg.string('What it is called', { required: true }) },
  flags: {
    'base-config': flag.string('The file that it is made of', { required: true }),
    variables: flag.string('What is left open: "name,other=option.path"'),
    'validation-rules': flag.string('A YAML file with what values fit, and what has to be so'),
    title: flag.string('A few words for lists; the name when absent'),
    description: flag.string('What it sets up'),
    force: flag.boolean('Replace one of that name'),
    ...writeFlags,
  },
  async run(context) {
    const { createTemplate } = await import('../../../templates/create.js');
    const { args, flags } = context;
    const { title, description, 'validation-rules': rules } = flags;
    return createTemplate(context, {
      ...{ name: args.name, base: flags['base-config'] },
      variables: (flags.variables ?? '').split(',').flatMap((word) => word.trim() || []),
      ...(rules !== undefined && { rules }),
      ...(title !== undefined && { title }),
      ...(description !== undefined && { description }),
      force: flags.force === true,
      dryRun: flags['dry-run'] === true,
      yes: flags.yes === true,
    });
  },
  async render(result, view) {
    return (await import('../../../render/templates.js')).renderCreatedTemplate(result, view);
  },
});
