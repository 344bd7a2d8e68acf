import { schema, type Infer } from '@nixai/api';

const { object, string, boolean, list, oneOf, optional, described } = schema;

export const neovimSetup = object({
  action: oneOf('install', 'status', 'remove'),
  folder: described("Neovim's folder of settings", string),
  files: list(
    object({
      path: string,
      state: described(
        'How it was found: older as another version wrote it, edited where somebody changed it',
        oneOf('absent', 'current', 'older', 'edited'),
      ),
    }),
  ),
  line: described('What loads it, for init.lua', string),
  diff: described('What would be written, with --dry-run', string),
  written: boolean,
  dryRun: boolean,
  undo: optional(described('For nixai undo', string)),
  module: optional(described('With --print: the module itself', string)),
});
export type NeovimSetup = Infer<typeof neovimSetup>;
