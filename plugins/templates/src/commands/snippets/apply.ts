import { arg, defineCommand, flag } from '@nixai/api';
import { applied, type Applied } from '../../merge/report.js';
import { snippetNames } from '../../snippets/complete.js';

export default defineCommand({
  summary: 'Merge a part that you keep into your configuration',
  description:
    'As templates apply does it: into a module of its own, nixai/NAME.nix, or --inline; nothing of yours is lost, and where the two disagree you are asked.',
  examples: ['<%= config.bin %> snippets apply tls --output configuration.nix --yes'],
  effects: ['write'],
  args: { name: arg.string('Its name', { required: true, complete: snippetNames }) },
  flags: {
    inline: flag.boolean('Merge it into the files that are there, without a new one'),
    resolve: flag.oneOf(
      ['mine', 'template', 'fail'],
      'What is taken in a conflict; you are asked when absent',
    ),
    backup: flag.boolean('Keep the files as they were beside them, as NAME.before-SNIPPET'),
    output: flag.string('The module to merge into', { char: 'o' }),
    'target-machine': flag.string('The machine of your flake to merge into'),
    'dry-run': flag.boolean('Show what would be written, and write nothing'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  output: applied,
  async run(context): Promise<Applied> {
    const { host, args, flags } = context;
    const { findSnippet } = await import('../../snippets/store.js');
    const { checkText } = await import('../../templates/prepare.js');
    const { applyMerge } = await import('../../merge/applyMerge.js');
    const { name: id, nix } = await findSnippet(host, args.name);
    const check = await checkText(host, 'nixos', nix);
    const request = {
      about: `snippets apply ${id}`,
      ...{ output: flags.output, machine: flags['target-machine'], resolve: flags.resolve },
      ...{ inline: flags.inline === true, backup: flags.backup === true },
      ...{ dryRun: flags['dry-run'] === true, yes: flags.yes === true },
    };
    return applyMerge({ id, nix, kind: 'nixos', check, missing: [] }, request, context);
  },
  async render(result, view) {
    const { merge } = result;
    if (merge === undefined) return '';
    return (await import('../../render/merge.js')).renderMerge({ ...result, merge }, view);
  },
  exitCode: ({ merge, dryRun }) =>
    dryRun && merge?.conflicts.some(({ taken }) => taken === undefined) === true ? 1 : 0,
});
