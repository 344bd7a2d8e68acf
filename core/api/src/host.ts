import type { AIProvider } from './provider.js';
import type { CheckRules } from './check/index.js';
import type { ConfigService } from './config.js';
import type { DiagnosisRules } from './diagnosis/index.js';
import type { DocSource } from './docSource.js';
import type { Registry } from './registry.js';
import type { TemplatePack } from './template/index.js';
import type { Token } from './token.js';

/** Where nixai keeps things: the XDG folders, with `nixai` appended. Not created until needed. */
export interface Paths {
  readonly config: string;
  readonly data: string;
  readonly cache: string;
  readonly state: string;
  readonly runtime: string;
}

/** A message for people, on stderr, never part of the answer. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
}

/**
 * The one shared object between core and plugins. All state lives here, in the core's process-wide
 * slot, so that several copies of this package do no harm.
 */
export interface Host {
  /** The api version that this core implements. */
  readonly apiVersion: string;
  /** The version of nixai itself. */
  readonly version: string;
  readonly paths: Paths;
  readonly log: Log;
  readonly config: ConfigService;
  readonly providers: Registry<AIProvider>;
  readonly docSources: Registry<DocSource>;
  /** What `nixai diagnose` recognises; a contribution is a plugin's whole list of rules. */
  readonly diagnosisRules: Registry<DiagnosisRules>;
  /** Practice and security that `nixai check` holds to; a contribution is a plugin's whole list. */
  readonly checkRules: Registry<CheckRules>;
  /** Nix files to start from, for `nixai templates`; a contribution is a pack of them. */
  readonly templates: Registry<TemplatePack>;
  /** Whether a command is installed: `explain-option`, `config set`. */
  hasCommand(words: string): boolean;
  /**
   * A service of the core, built when first asked for.
   * @throws NixaiError `no-such-service` if this core is too old to have it.
   */
  service<T>(token: Token<T>): Promise<T>;
}

const slot = Symbol.for('nixai.host');

/**
 * The host of this process.
 * @throws Error if there is none: the code runs outside nixai (in a test, use `@nixai/api/testing`).
 */
export function getHost(): Host {
  const host = (globalThis as Record<symbol, unknown>)[slot] as Host | undefined;
  if (host === undefined) throw new Error('nixai is not running: no host in this process');
  return host;
}

/** Puts the host in its slot. Core and the test kit call this; a plugin never does. */
export function setHost(host: Host | undefined): void {
  (globalThis as Record<symbol, unknown>)[slot] = host;
}
