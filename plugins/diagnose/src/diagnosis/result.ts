import type { LogOrigin, ModelExplanation } from '@nixai/api';
import type { FailedBuild } from '../engine/builds.js';
import type { Finding } from '../engine/finding.js';

export const diagnosisFormats = ['text', 'json', 'html', 'markdown', 'sarif'] as const;

/** What `nixai diagnose` has to say. */
export interface DiagnosisResult {
  /** `not-recognised`: something failed, and no rule knows what. */
  readonly outcome: 'diagnosed' | 'not-recognised' | 'nothing-wrong';
  readonly input: {
    readonly name: string;
    /** What printed it, where that was said. */
    readonly command?: string;
    readonly lines: number;
    readonly bytes: number;
  };
  /** What the log says about the machine. */
  readonly origin: LogOrigin;
  /** Causes first, the surest first; then their consequences. */
  readonly findings: readonly Finding[];
  /** Builds that failed: by themselves first, then those that needed them. */
  readonly builds: readonly FailedBuild[];
  /** Where nothing was recognised: the lines that most likely say what failed. */
  readonly errorLines: readonly { readonly line: number; readonly text: string }[];
  /** Where nothing was recognised: what the log shows for certain. */
  readonly shows?: string;
  /** Where nothing was recognised: commands that tell more. */
  readonly next: readonly string[];
  /** What a model made of it, where one answered. */
  readonly ai?: ModelExplanation;
  /** True where the findings were told while the log was read. */
  readonly streamed?: boolean;
  /** Where a person was asked: in how many parts the log came. */
  readonly segments?: number;
  /** What the person said that was changed before it failed. */
  readonly changes?: string;
}
