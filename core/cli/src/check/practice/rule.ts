import type { OptionSet } from '@nixai/api';
import type { Definition, Literal } from '@nixai/nix';

/** A definition as a rule of practice sees it. */
export interface Practised {
  readonly path: string;
  /** The values that it can be seen to have. */
  readonly literals: readonly Literal[];
  readonly definition: Definition;
}

/** A rule about how a configuration is written well, beyond being valid. */
export interface PracticeRule {
  /** Stable, kebab-case. */
  readonly id: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly set: OptionSet;
  /** The options it looks at; any name stands where `*` does. */
  readonly option: RegExp;
  /** True where the definition is what the rule warns of. */
  readonly applies: (practised: Practised) => boolean;
  readonly message: string;
  readonly why: string;
  readonly fix: string;
}
