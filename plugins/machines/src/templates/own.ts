import { join } from 'node:path';
import type { Host } from '@nixai/api';

/** The name of the pack that templates of machines are given to every command in. */
export const packName = 'machines';

/** Where they lie, a NAME.yaml beside a NAME.nix; both may be edited by hand. */
export const templatesFolder = ({ paths }: Pick<Host, 'paths'>): string =>
  join(paths.config, 'machine-templates');
