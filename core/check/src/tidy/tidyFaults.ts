import type { Expression } from '@nixai/nix';
import type { Span } from '../options/doubt.js';
import type { Severities, TidyRule } from '../severities.js';
import { shorter } from './shorter.js';
import { unusedNames } from './unusedNames.js';

/** What works, and could be tidier. */
export interface TidyFault {
  readonly rule: TidyRule;
  readonly message: string;
  readonly hint: string;
  readonly at: Span;
}

/** What a file has of it, of the rules that were asked for. */
export function tidyFaults(root: Expression, severities: Severities): TidyFault[] {
  return [...unusedNames(root), ...shorter(root)].filter(({ rule }) => severities.isOn(rule));
}
