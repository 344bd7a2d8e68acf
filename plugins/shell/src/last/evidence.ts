import type { CommandInput, Host } from '@nixai/api';
import type { LastCommand } from './lastCommand.js';

/** Where what a command said was found. */
export type EvidenceKind = 'recorded' | 'build-log' | 'terminal' | 'evaluated';

/** What a failed command has left. */
export interface Evidence {
  readonly kind: EvidenceKind;
  /** As the end of a sentence: "the build log that Nix kept of hello". */
  readonly from: string;
  /** What `diagnose` is given. */
  readonly input: CommandInput;
}

/** A way to what a command said; undefined where it leads nowhere. */
export type FindEvidence = (
  host: Host,
  last: LastCommand,
  signal: AbortSignal,
) => Promise<Evidence | undefined>;

/**
 * The ways, the surest and cheapest first. Nothing that changes a system is run a second time.
 */
export const ways: readonly FindEvidence[] = [
  async (host, last) => (await import('../record/recorded.js')).recorded(host, last),
  async (...given) => (await import('./buildLog.js')).buildLog(...given),
  async (...given) => (await import('./screen.js')).screen(...given),
  async (...given) => (await import('./evaluated.js')).evaluated(...given),
];
