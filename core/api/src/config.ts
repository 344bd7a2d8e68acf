/** What is said on stderr, the most first. */
export const logLevels = ['debug', 'info', 'warn', 'error'] as const;

/** Every key of the core and the type of its value; `?` where there may be none. */
export interface ConfigValues {
  ai_provider?: string;
  ai_model?: string;
  /** Providers to try after the first, in order. */
  ai_fallback: readonly string[];
  ai_allow_cloud_fallback: boolean;
  ai_repair_rounds: number;
  /** `RULE=OPTION` or `RULE=FILES`. */
  'check.except': readonly string[];
  /** Lists that rules go by: by the rule's name, then by the list's. */
  'check.options': Readonly<Record<string, Readonly<Record<string, readonly (number | string)[]>>>>;
  /** `RULE=SEVERITY`. */
  'check.rules': readonly string[];
  'check.presets': readonly string[];
  'check.rules_file'?: string;
  nix_version?: string;
  nixos_folder: string;
  log_level: (typeof logLevels)[number];
  offline: boolean;
  redaction: boolean;
  /** Names of the doc sources to ask; all of them if absent. */
  documentation_sources?: readonly string[];
  /** Names of the doc sources whose plausible answers come first, in this order. */
  documentation_priority?: readonly string[];
  'docs.branch'?: string;
  'docs.channel_url': string;
  'docs.search_url': string;
  'docs.wiki_url': string;
  /** Pages of HTML; the known manuals if absent. */
  'docs.manual_urls'?: readonly string[];
  /** Seconds that a doc source may take. */
  'docs.timeout': number;
  'history.enabled': boolean;
  'history.keep_days': number;
  'providers.ollama.base_url': string;
  'providers.ollama.model': string;
  /** Seconds. */
  'providers.ollama.timeout': number;
  'providers.openai.base_url'?: string;
  'providers.openai.model'?: string;
  'providers.openai.api_key'?: string;
  'providers.openai.api_key_file'?: string;
  /** Seconds. */
  'providers.openai.timeout': number;
  'providers.gemini.base_url'?: string;
  'providers.gemini.model'?: string;
  'providers.gemini.api_key'?: string;
  'providers.gemini.api_key_file'?: string;
  /** Seconds. */
  'providers.gemini.timeout': number;
}

/** A core key by its dotted path: `history.keep_days`. */
export type ConfigKey = keyof ConfigValues;

/**
 * A plugin's own section of the configuration, under its name. Validated whenever it is read or
 * written.
 */
export interface ConfigSection<T> {
  readonly name: string;
  /**
   * What each key means, by its dotted path inside the section (`*` for any one segment), for
   * `nixai config show` and the docs. A key that is not listed here is refused.
   */
  readonly describe: Readonly<Record<string, string>>;
  readonly defaults: T;
  /**
   * Checks a raw value, already merged over the defaults.
   * @returns the typed value, or a list of faults (path inside the section, and what is wrong).
   */
  validate(raw: unknown): ConfigCheck<T>;
  /** Keys whose values are shown masked. */
  readonly secretKeys?: readonly string[];
  /**
   * Keys that a project's file may set. None if absent: such a file comes with a cloned
   * repository, so nothing that it says may send data elsewhere or run anything.
   */
  readonly projectKeys?: readonly string[];
}

export type ConfigCheck<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly ConfigFault[] };

export interface ConfigFault {
  /** Key path: `['history', 'keep_days']`. */
  readonly path: readonly string[];
  readonly message: string;
}

/** Where a value comes from, strongest first; `unset` where there is none. */
export type ConfigOrigin =
  'flag' | 'environment' | 'project' | 'user' | 'system' | 'default' | 'unset';

/** A key as `nixai config show` has it. */
export interface ConfigEntry {
  readonly path: string;
  /** Masked where it is a secret; absent where there is none. */
  readonly value?: unknown;
  readonly origin: ConfigOrigin;
  /** The file, or the environment variable. */
  readonly from?: string;
  readonly describe: string;
  /** What it may be, for people: "an integer from 1 to 65535". Absent for a plugin's key. */
  readonly type?: string;
  /** Environment variables that set it, strongest first. */
  readonly environment: readonly string[];
}

/** A file that is read, or would be if it were there. */
export interface ConfigFile {
  readonly origin: 'project' | 'user' | 'system';
  readonly path: string;
  readonly present: boolean;
}

/** Something that is wrong or left out, and where. */
export interface ConfigFinding extends ConfigFault {
  /** An `error` stops every command that reads the configuration; a `warning` is said once. */
  readonly severity: 'error' | 'warning';
  /** The file, or the environment variable. */
  readonly from: string;
  /** Counted from 1. */
  readonly line?: number;
  /** Counted from 1. */
  readonly column?: number;
  /** The valid key that was probably meant. */
  readonly nearest?: string;
}

export interface ConfigReport {
  readonly entries: readonly ConfigEntry[];
  readonly files: readonly ConfigFile[];
  readonly findings: readonly ConfigFinding[];
}

/** What `set` or `unset` did to the user's file. */
export interface ConfigChange {
  readonly path: string;
  readonly file: string;
  /** Masked where it is a secret; absent where there was none. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** False if the file said so already. */
  readonly changed: boolean;
  /** What still wins over the user's file, if anything does. */
  readonly overriddenBy?: { readonly origin: ConfigOrigin; readonly from?: string };
}

/** The user's file as it is; an empty text if there is none. */
export interface ConfigText {
  readonly file: string;
  readonly text: string;
}

/** Where something is set. */
export interface ConfigPlace {
  /** The file, or the environment variable. */
  readonly from: string;
  /** Counted from 1; absent for what is no file. */
  readonly line?: number;
  /** Counted from 1. */
  readonly column?: number;
}

/** The merged configuration: flags > environment > project > user > system > default. */
export interface ConfigService {
  /**
   * The value of a core key.
   * @throws NixaiError `config-invalid` (exit 5) if any file or variable is at fault.
   */
  get<K extends ConfigKey>(path: K): Promise<ConfigValues[K]>;
  /**
   * Declares a section; read it with the returned function, which throws `config-invalid` like
   * `get`. Declare it while registering, so that `nixai config` knows it.
   */
  section<T>(section: ConfigSection<T>): () => Promise<T>;
  /**
   * Where a core key is set, or what lies below it: for an error that only who reads it can find.
   * @param below names inside the value.
   */
  locate(path: ConfigKey, below?: readonly string[]): Promise<ConfigPlace | undefined>;
  /** Everything at once, secrets masked. Faults are part of the report: it does not throw. */
  inspect(): Promise<ConfigReport>;
  /**
   * Writes a key to the user's file, after a check; comments and layout stay.
   * @param words what was typed: one word, or several for a list.
   * @throws NixaiError `config-unknown-key`, `config-invalid` or `config-read-only` (exit 5).
   */
  set(path: string, words: readonly string[]): Promise<ConfigChange>;
  /** Takes a key out of the user's file. */
  unset(path: string): Promise<ConfigChange>;
  /** The user's file, to be edited as a whole. */
  readUserFile(): Promise<ConfigText>;
  /**
   * Writes a new text in the place of `before`, after a check.
   * @throws NixaiError `config-invalid` or `config-read-only` (exit 5), or `changed-meanwhile`.
   */
  replaceUserFile(before: ConfigText, text: string): Promise<void>;
}
