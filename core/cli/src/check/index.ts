import type { Checker, Host } from '@nixai/api';

/** The door of the checker. What parses Nix is loaded when something is checked. */
export async function createChecker(host: Host): Promise<Checker> {
  return (await import('./check.js')).createChecker(host);
}
export { renderReport } from './render/text.js';
export { toSarif } from './render/sarif.js';
