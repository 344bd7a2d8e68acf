import type { ModelExplanation, OptionDoc, OptionEntry } from '@nixai/api';
import type { TemplateUse } from './templateUse.js';

export interface Example {
  readonly level: 'basic' | 'common' | 'advanced';
  readonly title: string;
  /** Nix source. */
  readonly code: string;
  /** Where it is from: the option's own documentation, or a topic's title. */
  readonly source: string;
}

/** Everything that `explain-option` says of an option. */
export interface Explanation {
  readonly query: string;
  readonly option: OptionDoc;
  readonly found: 'name' | 'rename' | 'group' | 'search';
  /** 0 to 1. */
  readonly confidence: number;
  readonly note?: string;
  readonly others: readonly string[];
  /** Beside it in its module. */
  readonly related: readonly OptionEntry[];
  /** Below it. */
  readonly children: readonly OptionEntry[];
  readonly examples: readonly Example[];
  readonly pitfalls: readonly string[];
  readonly links: readonly { readonly title: string; readonly url: string }[];
  /** What it was looked up in: "nixos-25.05 (channel, 20,919 options)". */
  readonly optionSet: string;
  /** The machine's own value, where it was asked for. */
  readonly value?: MachineValue;
  /** Where a template sets it, where that was asked for. */
  readonly template?: TemplateUse;
  readonly ai?: ModelExplanation;
}

export interface MachineValue {
  /** Nix source; undefined when it could not be read. */
  readonly value?: string;
  /** The command that read it, or why none could. */
  readonly detail: string;
}
