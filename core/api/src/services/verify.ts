import { token } from '../token.js';
import type { OptionSet } from '../docSource.js';
import type { CheckFinding } from './check.js';

/** What is known of an option that an answer names. */
export interface OptionVerdict {
  readonly name: string;
  readonly set?: OptionSet;
  /** `unsure`: no complete option set was at hand to say. */
  readonly verdict: 'known' | 'renamed' | 'removed' | 'unknown' | 'unsure';
  /** The name or names to use instead, or the nearest real ones. */
  readonly instead?: readonly string[];
  /** The project whose module declares it, where it is in none of the sets: it has to be imported. */
  readonly module?: string;
}

/** What is known of a package that an answer installs. */
export interface PackageVerdict {
  /** The attribute below `pkgs`. */
  readonly name: string;
  readonly verdict: 'known' | 'unknown';
  /** The nearest real ones. */
  readonly instead?: readonly string[];
}

/** A Nix block of an answer. */
export interface SnippetVerdict {
  /** 1 for the first Nix block. */
  readonly block: number;
  readonly parses: boolean;
  /** The parser's sentence, with the line inside the block. */
  readonly fault?: string;
  /** What `nixai check` holds against it besides; only of what a model wrote. */
  readonly findings?: readonly CheckFinding[];
}

/** A command, or a setting, of an answer that may do harm. */
export interface RiskVerdict {
  /** The line as it stands in the answer. */
  readonly code: string;
  /** What it does. */
  readonly why: string;
}

export interface Verification {
  /** What options were checked against: "nixos-25.05 (channel, 20,919 options)". */
  readonly checkedAgainst: string;
  readonly options: readonly OptionVerdict[];
  readonly snippets: readonly SnippetVerdict[];
  /** Those in lists such as `environment.systemPackages`; empty where no package set is indexed. */
  readonly packages: readonly PackageVerdict[];
  /** What a person should think about before doing it; nixai itself never runs what an answer says. */
  readonly risks: readonly RiskVerdict[];
  /** True where the model was asked once more and mended its answer. */
  readonly repaired: boolean;
  /** How often the model was asked to mend it. */
  readonly rounds: number;
}

export interface Verified {
  /** The answer, repaired where it could be, with what is left unsure marked in the text. */
  readonly markdown: string;
  readonly verification: Verification;
}

/** Checks an answer before a person trusts it: its Nix parses, its options exist. */
export interface Verifier {
  /**
   * @param repair Asks the model once more with these complaints about this answer, and returns its
   * new one; absent offline, where there is nobody to ask. Called at most `ai_repair_rounds` times.
   */
  verify(
    markdown: string,
    options?: {
      readonly repair?: (complaints: string, answer: string) => Promise<string>;
      readonly signal?: AbortSignal;
    },
  ): Promise<Verified>;
}
export const verifier = token<Verifier>('verify');
