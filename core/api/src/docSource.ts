import type { OptionCatalog } from './optionCatalog.js';
import type { TaskUnit } from './task.js';

/** Which option set a name belongs to. */
export type OptionSet = 'nixos' | 'home-manager' | 'nix-darwin';

/** What people call a set. */
export const optionSetNames: Readonly<Record<OptionSet, string>> = {
  nixos: 'NixOS',
  'home-manager': 'Home Manager',
  'nix-darwin': 'nix-darwin',
};

export type DocKind = 'option' | 'package' | 'topic' | 'page' | 'rule';

/** Where a fact was read: everything that is shown to a person carries one. */
export interface Citation {
  /** The doc source's name: `handbook`, `channel`, `acme-wiki`. */
  readonly source: string;
  readonly title: string;
  readonly section?: string;
  /** A web address, where there is one. */
  readonly url?: string;
  /** A file on this machine, where there is one. */
  readonly file?: string;
}

/** What to do about a topic, in parts: a renderer takes what it has room for. */
export interface Guide {
  readonly snippets: readonly {
    readonly title: string;
    /** `nixos`, `home` and `flake` say which file it goes into; `shell` is commands. */
    readonly where: 'nixos' | 'home' | 'flake' | 'nix' | 'shell';
    readonly code: string;
  }[];
  readonly steps: readonly string[];
  /** How to see that it works. */
  readonly checks: readonly string[];
  readonly pitfalls: readonly string[];
  readonly links: readonly { readonly title: string; readonly url: string }[];
}

/** Whose word a source is: the organisation's own, the project's, or anybody's. */
export type Authority = 'house' | 'official' | 'community';

/** A piece of documentation that answers (part of) a query, with its rank. */
export interface Passage {
  /** Unique in its source; `get` takes it back. */
  readonly id: string;
  readonly kind: DocKind;
  readonly title: string;
  /** Markdown, free of HTML and of terminal escapes. */
  readonly text: string;
  /** 0 to 1, comparable between sources: 1 is an exact name, 0.5 a plausible answer. */
  readonly score: number;
  /** Why it matched, in a few words: "name", "synonym of 'ssh'". */
  readonly why: string;
  readonly citation: Citation;
  /** Its source's, filled in by nixai. */
  readonly authority?: Authority;
  /** The options and packages it speaks of. */
  readonly options?: readonly string[];
  readonly packages?: readonly string[];
  /** For a topic that says what to do. */
  readonly guide?: Guide;
}

/** One option as its module declares it. */
export interface OptionDoc {
  readonly name: string;
  readonly set: OptionSet;
  /** As Nix describes it: `boolean`, `null or string`, `list of package`. */
  readonly type: string;
  /** Nix source text. */
  readonly default?: string;
  /** Nix source text. */
  readonly example?: string;
  /** Markdown. */
  readonly description: string;
  readonly readOnly: boolean;
  readonly declarations: readonly { readonly name: string; readonly url?: string }[];
  /** Earlier names that still lead here. */
  readonly renamedFrom?: readonly string[];
  readonly citation: Citation;
}

export interface PackageDoc {
  /** The attribute path: `python3Packages.requests`. */
  readonly attribute: string;
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly homepage?: string;
  readonly licenses: readonly string[];
  readonly unfree: boolean;
  readonly broken: boolean;
  /** The program that `nix run` starts. */
  readonly mainProgram?: string;
  readonly citation: Citation;
}

export interface DocQuery {
  readonly text: string;
  /** Only these kinds; all if absent. */
  readonly kinds?: readonly DocKind[];
  readonly set?: OptionSet;
  /** Only these sources; all if absent. */
  readonly sources?: readonly string[];
  /** Only what is on this machine: nobody else is asked, and nothing is evaluated. */
  readonly local?: boolean;
  /** At most this many passages. */
  readonly limit: number;
}

export interface DocSourceStatus {
  readonly available: boolean;
  /** One line for people: "nixos-25.05, 20,919 options, 2 days old". */
  readonly detail: string;
  readonly release?: string;
  /** When its data was made or fetched; ISO 8601. */
  readonly date?: string;
  readonly counts: Partial<Record<DocKind, number>>;
  /** Bytes on disk. */
  readonly size?: number;
  /** The command that makes it available or fresh. */
  readonly hint?: string;
}

/**
 * Something that knows about NixOS: asked in parallel with the others, each with a deadline.
 * A source that throws is reported once and left out of the answer.
 */
export interface DocSource {
  readonly name: string;
  /** One line for `nixai docs sources`. */
  readonly summary: string;
  readonly kinds: readonly DocKind[];
  /** `community` where absent. What the house says is cited where it is plausible, and leads a near tie. */
  readonly authority?: Authority;
  /**
   * The query leaves this machine: asked only where nothing on it answers, never when offline, and
   * without secrets.
   */
  readonly remote?: boolean;
  /** Brought up to date only when it is asked for by name: it needs to be told what, or is large. */
  readonly syncOnRequest?: boolean;
  search(query: DocQuery, signal: AbortSignal): Promise<readonly Passage[]>;
  /** Exact look-up of an option by its path; `<name>` and `*` stand for one segment each. */
  option?(name: string, set?: OptionSet): Promise<OptionDoc | undefined>;
  package?(attribute: string): Promise<PackageDoc | undefined>;
  /** The complete option set, where the source has one indexed. */
  catalog?(set: OptionSet): Promise<OptionCatalog | undefined>;
  status(): Promise<DocSourceStatus>;
  /** Fetches or rebuilds what the source keeps on disk. Absent where there is nothing to do. */
  sync?(options: DocSyncOptions, signal: AbortSignal): Promise<DocSourceStatus>;
}

export interface DocSyncOptions {
  /** What to read instead of the source's own default: a file, a branch. */
  readonly from?: string;
  /** Which release the data is of, where neither the data nor its place says. */
  readonly release?: string;
  /** Let Nix evaluate and build what is not there yet: the machine's own configuration. */
  readonly build?: boolean;
  /** Told how far it is, total where known; items where it says no unit. */
  readonly onProgress?: (done: number, total?: number, unit?: TaskUnit) => void;
}
