import { arg, defineCommand, flag, type Prompt } from '@nixai/api';
import { pluginKinds, type KindName } from '../../plugins/flags.js';
import { pluginsCreateResult } from '../../results/pluginsCreate.js';

const kindNames = pluginKinds.map(({ name }) => name);

export default defineCommand({
  summary: 'Start a plugin of your own from the template',
  description: `Makes a folder nixai-plugin-NAME with what the chosen kinds need, tests and CI included, and says how
to build, test and link it. It is built with the @nixai/api of this nixai, whatever a registry has.`,
  examples: [
    '<%= config.bin %> plugins create wiki --kind source --scope @acme',
    '<%= config.bin %> plugins create greet --kind command --yes',
  ],
  effects: ['write'],
  output: pluginsCreateResult,
  args: { name: arg.string('What it is called: wiki') },
  flags: {
    kind: {
      ...flag.strings('What it adds; may be given several times', { char: 'k' }),
      options: kindNames,
    },
    scope: flag.string('The npm scope to publish it under: @acme'),
    dir: flag.string('The folder to make it in', { default: '.', char: 'd' }),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  async run({ host, args, flags, prompt, write }) {
    const { nextSteps, planPlugin, writePlugin } = await import('../../plugins/index.js');
    const name = args.name ?? (await prompt.input('What shall it be called?'));
    const kinds = chosen(flags.kind) ?? [await askKind(prompt)];
    const planned = planPlugin(host, { name, scope: flags.scope, kinds }, flags.dir);
    const paths = Object.keys(planned.files);
    const result = {
      package: planned.package,
      folder: planned.folder,
      kinds,
      files: paths,
      next: nextSteps(planned.folder),
    };
    if (!flags.yes) {
      write(`${planned.folder}/\n${paths.map((path) => `  ${path}\n`).join('')}`);
      if (!(await prompt.confirm('Make these files?', true))) return { ...result, created: false };
    }
    await writePlugin(host, planned);
    return { ...result, created: true };
  },
  render({ created, folder, package: name, files, next }, view) {
    if (!created) return 'Nothing was made.';
    return `Made ${name}: ${files.length} files in ${folder}\n\n${view.code(next.join('\n'), 'sh')}`;
  },
});

function chosen(words: readonly string[] | undefined): readonly KindName[] | undefined {
  if (words === undefined || words.length === 0) return undefined;
  return kindNames.filter((kind) => words.includes(kind));
}

function askKind(prompt: Prompt): Promise<KindName> {
  return prompt.select(
    'What shall it add?',
    pluginKinds.map(({ name, about }) => ({ name: about, value: name })),
  );
}
