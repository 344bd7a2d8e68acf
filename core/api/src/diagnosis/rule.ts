import type { LogContext, LogTool } from './context.js';
import type { Evidence } from './evidence.js';

/** When in a system's life a failure happens. */
export const diagnosisPhases = [
  'eval',
  'flake',
  'fetch',
  'build',
  'store',
  'activation',
  'boot',
  'home-manager',
  'runtime',
] as const;
export type DiagnosisPhase = (typeof diagnosisPhases)[number];

/** A place in a source file. */
export interface SourcePosition {
  /** As the log has it, without the store path of a flake's copy: `hosts/nova.nix`. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** Where a fix can be used; a part that is absent asks for nothing. */
export interface FixConditions {
  readonly tools?: readonly LogTool[];
  readonly platforms?: readonly LogContext['platform'][];
  readonly user?: 'root' | 'user';
  /** True: only where a flake is evaluated. False: only where a channel is. */
  readonly flake?: boolean;
}

/** One way to mend it. */
export interface DiagnosisFix {
  /** What to do, one sentence. */
  readonly title: string;
  /**
   * The text to paste: Nix that parses, or a command. What is not known stands in it as a name that
   * begins with `YOUR_`, and is explained in `fill`.
   */
  readonly code?: string;
  readonly language?: 'nix' | 'sh' | 'text';
  /** What to put in the place of each `YOUR_…` of the code: `{ YOUR_HOST: 'a name that …' }`. */
  readonly fill?: Readonly<Record<string, string>>;
  /** Contexts that it is for; any if absent. Those for another one are shown last. */
  readonly holds?: FixConditions;
  /**
   * What it is where the log does not support it as the fix: `if`, right only if what its title begins
   * with is so, which the log does not say; `look`, it changes nothing, and shows what to do next.
   */
  readonly step?: 'if' | 'look';
  /** What may go wrong: `none`, `restart` (a service or the machine), `data`, `security`. */
  readonly risk: 'none' | 'restart' | 'data' | 'security';
}

/** What a rule makes of its evidence. */
export interface Diagnosis {
  /** What is at fault, by name: an option, a package, `file:line:col`, a URL, a unit, a hash. */
  readonly culprit: string;
  /** The root cause, one to three sentences. */
  readonly message: string;
  readonly at?: SourcePosition;
  /** What was read off the log: `{ got: 'sha256-…', url: 'https://…' }`. */
  readonly facts?: Readonly<Record<string, string | undefined>>;
  /** Best first, at least one. */
  readonly fixes: readonly DiagnosisFix[];
  /** Commands that show whether it is mended. */
  readonly verify: readonly string[];
  /** Options to look up in the option catalogue, so that the finding can say what they are. */
  readonly options?: readonly string[];
  /** 0 to 1, where the evidence makes the rule more or less sure than usual. */
  readonly confidence?: number;
}

/** What a line must look like. */
export interface DiagnosisPattern {
  /**
   * Literal text of which at least one piece stands in every line that `line` matches. The log is
   * scanned for these; only lines that hold one meet the expression. At least five characters of
   * plain ASCII, no quotes (their shape varies), and nothing that a healthy log is full of.
   */
  readonly anchors: readonly string[];
  /** Matches one cleaned line; linear (no nested repetition), named groups for what it extracts. */
  readonly line: RegExp;
}

/** Recognises one root cause: data, and one function that reads the evidence. */
export interface DiagnosisRule {
  /** Unique, kebab-case: `eval/undefined-variable`. */
  readonly id: string;
  /** The root cause it finds; several rules may find the same one. */
  readonly class: string;
  readonly phase: DiagnosisPhase;
  /** What it is called for people: "Undefined variable". */
  readonly title: string;
  /** Parts of a system that it concerns, for `--filter`: `networking`, `systemd`, `boot`. */
  readonly components?: readonly string[];
  readonly patterns: readonly DiagnosisPattern[];
  /** 0 to 1: how often a match is this root cause. Below 0.5 it is shown as a guess. */
  readonly confidence: number;
  /**
   * Classes that, found beside this one, are the cause of it, so that this is a consequence; `*` for
   * any: the rule then speaks only where no other knows more.
   */
  readonly yieldsTo?: readonly string[];
  readonly docs: readonly { readonly title: string; readonly url: string }[];
  /** Reads the evidence; undefined if it is something else after all. Pure. */
  explain(evidence: Evidence): Diagnosis | undefined;
}

/** A plugin's rules, as one contribution to `host.diagnosisRules`. */
export type DiagnosisRules = readonly DiagnosisRule[];
