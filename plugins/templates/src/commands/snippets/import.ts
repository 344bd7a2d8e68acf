import { arg, defineCommand, flag } from '@nixai/api';
import { imported } from '../../snippets/report.js';

export default defineCommand({
  summary: 'Take over what others keep',
  description:
    'A file that snippets export made. Its hashes are checked, its signature where there is one (against ~/.config/nixai/allowed_signers; --verify-signatures refuses a file without), and every text is read before one is kept. What you have is never replaced.',
  examples: ['<%= config.bin %> snippets import web-snippets.tar.gz --verify-signatures --yes'],
  effects: ['write'],
  args: { file: arg.string('The file', { required: true }) },
  flags: {
    'verify-signatures': flag.boolean('Refuse what is not signed by somebody you allow'),
    'dry-run': flag.boolean('Show what is in it, and keep nothing'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  output: imported,
  async run(context) {
    const { host, args, flags, carryOut, write, json, view } = context;
    const { resolve } = await import('node:path');
    const { planImport } = await import('../../snippets/share.js');
    const { renderSigner } = await import('../../render/snippets.js');
    const file = resolve(args.file);
    const { signature, snippets, left, plan } = await planImport(
      ...([host, file, flags['verify-signatures'] === true] as const),
    );
    const dryRun = flags['dry-run'] === true;
    if (!json && flags.yes !== true && !dryRun) write(`${view.wrap(renderSigner(signature))}\n`);
    const question = `Keep ${plan.actions.length === 1 ? 'it' : `these ${plan.actions.length}`}?`;
    const done = await carryOut(plan, { dryRun, yes: flags.yes, question });
    const undo = done?.change;
    return {
      ...{ file, signature, left, dryRun, written: done !== undefined },
      snippets: snippets.map(({ name, description, tags, state, diff }) => ({
        ...{ name, description, tags, state, diff },
      })),
      ...(undo && { undo }),
    };
  },
  async render(result, view) {
    return (await import('../../render/snippets.js')).renderImported(result, view);
  },
});
