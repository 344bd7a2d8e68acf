/** A unit that an activation says has failed. */
export interface UnitFailure {
  readonly unit: string;
  /** The last lines of its journal. */
  readonly lines: readonly string[];
}

/** What a host says of itself and of a deployment. */
export interface Look {
  readonly current?: string;
  /** The system of the next boot. */
  readonly next?: string;
  /** The number of the profile's generation. */
  readonly generation?: number;
  readonly bootId?: string;
  /** Bytes free in the Nix store's file system, and in /boot where it is there. */
  readonly free?: number;
  readonly bootFree?: number;
  /** Whether the guard's folder is there: it goes with a restart. */
  readonly folder: boolean;
  readonly armed: boolean;
  readonly confirmed: boolean;
  readonly expired: boolean;
  /** Whether the guard runs. */
  readonly guard: boolean;
  /** Who deploys to it and from where, where that is another deployment. */
  readonly heldBy?: string;
  /** Exit code of the activation. */
  readonly code?: number;
  readonly result?: 'done' | 'rolled-back' | 'boot-failed' | 'stuck';
  /** Absent where there is no systemd. */
  readonly failedUnits?: readonly string[];
  /** Those that the activation itself named, where it ended with 4. */
  readonly failures: readonly UnitFailure[];
  /** Its last lines. */
  readonly log: readonly string[];
}

export type Health = { readonly ok: true } | { readonly ok: false; readonly why: string };

/**
 * What can be done with a host, one step each. Every step has a deadline of its own and throws a
 * NixaiError; whether it happened may then not be known, and is never assumed.
 */
export interface HostSteps {
  look(): Promise<Look>;
  /** @throws NixaiError `nix-untrusted` where its Nix would not take the new system from who logs in. */
  mayCopy(): Promise<void>;
  /** Brings the new system there. */
  copy(): Promise<void>;
  /** Keeps it from the garbage collector, and checks that it is whole. */
  pin(): Promise<void>;
  /** @throws NixaiError `deploy-locked` where another deployment goes on. */
  take(): Promise<void>;
  drain(): Promise<void>;
  undrain(): Promise<void>;
  /** Arms the guard and has it activate the new system, from that look on. */
  start(before: Look): Promise<void>;
  /** A connection that is new, to see whether one is let in. */
  knock(): Promise<void>;
  health(before: Look): Promise<Health>;
  /** False where the guard has decided already that it goes back. */
  confirm(): Promise<boolean>;
  abort(): Promise<void>;
  release(): Promise<void>;
  /** Milliseconds. */
  wait(milliseconds: number): Promise<void>;
  /** Milliseconds that pass whatever the clock says. */
  now(): number;
  /** What it is at, for a person. */
  tell(text: string): void;
}
