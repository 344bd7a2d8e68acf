import { token } from '../token.js';
import type {
  DocQuery,
  DocSourceStatus,
  OptionDoc,
  OptionSet,
  PackageDoc,
  Passage,
} from '../docSource.js';
import type { OptionCatalog, OptionEntry, OptionNames } from '../optionCatalog.js';

export interface SourceReport {
  readonly source: string;
  readonly outcome: 'answered' | 'timed-out' | 'failed' | 'skipped';
  /** Milliseconds. */
  readonly took: number;
  readonly detail?: string;
}

export interface DocAnswer {
  /** Best first, duplicates of a title from several sources merged. */
  readonly passages: readonly Passage[];
  readonly reports: readonly SourceReport[];
}

/** What is known of an option name. */
export type OptionLookup =
  | {
      readonly outcome: 'found';
      readonly option: OptionDoc;
      /** What was asked for is a key of it, which takes any: `cores` of `nix.settings`. */
      readonly key?: string;
    }
  | {
      /** An earlier name. */
      readonly outcome: 'renamed';
      readonly to: readonly string[];
      readonly since?: string;
      readonly note?: string;
    }
  | { readonly outcome: 'removed'; readonly since?: string; readonly note: string }
  /** Not in any complete option set: nearest real names, best first. */
  | { readonly outcome: 'unknown'; readonly nearest: readonly string[] }
  /** No complete option set is at hand (only the handbook): neither right nor wrong. */
  | { readonly outcome: 'unsure'; readonly nearest: readonly string[] };

/** All doc sources behind one door. */
export interface DocsEngine {
  /** Asks all sources in parallel, each with a deadline; never throws for a source that fails. */
  search(query: DocQuery, signal?: AbortSignal): Promise<DocAnswer>;
  option(name: string, set?: OptionSet): Promise<OptionLookup>;
  package(attribute: string): Promise<PackageDoc | undefined>;
  /** The best complete option set at hand: system, file, channel; undefined without one. */
  catalog(set: OptionSet): Promise<OptionCatalog | undefined>;
  /** Options that a plugin brings, to look up in the way of a catalog; made once for a list. */
  namesOf(options: readonly OptionEntry[]): Promise<OptionNames>;
  status(): Promise<readonly { readonly name: string; readonly status: DocSourceStatus }[]>;
  /** What option names are checked against: "nixos-25.05 (channel, 20,919 options)". */
  optionSetDescription(set: OptionSet): Promise<{
    readonly text: string;
    readonly source: string;
    readonly release?: string;
    /** False where the set is a selection, so that an absent name may still be right. */
    readonly complete: boolean;
    /** What is missing in it, and the command that gets it; absent where nothing is. */
    readonly lack?: string;
  }>;
}
export const docs = token<DocsEngine>('docs');
