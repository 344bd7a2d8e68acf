import { defineCommand, flag, schema } from '@nixai/api';
import { documentSchema } from '../../document/result.js';
import { registryFlags } from '../../registry/flags.js';
import { isSelecting, selectorArg, selectorFlags } from '../../select/selector.js';

const { object, string, boolean, oneOf, optional } = schema;

const formats = ['markdown', 'json'] as const;

export default defineCommand({
  summary: 'Write a page about machines, by their configurations',
  description: `Of each machine what its files declare, by file and line: what is switched on with its ports, the
firewall, users, disks, the revisions of its flake's inputs; what the machines of a group do not set alike, and a
diagram (Mermaid). Nothing is evaluated and no machine is asked. The same configurations give the same page, for a
repository. Where no machine is registered it is this machine's own configuration.`,
  examples: [
    '<%= config.bin %> machines document --folder .',
    '<%= config.bin %> machines document --group production --save-to docs/machines.md --yes',
  ],
  effects: ['write'],
  output: object({
    document: documentSchema,
    format: oneOf(...formats),
    saved: optional(object({ file: string, written: boolean })),
  }),
  args: selectorArg,
  strict: false,
  flags: {
    folder: flag.string('What is written in this folder or file, without a registry', {
      exclusive: ['flake', 'config'],
    }),
    flake: flag.string('The flake that is read for all of them'),
    config: flag.string('The file that is read for them', { exclusive: ['flake'] }),
    'output-format': flag.oneOf(formats, 'What it is written as', { default: 'markdown' }),
    'save-to': flag.string('Write it to this file'),
    yes: flag.boolean('Do not ask before the file is written', {
      char: 'y',
      dependsOn: ['save-to'],
    }),
    ...selectorFlags,
    ...registryFlags,
  },
  async run(context) {
    const { host, flags, argv } = context;
    const { documentFolder, documentMachines } = await import('../../document/document.js');
    const { documentText } = await import('../../document/text.js');
    const { loadToLook } = await import('../../registry/load.js');
    const { folder, flake, config, 'output-format': format, 'save-to': file } = flags;
    const none =
      argv.length === 0 &&
      !isSelecting(flags) &&
      (await loadToLook(host, flags['registry-path'])).machines.size === 0;
    const alone = folder ?? (none ? await host.config.get('nixos_folder') : undefined);
    const made = async () => {
      if (alone !== undefined) return documentFolder(context, alone);
      const { chooseMachines } = await import('../../select/chosen.js');
      const { fleet, machines } = await chooseMachines(context, true);
      return documentMachines(context, fleet, machines, { flake, config });
    };
    const document = await made();
    if (file === undefined) return { document, format };
    const { saveReport } = await import('../../written/save.js');
    const written = await saveReport(
      context,
      { file, content: documentText(document, format) },
      { about: 'machines document', yes: flags.yes === true },
    );
    return { document, format, saved: { file, written } };
  },
  async render({ document, format, saved }) {
    if (saved !== undefined)
      return saved.written ? `Wrote ${saved.file}.` : `${saved.file} was not written.`;
    return (await import('../../document/text.js')).documentText(document, format).trimEnd();
  },
});
