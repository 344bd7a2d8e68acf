import type { Host } from './host.js';

/** The api version of this copy. Semver: a minor adds, a major may take away. */
export const API_VERSION = '1.0.0';

/**
 * `nixai` in a plugin's package.json: what it gives, said without loading it. A plugin that says so
 * is loaded only where one of its points is read or one of its services is asked for; one that says
 * nothing is loaded by every command that reads any.
 */
export interface PluginManifest {
  /** The api that it needs, where that is more than what it was built with: `1.2`. */
  readonly api?: string;
  /** The extension points that it adds to: `["nixai.docSources", "acme.pages"]`. */
  readonly points?: readonly string[];
  /** The extension points of its own, which others may add to. */
  readonly opens?: readonly string[];
  /** The services that it provides, by the names of their tokens. */
  readonly services?: readonly string[];
  /** Plugins without which it is left out. For those that it can do without: `host.optional`. */
  readonly needs?: readonly string[];
  /** What it does beyond reading, shown before it is installed. */
  readonly effects?: readonly PluginEffect[];
}

/** `run` starts programs, `network` connects, `write` changes files: all, or those below a path. */
export type PluginEffect = 'run' | 'network' | 'write' | `write:${string}`;

/** What a plugin does when it is registered: add factories to points, and provide services. */
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
