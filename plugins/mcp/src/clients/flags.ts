import { arg, ExitCode, flag, NixaiError, type Values } from '@nixai/api';

export const installFlags = {
  project: flag.boolean('In this folder, for whoever works on it', { exclusive: ['user'] }),
  user: flag.boolean('For you, in every folder'),
  print: flag.boolean('Print what would be in the file, and write nothing'),
  'dry-run': flag.boolean('Show what would be changed, and change nothing'),
  yes: flag.boolean('Do not ask', { char: 'y' }),
};
export type InstallFlags = Values<typeof installFlags>;

export const uninstallFlags = {
  project: installFlags.project,
  user: installFlags.user,
  'dry-run': installFlags['dry-run'],
  yes: installFlags.yes,
};

export const clientArgs = {
  clients: arg.rest(
    'vscode, copilot-cli, claude-code, claude-desktop, cursor, zed, mcphub, codecompanion',
    {
      complete: async () =>
        (await import('./clients.js')).clients.map(({ name, title }) => ({
          value: name,
          about: title,
        })),
    },
  ),
};

export function noClient(why: string): NixaiError {
  return new NixaiError({
    code: 'mcp-client-unknown',
    what: why,
    why: `there are: ${clientArgs.clients.description}`,
    hint: 'nixai mcp-server install vscode',
    exitCode: ExitCode.usage,
  });
}
