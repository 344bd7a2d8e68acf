import { join } from 'node:path';
import type { Paths } from '@nixai/api';

/** The shell that nixai was started by: what one shell has run is no other one's last command. */
const shellId = (): number => process.ppid;

export const recordFolder = ({ state }: Paths): string => join(state, 'shell');

/** What a shell has recorded last: about it, and what it said. */
export const recordFiles = (paths: Paths): { readonly about: string; readonly log: string } => ({
  about: join(recordFolder(paths), `run-${shellId()}.json`),
  log: join(recordFolder(paths), `run-${shellId()}.log`),
});
