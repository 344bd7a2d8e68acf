import type { OptionCatalog, OptionSet } from '@nixai/api';
import type { Exceptions } from './exceptions.js';
import type { CheckHost } from './host.js';
import type { Practice } from './practice/index.js';
import type { Severities } from './severities.js';

/** What everything that is checked is held against. */
export interface Measures {
  readonly host: CheckHost;
  readonly catalogs: ReadonlyMap<OptionSet, OptionCatalog>;
  readonly practice: Practice;
  readonly severities: Severities;
  readonly exceptions: Exceptions;
  /** The set of modules of which nothing else tells it; guessed if absent. */
  readonly usual?: OptionSet;
}
