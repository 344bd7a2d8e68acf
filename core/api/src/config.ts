/**
 * A plugin's own section of the configuration, under its name. Validated whenever it is read or
 * written; unknown keys are refused.
 */
export interface ConfigSection<T> {
  readonly name: string;
  /** What a key means, for `nixai config show --explain` and the docs. */
  readonly describe: Record<string, string>;
  readonly defaults: T;
  /**
   * Checks a raw value, already merged over the defaults.
   * @returns the typed value, or a list of faults (path inside the section, and what is wrong).
   */
  validate(raw: unknown): ConfigCheck<T>;
}

export type ConfigCheck<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly ConfigFault[] };

export interface ConfigFault {
  /** Key path: `['mcp_server', 'port']`. */
  readonly path: readonly string[];
  readonly message: string;
}

/** The merged configuration: flags > environment > project > user > default. */
export interface ConfigService {
  /** A core key by its dotted path (`mcp_server.port`); undefined if it is neither set nor has a default. */
  get(path: string): Promise<unknown>;
  /** Declares a section; read it with the returned function. */
  section<T>(section: ConfigSection<T>): () => Promise<T>;
}
