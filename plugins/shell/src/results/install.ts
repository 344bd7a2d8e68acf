import { schema, type Infer } from '@nixai/api';
import { shells } from '../script/shells.js';

const { boolean, described, list, object, oneOf, optional, string } = schema;

export const shellChange = object({
  shells: list(
    object({
      shell: oneOf(...shells),
      script: described('The file that the shell reads', string),
      rc: optional(described('Your own file, which reads it', string)),
      changed: described('Something of it is changed, or would be', boolean),
    }),
  ),
  action: oneOf('install', 'uninstall'),
  diff: described('What would be written, with --dry-run', string),
  written: boolean,
  dryRun: boolean,
  undo: optional(described('For nixai undo', string)),
});
export type ShellChange = Infer<typeof shellChange>;

export const shellStatus = object({
  shells: list(
    object({
      shell: oneOf(...shells),
      state: described(
        'older: another version or other flags wrote it; partly: one of the two files lacks it',
        oneOf('absent', 'current', 'older', 'partly'),
      ),
      script: string,
      rc: optional(string),
    }),
  ),
  integration: described(
    'NIXAI_SHELL_INTEGRATION as this shell has it',
    oneOf('on', 'prompt', 'off'),
  ),
});
export type ShellStatus = Infer<typeof shellStatus>;
