interface VariableData {
  /** A word that begins with a small letter; `hostName` is written `@hostName@` in the source. */
  readonly name: string;
  /** What it is, for the person who sets it; no full stop. */
  readonly description: string;
}

/**
 * What a person sets. One without a default has to be given; its example is shown until then.
 * A value is put into the source as a Nix literal, never as bare text.
 */
export type TemplateVariable = VariableData &
  (
    | {
        readonly type: 'string';
        readonly default?: string;
        readonly example?: string;
        /** The whole value has to match it; linear. */
        readonly pattern?: RegExp;
        /** The only values there are. */
        readonly choices?: readonly string[];
      }
    | {
        readonly type: 'integer';
        readonly default?: number;
        readonly example?: number;
        readonly min?: number;
        readonly max?: number;
      }
    | { readonly type: 'boolean'; readonly default?: boolean; readonly example?: boolean }
    /** A list of words; each has to match the pattern. */
    | {
        readonly type: 'strings';
        readonly default?: readonly string[];
        readonly example?: readonly string[];
        readonly pattern?: RegExp;
      }
  );

/** What a machine has, as its kernel and firmware say. */
export type MachineNeed = 'tpm2' | 'encrypted-root' | 'uefi' | 'secure-boot';

/** What an organisation holds a machine to that its template is put on. */
export interface ComplianceRule {
  /** Kebab-case, unique in the template. */
  readonly id: string;
  /** What has to be so, and for whom: a sentence. */
  readonly about: string;
  /** An option that the configuration has to give that value, as Nix: `true`. */
  readonly option?: { readonly path: string; readonly value: string };
  readonly machine?: MachineNeed;
  /** It counts for these values of variables alone: `{ security_level: ['elevated'] }`. */
  readonly when?: Readonly<Record<string, readonly string[]>>;
}

/** A whole Nix file with a few places left open. */
export interface NixTemplate {
  /** Kebab-case, unique in its pack. */
  readonly id: string;
  readonly title: string;
  /** What it sets up and what it does not; a sentence or two. */
  readonly description: string;
  /** What the file is: a NixOS module, a Home Manager module, or a `flake.nix`. */
  readonly kind: 'nixos' | 'home-manager' | 'flake';
  /** One word: `server`, `desktop`. */
  readonly category: string;
  readonly tags: readonly string[];
  readonly variables: readonly TemplateVariable[];
  /** What it brings, point by point. */
  readonly features?: readonly string[];
  /** What a machine has to have: a phrase each. */
  readonly requires?: readonly string[];
  /** What a person should know before: whole sentences. */
  readonly notes?: readonly string[];
  /** What is to be done once it is applied: commands, or whole sentences. */
  readonly next?: readonly string[];
  /** The first release of NixOS that has all of its options: `25.11`. Any release where absent. */
  readonly from?: string;
  /** SemVer; `1.0.0` where absent. What it makes is compared by its text, whatever this says. */
  readonly version?: string;
  readonly compliance?: readonly ComplianceRule[];
  /**
   * The file, with `@name@` wherever a value or an attribute name of its own stands; not inside a
   * string.
   */
  readonly source: string;
}

/** A plugin's templates, as one contribution to `host.templates`. */
export interface TemplatePack {
  /** Kebab-case; the name it is added under. */
  readonly name: string;
  readonly summary: string;
  /** It is what a person keeps in a folder, so there may be none yet. */
  readonly kept?: boolean;
  readonly templates: readonly NixTemplate[];
}
