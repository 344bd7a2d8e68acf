import { defineCommand, flag, schema } from '@nixai/api';
import { documentSchema } from '../../document/result.js';
import { registryFlags } from '../../registry/flags.js';
import { selectorArg, selectorFlags } from '../../select/selector.js';
import { writtenFlags } from '../../written/flags.js';

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
    ...writtenFlags,
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
    const { flags } = context;
    const { documentOf } = await import('../../document/document.js');
    const { documentText } = await import('../../document/text.js');
    const { readChosen } = await import('../../written/read.js');
    const { 'output-format': format, 'save-to': file } = flags;
    const document = await documentOf(context.host, await readChosen(context));
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
