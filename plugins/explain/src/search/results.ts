import type { OptionSet } from '@nixai/api';

/** One hit of a search. */
export interface SearchResult {
  readonly name: string;
  readonly kind: 'option' | 'package' | 'service' | 'topic';
  readonly set?: OptionSet;
  /** 0 to 1; 1 is the exact name. */
  readonly score: number;
  readonly why: string;
  /** Plain text, one paragraph. */
  readonly description: string;
  readonly type?: string;
  readonly default?: string;
  readonly example?: string;
  readonly version?: string;
  readonly unfree?: boolean;
  readonly broken?: boolean;
  /** What switches a service on. */
  readonly enable?: string;
  /** How many options a service has. */
  readonly options?: number;
  readonly source: string;
  readonly url?: string;
}

export interface Snippet {
  readonly where: 'configuration.nix' | 'home.nix' | 'flake.nix';
  /** Nix source. */
  readonly code: string;
  /** A topic's title, or how it was put together. */
  readonly source: string;
}

/** What `nixai search` found. */
export interface SearchResults {
  readonly query: string;
  /** In rank order. */
  readonly results: readonly SearchResult[];
  /** What Home Manager has for the same words, where its options are at hand. */
  readonly homeManager: readonly SearchResult[];
  readonly topics: readonly SearchResult[];
  readonly snippets: readonly Snippet[];
  readonly practices: readonly string[];
  /** What was searched: "nixos-25.05 (channel, 20,919 options)". */
  readonly optionSet: string;
  /** Why something may be missing. */
  readonly notes: readonly string[];
}
