/** The program that a person ran, by its prompt or by what it prints. */
export type LogTool =
  | 'nixos-rebuild'
  | 'nixos-install'
  | 'home-manager'
  | 'darwin-rebuild'
  | 'nix-on-droid'
  | 'nix-shell'
  | 'nix-env'
  | 'nix-channel'
  | 'nix-copy'
  | 'nix-flake-check'
  | 'nix'
  | 'deploy';

/** What kind of Nix file a place lies in, which decides what can be written there. */
export type FileKind =
  | 'flake'
  | 'nixos-module'
  | 'home-module'
  | 'darwin-module'
  | 'shell'
  | 'package'
  | 'overlay'
  | 'unknown';

/** A file that the log names, and whose it is. */
export interface FilePlace {
  readonly kind: FileKind;
  /** `foreign`: it lies in nixpkgs or in another flake's source, and is not to be edited. */
  readonly owner: 'own' | 'foreign' | 'unknown';
  /** True where it lies in the store, and nothing tells whether as the person's own flake or as an input. */
  readonly inStore?: boolean;
  /** Of a foreign file: the input or channel that it comes from, as far as it can be told. */
  readonly input?: string;
}

/** What a command asked to be built, and so whose package a failing one may be. */
export interface BuildTarget {
  /**
   * `system`: a configuration, which is made of other people's packages. `nixpkgs`: a package of it.
   * `flake`: somebody else's flake. `own`: what lies in the folder that the command was run in.
   */
  readonly kind: 'system' | 'nixpkgs' | 'flake' | 'own';
  /** Of `flake`: its address as the command has it: `github:OWNER/REPOSITORY`. */
  readonly reference?: string;
}

/** Where a failure happened: what was run, on what, by whom. Nothing in it is more than the log says. */
export interface LogContext {
  readonly tool?: LogTool;
  readonly platform: 'nixos' | 'darwin' | 'droid' | 'linux' | 'unknown';
  readonly user?: 'root' | 'user';
  /** True where the log comes from a CI system. */
  readonly ci: boolean;
  /** True where a flake is evaluated, false where a channel is; undefined where nothing says so. */
  readonly flake?: boolean;
  /** Undefined where neither the command nor what is built says so. */
  readonly target?: BuildTarget;
  /** Inputs that this very run has updated; with the lock file of before, it may still have worked. */
  readonly updatedInputs?: readonly string[];
  /** @param file as a frame names it. */
  place(file: string | undefined): FilePlace;
}

/** A context of which nothing is known: every fix may hold in it. */
export const unknownContext: LogContext = {
  platform: 'unknown',
  ci: false,
  place: () => ({ kind: 'unknown', owner: 'unknown' }),
};
