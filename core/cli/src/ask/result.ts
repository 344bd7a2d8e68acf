import type { MachineFacts } from '@nixai/machine';
import type {
  CheckFinding,
  Citation,
  ResolvedModel,
  SourceReport,
  TokenUsage,
  Verification,
} from '@nixai/api';

/** What a part of an offline answer is for. */
export type SectionKind =
  | 'answer'
  /** That the answer may be beside the point. */
  | 'doubt'
  | 'findings'
  /** What the error message in the question means. */
  | 'explained'
  | 'renames'
  | 'configuration'
  | 'steps'
  | 'apply'
  | 'check'
  | 'pitfalls'
  | 'context'
  | 'also'
  | 'related'
  | 'more'
  | 'options'
  | 'links'
  | 'next'
  | 'nearest';

/** A part of an answer: a heading (none over the direct answer) and its Markdown. */
export interface Section {
  readonly kind: SectionKind;
  readonly title?: string;
  readonly text: string;
}

/** An option that the answer names. */
export interface NamedOption {
  readonly name: string;
  readonly set: 'nixos' | 'home-manager';
}

/** What was learnt of the machine that the question is about. */
export type { MachineFacts };

/** A line of the person's own configuration that bears on the answer. */
export interface ContextLine {
  /** The file as the person named it; `stdin` for what was piped in. */
  readonly file: string;
  readonly line: number;
  readonly text: string;
  /** What is to be said about it, if anything. */
  readonly remark?: string;
}

/** The answer to a question, and everything that is known of how it came about. */
export interface AskResult {
  readonly question: string;
  /** `unknown`: neither the sources nor a model had an answer. */
  readonly outcome: 'answered' | 'unknown';
  /** Markdown. */
  readonly answer: string;
  /** What stands below a model's own words in `answer`: sources and next steps. */
  readonly below?: string;
  /** The parts of an answer composed offline; empty when a model wrote it. */
  readonly sections: readonly Section[];
  readonly citations: readonly Citation[];
  readonly options: readonly NamedOption[];
  readonly packages: readonly string[];
  /** `offline` when no model was asked. */
  readonly provider: string;
  readonly model?: string;
  readonly chosenBy: ResolvedModel['chosenBy'];
  /** False for a model's answer that broke off. */
  readonly complete: boolean;
  readonly tokens?: TokenUsage;
  /** Milliseconds. */
  readonly timings: {
    readonly docs: number;
    readonly firstText?: number;
    readonly model?: number;
    readonly total: number;
  };
  /** What was taken out before anything left or was kept, by kind. */
  readonly redacted: Readonly<Record<string, number>>;
  readonly fallbacks: readonly { readonly provider: string; readonly why: string }[];
  /** Absent where no verifier is at hand. */
  readonly verification?: Verification;
  readonly sources: readonly SourceReport[];
  readonly machine?: MachineFacts;
  readonly context: readonly ContextLine[];
  /** Words of the question that nothing in the answer is about. */
  readonly missed: readonly string[];
  /** The answer is what comes nearest, and says itself that it may be beside the point. */
  readonly doubtful: boolean;
  /** What the checker says of the person's own files; absent where they were not asked about. */
  readonly findings?: readonly CheckFinding[];
  /** Commands that lead on from here. */
  readonly next: readonly string[];
}
