import type { PluginEffect } from '../plugin.js';
import { token } from '../token.js';

/** One installed plugin, as it stands in this process. */
export interface PluginReport {
  readonly name: string;
  readonly version: string;
  readonly root: string;
  /** `core` and `bundled` (come with nixai), `user` (installed) or `link` (a folder under development). */
  readonly type: string;
  /** The api version it was built with; undefined when it registers nothing. */
  readonly apiVersion?: string;
  /** What it gave, by extension point: `{ docSources: ['acme-wiki'], 'acme.pages': ['start'] }`. */
  readonly contributions: Readonly<Record<string, readonly string[]>>;
  /** The services that it provides: `acme.weather`. */
  readonly services: readonly string[];
  /** Extension points of its own. */
  readonly opens: readonly string[];
  /** Plugins that it cannot do without. */
  readonly needs: readonly string[];
  /** What it says that it does beyond reading; absent where it does not say. */
  readonly effects?: readonly PluginEffect[];
  /** Its commands as they are typed: `notes search`. */
  readonly commands: readonly string[];
  /** Those of its commands that cannot be run, each with the plugin whose command of that name runs. */
  readonly hidden?: Readonly<Record<string, string>>;
  /** Why it was left out. */
  readonly problem?: string;
  /** The command that mends that. */
  readonly remedy?: string;
}

export interface PluginService {
  /** Every plugin that nixai loads, after registering them. */
  list(): Promise<readonly PluginReport[]>;
}
export const plugins = token<PluginService>('plugins');
