import type { Host } from './host.js';

/** The api version of this copy. Semver: a minor adds, a major may take away. */
export const API_VERSION = '1.0.0';

/** What a plugin does when it is registered: add factories to the host's registries. */
export type Register = (host: Host) => void | Promise<void>;

/** A plugin's registration, as the `nixai:register` hook file exports it. */
export interface PluginDefinition {
  (options: { readonly host: Host; readonly origin: string }): Promise<void>;
  /** The api version that the plugin was built with; core refuses another major. */
  readonly apiVersion: string;
}

/**
 * The default export of a plugin's `register.ts`. Import nothing heavy there: hand over factories
 * that import what they need.
 * @example
 * export default definePlugin((host) => {
 *   host.docSources.add('acme-wiki', async () => (await import('./wiki/source.js')).createWiki(host));
 * });
 */
export function definePlugin(register: Register): PluginDefinition {
  const run = async ({ host }: { readonly host: Host }): Promise<void> => {
    await register(host);
  };
  return Object.assign(run, { apiVersion: API_VERSION });
}
