import { defineCommand, flag, schema } from '@nixai/api';
import { privateFlag, registryFlags, writeFlags, writeRequest } from '../../registry/flags.js';

const { object, string, list, boolean, optional, described } = schema;

export default defineCommand({
  summary: "Take machines out of another program's files",
  description: `The difference to the registry is shown and asked about first; nixai undo takes it back. Of
machines that are there, only what the file says is changed.

- ssh-config: hosts that are named in full, of ~/.ssh/config; their settings stay there
- colmena: nodes of hive.nix, or of a flake's output colmena (needs Nix)
- deploy-rs: nodes of a flake's output deploy (needs Nix)
- flake: the names of nixosConfigurations (needs Nix)
- ansible: an inventory, INI or YAML; one that is a program is not run`,
  examples: [
    '<%= config.bin %> machines import --from ssh-config --dry-run',
    '<%= config.bin %> machines import --from ansible --source inventory.ini --dry-run',
  ],
  effects: ['write', 'run', 'network'],
  output: object({
    added: list(string),
    updated: list(string),
    groups: list(string),
    left: described('What was left out, and why', list(string)),
    files: list(string),
    changed: boolean,
    dryRun: boolean,
    diff: optional(described('What would be different, with --dry-run', string)),
    undo: optional(string),
  }),
  flags: {
    from: flag.oneOf(['ssh-config', 'colmena', 'deploy-rs', 'flake', 'ansible'], 'Whose files'),
    source: flag.string('The file or the flake; where that program looks for it when absent'),
    ...privateFlag,
    ...registryFlags,
    ...writeFlags,
  },
  exactlyOne: [['from']],
  async run(context) {
    const { importMachines } = await import('../../import/import.js');
    const { flags } = context;
    const request = { ...writeRequest(flags), private: flags.private };
    return importMachines(context, flags.from ?? 'ssh-config', flags.source, request);
  },
  async render(result, view) {
    return (await import('../../render/imported.js')).renderImported(result, view);
  },
});
