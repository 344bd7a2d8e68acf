import type { ConfigService } from './config.js';
import type { Point } from './point.js';
import type { CorePoints } from './points.js';
import type { Disposal, Registry } from './registry.js';
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
export interface Host extends CorePoints {
  /** The api version that this core implements. */
  readonly apiVersion: string;
  /** The version of nixai itself. */
  readonly version: string;
  readonly paths: Paths;
  readonly log: Log;
  readonly config: ConfigService;
  /** The package that holds this host: `nixai`, or the plugin that was handed it. */
  readonly origin: string;
  /** What was added to an extension point. The points of core have a name here: `docSources`. */
  point<T>(point: Point<T>): Registry<T>;
  /** The extension points that somebody has opened or added to so far. */
  points(): readonly Point<unknown>[];
  /** Whether a command is installed: `explain-option`, `config set`. */
  hasCommand(words: string): boolean;
  /**
   * A service of core or of a plugin, built when it is first asked for.
   * @throws NixaiError `no-such-service` if this core is too old to have it, or nobody provides it.
   */
  service<T>(token: Token<T>): Promise<T>;
  /** The same where one can do without it: undefined if nobody provides it. */
  optional<T>(token: Token<T>): Promise<T | undefined>;
  /**
   * Offers a service of a plugin's own to all others, while registering. It is built once, when it
   * is first asked for, and disposed of before what it was built from.
   * @throws NixaiError `duplicate-name` if core or an earlier plugin has one of that name.
   */
  provide<T>(token: Token<T>, create: (host: Host) => T | Promise<T>, disposal?: Disposal<T>): void;
}

/**
 * A host that is asked for these services alone: what a function says it needs of its host, as
 * `HostWith<ProcessRunner | HttpClient>`. Every host is one.
 */
export interface HostWith<Service> extends Omit<Host, 'service' | 'optional'> {
  service<T extends Service>(token: Token<T>): Promise<T>;
  optional<T extends Service>(token: Token<T>): Promise<T | undefined>;
  /** Only for the type checker, never set: who may ask for fewer is not handed on as if for more. */
  readonly mayAskFor?: (service: Service) => void;
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
