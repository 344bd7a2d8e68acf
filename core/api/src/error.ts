/**
 * How a process ends. Stable: scripts rely on these.
 * 0 is success; a command documents what 1 means for it (usually "findings").
 */
export const ExitCode = {
  ok: 0,
  failure: 1,
  usage: 2,
  providerUnavailable: 3,
  authOrQuota: 4,
  refused: 5,
  locked: 6,
  interrupted: 130,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

export interface NixaiErrorInit {
  /** Stable, kebab-case, documented in docs/errors.md: `config-invalid`, `provider-unreachable`. */
  code: string;
  /** What went wrong, one sentence without a full stop. */
  what: string;
  /** Why, if it is known: the underlying message, the offending line. */
  why?: string;
  /** What to do about it: one command to run, or one sentence. */
  hint?: string;
  exitCode?: ExitCode;
  /** See {@link NixaiError.retryAfter}. */
  retryAfter?: number;
  cause?: unknown;
}

/**
 * An error that a person can act on. Thrown where it happens, rendered in one place.
 * Never test it with `instanceof` across a plugin border (two copies of this package may be
 * loaded): use {@link isNixaiError}.
 */
export class NixaiError extends Error {
  readonly nixai = true;
  readonly code: string;
  readonly what: string;
  readonly why?: string;
  readonly hint?: string;
  readonly exitCode: ExitCode;
  /**
   * Milliseconds after which the same request may succeed, 0 if at any moment. Absent where trying
   * again does not help.
   */
  readonly retryAfter?: number;

  constructor(init: NixaiErrorInit) {
    super(init.why === undefined ? init.what : `${init.what}: ${init.why}`, { cause: init.cause });
    this.name = 'NixaiError';
    this.code = init.code;
    this.what = init.what;
    this.why = init.why;
    this.hint = init.hint;
    this.exitCode = init.exitCode ?? ExitCode.failure;
    this.retryAfter = init.retryAfter;
  }
}

/** True for a NixaiError of any copy of this package. */
export function isNixaiError(error: unknown): error is NixaiError {
  return error instanceof Error && (error as { nixai?: unknown }).nixai === true;
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
