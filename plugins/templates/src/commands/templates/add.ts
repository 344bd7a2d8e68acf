import { arg, defineCommand, flag } from '@nixai/api';
import { addedSource, type AddedSource } from '../../results/templatesSources.js';

export default defineCommand({
  summary: 'Fetch the templates of a repository, and keep them offline',
  description: `A template there is a NAME.yaml with a NAME.nix beside it. The revision is pinned and every file's hash kept; a later add of the same source is how it is renewed. What is fetched is read and shown: nothing of it is evaluated or run.`,
  examples: [
    '<%= config.bin %> templates add github:acme/nixos-templates@v2',
    '<%= config.bin %> templates add git+ssh://git@git.example.org/it/templates',
  ],
  effects: ['network', 'run', 'write'],
  args: {
    source: arg.string(
      'github:OWNER/REPO[@REVISION], or git+https://…, git+ssh://…, git+file://…',
      {
        required: true,
      },
    ),
  },
  flags: {
    full: flag.boolean('Show the Nix of each template, too'),
    'dry-run': flag.boolean('Show what would be kept, and keep nothing'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  output: addedSource,
  async run(context): Promise<AddedSource> {
    const { host, args, flags, signal, carryOut, progress, write, view, json } = context;
    const { readAddress } = await import('../../sources/address.js');
    const { fetchSource } = await import('../../sources/fetch.js');
    const { planSource } = await import('../../sources/add.js');
    const address = readAddress(args.source);
    const shown = progress(`Fetching ${args.source}`);
    const fetched = await fetchSource(host, address, signal).finally(() => shown.stop());
    const { pack, record, templates, left, plan } = await planSource(
      ...([host, address, fetched, new Date()] as const),
    );
    const { renderTemplatesOf } = await import('../../render/sources.js');
    const { from, revision } = record;
    const dryRun = flags['dry-run'] === true;
    const about = {
      ...{ pack, from, revision, left, dryRun },
      templates: templates.map(({ id, title, kind, source: nix }) => ({ id, title, kind, nix })),
    };
    if (!json && (flags.yes !== true || flags.full === true))
      write(`${renderTemplatesOf(about, view, flags.full === true)}\n`);
    // What is shown is the templates: the diffs of their records say nothing to a person.
    const quiet = { ...plan, actions: plan.actions.map((one) => ({ ...one, detail: '' })) };
    const question = `Keep ${templates.length === 1 ? 'it' : `these ${templates.length}`} as ${pack}?`;
    const done = await carryOut(quiet, { dryRun, yes: flags.yes, question });
    const undo = done?.change;
    return { ...about, written: done !== undefined, ...(undo && { undo }) };
  },
  async render(result, view) {
    return (await import('../../render/sources.js')).renderAdded(result, view);
  },
});
