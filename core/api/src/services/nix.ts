import { token } from '../token.js';

export interface NixVersion {
  /** `2.28.3`, as the language and the formats go by it. */
  readonly version: string;
  readonly implementation: 'nix' | 'lix' | 'determinate';
}

/** What a Nix command is about. */
export type NixTarget =
  /** `nixpkgs#hello`, `.#nixosConfigurations.web.config.system.build.toplevel`. */
  | { readonly flake: string }
  /** A file, and an attribute path in it. */
  | { readonly file: string; readonly attribute?: string }
  /** An expression, and an attribute path in it; `impure` lets it read `<nixpkgs>`, paths and variables. */
  | { readonly expr: string; readonly attribute?: string; readonly impure?: boolean }
  /** A store path: a derivation or an output. */
  | { readonly path: string };

export interface NixOptions {
  readonly signal: AbortSignal;
  /** Milliseconds; `none` where it may take hours. */
  readonly timeout?: number | 'none';
  /** Where relative paths and `.#` begin; the current folder when absent. */
  readonly cwd?: string;
}

/**
 * What happens while Nix builds (`--log-format internal-json`). `at` is milliseconds since 1970 when
 * it was read: Nix tells no times. What Nix says beyond this is left out.
 */
export type NixBuildEvent = { readonly at: number } & (
  | {
      readonly type: 'start';
      readonly id: string;
      /** Of one derivation: `build`, `substitute` and `copy` of a store path, `download` of an address. */
      readonly what: 'build' | 'substitute' | 'copy' | 'download';
      /** The derivation, the store path or the address. */
      readonly of: string;
      /** Where it is built or comes from, where that is not here. */
      readonly from?: string;
    }
  | { readonly type: 'phase'; readonly id: string; readonly phase: string }
  /** A line of a build's log. */
  | { readonly type: 'log'; readonly id: string; readonly line: string }
  /** Bytes of a download or a copy. */
  | {
      readonly type: 'progress';
      readonly id: string;
      readonly done: number;
      readonly total: number;
    }
  | { readonly type: 'stop'; readonly id: string }
  /** How many builds, of all that are known now. */
  | {
      readonly type: 'builds';
      readonly done: number;
      readonly expected: number;
      readonly running: number;
      readonly failed: number;
    }
  | {
      readonly type: 'message';
      readonly level: 'error' | 'warning' | 'info';
      readonly text: string;
    }
);

export interface NixBuild {
  /** Nix's own exit code; 0 where all was built. */
  readonly code: number;
  readonly built: readonly {
    readonly derivation?: string;
    /** By output name. */
    readonly outputs: Readonly<Record<string, string>>;
  }[];
  /** Derivations whose own build failed, in the order in which they failed. */
  readonly failed: readonly string[];
  /** What Nix says went wrong, without colours. */
  readonly errors: readonly string[];
}

export interface StoreDerivation {
  readonly path: string;
  readonly name: string;
  readonly system: string;
  readonly builder: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** By output name; `path` is undefined where only the build tells. */
  readonly outputs: Readonly<Record<string, { readonly path?: string; readonly hash?: string }>>;
  readonly sources: readonly string[];
  /** The derivations that it needs, with the outputs of each. */
  readonly needs: Readonly<Record<string, readonly string[]>>;
}

export interface StorePathInfo {
  readonly path: string;
  /** SRI: `sha256-…`. */
  readonly narHash: string;
  /** Bytes, unpacked. */
  readonly narSize: number;
  /** Store paths that it points to, itself among them where it does. */
  readonly references: readonly string[];
  readonly deriver?: string;
  /** `NAME:SIGNATURE`. */
  readonly signatures: readonly string[];
  /** Bytes, with all that it needs; only where it was asked for. */
  readonly closureSize?: number;
  /** ISO 8601. */
  readonly registered?: string;
  /** It was built here, and not fetched. */
  readonly ultimate?: boolean;
  /** Bytes to fetch, where a binary cache was asked. */
  readonly downloadSize?: number;
}

/** A `.narinfo` of a binary cache. */
export interface Narinfo {
  readonly path: string;
  /** Of the packed archive, below the cache's address. */
  readonly url: string;
  readonly compression: string;
  /** Bytes to fetch, where the cache says. */
  readonly fileSize?: number;
  readonly narSize: number;
  readonly narHash: string;
  readonly references: readonly string[];
  readonly deriver?: string;
  readonly signatures: readonly string[];
  /** What its content is addressed by: such a path needs no signature. */
  readonly contentAddress?: string;
}

export interface FlakeMetadata {
  readonly url: string;
  readonly description?: string;
  readonly revision?: string;
  /** ISO 8601. */
  readonly date?: string;
  /** In the store. */
  readonly path?: string;
  readonly inputs: readonly {
    readonly name: string;
    readonly url?: string;
    readonly revision?: string;
    readonly date?: string;
  }[];
}

/**
 * The programs of Nix. Flags that a command needs are given, whatever this machine's settings; with
 * `--offline` nothing is fetched.
 * @throws NixaiError `program-missing`, `nix-failed` (exit 1) with what Nix says, `nix-answer` where it
 * says something that is not understood, `program-timeout` or `interrupted`.
 */
export interface Nix {
  /** Undefined where there is no Nix. */
  version(): Promise<NixVersion | undefined>;
  /**
   * A value as JSON. The caller says by T what it is.
   * @param options.apply a function that is applied to it first: `builtins.attrNames`.
   */
  eval<T>(target: NixTarget, options: NixOptions & { readonly apply?: string }): Promise<T>;
  /** A value as Nix prints it, which may be one that JSON has not got. */
  print(target: NixTarget, options: NixOptions & { readonly apply?: string }): Promise<string>;
  /** Builds; a build that fails is a result. */
  build(
    targets: readonly NixTarget[],
    options: NixOptions & {
      readonly onEvent?: (event: NixBuildEvent) => void;
      readonly keepGoing?: boolean;
      /** Makes this link to what is built, and those beside it for more outputs, as Nix itself; none when absent. */
      readonly link?: string;
      /** By `nix-build`, with its exit codes: for one file, as without flakes. */
      readonly classic?: boolean;
      /** More words for the program. */
      readonly args?: readonly string[];
    },
  ): Promise<NixBuild>;
  /** The log of a build, line by line. */
  log(target: NixTarget, options: NixOptions): AsyncIterable<string>;
  derivation(target: NixTarget, options: NixOptions): Promise<StoreDerivation>;
  /** The same with all that it takes to build it, by path; what was asked for comes first. */
  derivations(target: NixTarget, options: NixOptions): Promise<readonly StoreDerivation[]>;
  /** The settings in effect, by name: `substituters`, `sandbox`. */
  settings(options: NixOptions): Promise<Readonly<Record<string, unknown>>>;
  /** What the store knows of paths; those that are not there are left out. */
  pathInfo(
    paths: readonly string[],
    options: NixOptions & {
      /** With all that they need. */
      readonly closure?: boolean;
      readonly closureSize?: boolean;
      /** Another store: `https://cache.nixos.org`. */
      readonly store?: string;
    },
  ): Promise<readonly StorePathInfo[]>;
  /**
   * Why a path is in a closure: the chains from one to the other, shortest first.
   * @param most so many at most.
   */
  why(
    from: string,
    to: string,
    options: NixOptions & { readonly most?: number },
  ): Promise<readonly (readonly string[])[]>;
  /** What a binary cache says of a store path; undefined where it has not got it. */
  narinfo(cache: string, path: string, signal: AbortSignal): Promise<Narinfo | undefined>;
  flakeMetadata(flake: string, options: NixOptions): Promise<FlakeMetadata>;
}
export const nix = token<Nix>('nix');
