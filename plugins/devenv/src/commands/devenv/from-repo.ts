import { arg, defineCommand, flag } from '@nixai/api';
import { created, type Created } from '../../create/output.js';
import { completeServices } from '../../templates/complete.js';

export default defineCommand({
  summary: 'Write an environment for a repository by what lies in it',
  description:
    'The language by its manifest, the framework by what it depends on, the package manager by its lock, services by a compose file. Shown and asked first; nixai undo takes it back.',
  examples: [
    '<%= config.bin %> devenv from-repo --dry-run',
    '<%= config.bin %> devenv from-repo ~/shop --services redis --dry-run',
  ],
  effects: ['write'],
  output: created,
  args: { path: arg.string('A folder; the current one if absent') },
  flags: {
    services: flag.strings('What runs beside it besides: postgres,redis', {
      char: 's',
      complete: completeServices,
    }),
    set: flag.strings('An option of the template: packageManager=pnpm'),
    packages: flag.strings('Packages of nixpkgs besides: git,jq', { char: 'p' }),
    'dry-run': flag.boolean('Show what would be written, and write nothing'),
    force: flag.boolean('Replace devenv.nix and devenv.yaml that are there'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  async run({ host, args, flags, prompt, carryOut }): Promise<Created> {
    const { readRepository } = await import('../../repo/read.js');
    const { create } = await import('../../create/create.js');
    const found = readRepository(args.path ?? '.');
    const made = await create({
      host,
      prompt,
      carryOut,
      args: { language: found.language, name: found.name },
      flags: {
        ...flags,
        ...(found.framework !== undefined && { framework: found.framework }),
        services: [...found.services, ...(flags.services ?? [])],
        set: [...found.set, ...(flags.set ?? [])],
        directory: found.folder,
        interactive: false,
      },
    });
    const by = `By ${found.found.join(', ')}.`;
    return { ...made, notes: [by, ...found.notes, ...made.notes] };
  },
  async render(result, view) {
    return (await import('../../render/created.js')).renderCreated(result, view);
  },
});
