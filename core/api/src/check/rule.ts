import type { OptionSet } from '../docSource.js';
import type { CheckConfiguration, CheckDefinition } from './configuration.js';

/**
 * What a value of a sample may be; `{ package: 'zsh' }` is `pkgs.zsh`, any other object a set that
 * nothing is known of.
 */
export type SampleValue = boolean | null | number | string | readonly SampleValue[] | object;

/** A module as a rule's own test has it: options and their values. */
export type SampleModule = Readonly<Record<string, SampleValue>>;

/** A complete configuration as a rule's own test has it: one module, or several. */
export type CheckSample = SampleModule | readonly SampleModule[];

/** How a definition is mended without changing what it means. */
export type CheckEdit =
  /** Gives the option another name, with the value as it is written. */
  | { readonly to: 'rename'; readonly option: string }
  /** Gives it another value, written as Nix. */
  | { readonly to: 'set'; readonly value: string };

/** A list that a rule goes by, and that the setting `check.options` may give in its place. */
export interface CheckParameter {
  /** What it lists: "Cards of a network that is trusted as a whole". */
  readonly describe: string;
  /** What each of them is. */
  readonly of: 'port' | 'text';
  /** The list where nobody has set one. */
  readonly usual: readonly (number | string)[];
}

/** What a parameter of the rule lists, by its name. */
export type CheckParameters = (name: string) => ReadonlySet<number | string>;

interface CheckRuleData {
  /** Unique, kebab-case: `ssh-password-login`. What `# nixai: ignore` names. */
  readonly id: string;
  /** `error` for a hole or a breakage, `warning` for a risk, `note` for what may well be meant. */
  readonly severity: 'error' | 'warning' | 'note';
  /** The option set whose modules it looks at. */
  readonly set: OptionSet;
  /** The release from which on it is so: `26.05`. What is locked to an older one is not told. */
  readonly since?: string;
  /** What is the case: "SSH takes passwords". */
  readonly message: string;
  /** Why that matters. */
  readonly why: string;
  /** What to write instead. */
  readonly fix: string;
  /** Where more is written, https. */
  readonly docs: string;
  /** What `check.options` may set of it, by name. */
  readonly parameters?: Readonly<Record<string, CheckParameter>>;
  /** Configurations that it must tell of, and such that it must leave alone. At least one each. */
  readonly samples: {
    readonly fires: readonly CheckSample[];
    readonly quiet: readonly CheckSample[];
  };
}

/** A rule about definitions of certain options. */
export interface DefinitionRule extends CheckRuleData {
  /** The options it looks at; `*` stands for any one name. */
  readonly options: readonly string[];
  /** True where it tells of this definition. Pure; only what is certain from what is written. */
  applies(
    definition: CheckDefinition,
    configuration: CheckConfiguration,
    given: CheckParameters,
  ): boolean;
  /** What to write instead, where that depends on the definition; `fix` if absent. Pure. */
  fixFor?(definition: CheckDefinition, given: CheckParameters): string;
  /** What `nixai check --fix` may do about it: only what leaves the meaning as it is. */
  edit?(definition: CheckDefinition): CheckEdit | undefined;
}

/** A rule about what a whole configuration lacks. Only asked where the configuration is complete. */
export interface WholeRule extends CheckRuleData {
  appliesTo(configuration: CheckConfiguration, given: CheckParameters): boolean;
}

/** A rule of practice or security: data, samples, and one function over what is written. */
export type CheckRule = DefinitionRule | WholeRule;

/** A plugin's rules, as one contribution to `host.checkRules`. */
export type CheckRules = readonly CheckRule[];
