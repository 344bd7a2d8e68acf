import { point, type ProcessRunner } from '@nixai/api';
import type { NixValue } from './nix/value.js';
import type { RepoView } from './repo/view.js';

/** Something that was read, and where: `go.mod:3`. */
export interface Fact<T> {
  readonly value: T;
  /** `FILE` or `FILE:LINE`, relative to the project's folder. */
  readonly from: string;
}

/** A folder that is a project of some language, before it is read. */
export interface Candidate {
  /** Relative to the repository; empty for its top. */
  readonly folder: string;
  /** `go.mod`: what says so. */
  readonly manifest: string;
  /** A member of a workspace that is built by itself, from `folder`, which has the lock: `apps/web`. */
  readonly part?: string;
  /**
   * How much it says so, 0 to 100: 90 for a manifest of the language's own, 40 for one that others
   * have beside theirs (a Makefile). The highest of a folder wins.
   */
  readonly score: number;
  /** `cargo`, `npm`, `cmake`: for `--build-system`. */
  readonly buildSystem: string;
}

/** In which list of the derivation an input stands. */
export type InputKind = 'native' | 'build' | 'check' | 'buildSystem' | 'dependency';

export interface Input {
  /** `pkg-config`, `rustPlatform.bindgenHook`. */
  readonly attribute: string;
  readonly kind: InputKind;
  readonly from: string;
  /** What asks for it there: `PKG_CHECK_MODULES libevent`. */
  readonly why: string;
  /** The project builds without it too. */
  readonly optional?: boolean;
}

/** A name that asks for something that no table knows; told, and never put in as if it were known. */
export interface UnknownInput {
  readonly name: string;
  readonly kind: InputKind;
  readonly from: string;
  readonly why: string;
}

/** An attribute of the derivation beside those that each one has. */
export interface Attribute {
  readonly name: string;
  readonly value: NixValue;
  readonly from?: string;
  readonly why?: string;
  /** Names of nixpkgs in shell lines or expressions of it: `jre`. */
  readonly uses?: readonly string[];
}

/** A file that has to stand beside the derivation. */
export interface Companion {
  /** `gemset.nix` */
  readonly path: string;
  /** What is in it, where files of the project say all of it. */
  readonly text?: string;
  /** What makes it, where they do not. */
  readonly command?: string;
}

/** What a project depends on, by its own names. */
export interface Dependency {
  readonly name: string;
  readonly version?: string;
  readonly scope: 'runtime' | 'build' | 'development';
  readonly from: string;
}

/** A hash of what is fetched beside the source. */
export interface DependencyHash {
  /** `vendorHash` */
  readonly attribute: string;
  /** Which command computes it: `nixai package-repo hash KIND`. */
  readonly kind: string;
  /** The file that it follows from. */
  readonly lock: string;
}

/** All that is known of a project. */
export interface PackageFacts {
  readonly language: string;
  readonly buildSystem: string;
  /** As it is called: `buildGoModule`, `rustPlatform.buildRustPackage`. */
  readonly builder: string;
  /** The file that says what it is. */
  readonly manifest: string;
  readonly name: Fact<string>;
  readonly version?: Fact<string>;
  readonly description?: Fact<string>;
  readonly homepage?: Fact<string>;
  /** SPDX expressions as the manifest has them. */
  readonly licence?: Fact<string>;
  readonly mainProgram?: Fact<string>;
  /** All that is put in `bin`, as far as it is known. */
  readonly programs: readonly string[];
  readonly inputs: readonly Input[];
  readonly unknownInputs: readonly UnknownInput[];
  readonly attributes: readonly Attribute[];
  readonly dependencies: readonly Dependency[];
  readonly dependencyHash?: DependencyHash;
  /** The lock that the builder cannot do without and the project does not have, and what makes it. */
  readonly missingLock?: { readonly file: string; readonly command: string };
  /** Whether man pages and completions of the source are put in place by the project itself. */
  readonly installsItsFiles?: boolean;
  /** Shell lines for `postInstall`, after the man pages. */
  readonly postInstall?: readonly string[];
  /** How the built program prints its own completions. */
  readonly completions?: {
    readonly program: string;
    /** Words for it, with `@SHELL@` for the shell's name. */
    readonly words: string;
    /** A variable that is the shell's name while it does. */
    readonly variable?: string;
    readonly shells: readonly string[];
    readonly from: string;
  };
  /** How its attributes name one another; `finalAttrs` when absent. */
  readonly form?: 'finalAttrs' | 'rec';
  /** The builder has no `meta`: description, licence and the like are arguments of its own. */
  readonly metaAtTop?: boolean;
  /** The builder takes its source from files beside the derivation. */
  readonly withoutSource?: boolean;
  readonly companions?: readonly Companion[];
  /** What a person has to know or decide, one sentence each. */
  readonly notes: readonly string[];
}

/** A hash, or why there is none and what gives it. */
export type HashAnswer =
  | { readonly hash: string | null; readonly from: string }
  | { readonly missing: string; readonly command: string };

/** What a hash is computed with. */
export interface HashContext {
  /** The folder of the project, with its files as they are built. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly run: ProcessRunner;
}

/** What is known of a repository as a whole. */
export interface RepoFacts {
  /** The name of the repository or folder. */
  readonly name: string;
  /** Of the tag that is checked out, without what is not its number. */
  readonly version?: Fact<string>;
}

/** A language or build system. Runs nothing of the project's; reads through the view alone. */
export interface PackageAnalyzer {
  /** `go` */
  readonly language: string;
  /** `Go` */
  readonly title: string;
  /** Build systems that it knows, for `--build-system`. */
  readonly buildSystems: readonly string[];
  detect(repo: RepoView): Promise<readonly Candidate[]>;
  analyze(project: RepoView, candidate: Candidate, repo: RepoFacts): Promise<PackageFacts>;
  /** Computes `dependencyHash` with neither network nor Nix; absent where only a build can tell. */
  hash?(facts: PackageFacts, context: HashContext): Promise<HashAnswer>;
}

/** Languages of `nixai package-repo`; a contribution is one language. */
export const packageAnalyzers = point<PackageAnalyzer>('package-repo.packageAnalyzers', {
  what: 'package analyzer',
  check: (one) => [
    ...(typeof one.language === 'string' && one.language !== '' ? [] : ['names no language']),
    ...(typeof one.detect === 'function' ? [] : ['has no detect']),
    ...(typeof one.analyze === 'function' ? [] : ['has no analyze']),
  ],
});
