import { toolOf, type Arg, type Flag, type OptionSet } from '@nixai/api';
import type { ExplainResult, explainFlags } from '../explain/command.js';
import type { ExactOption } from '../explain/exactOption.js';
import { leanOption, leanOptionSchema, leanOptionText } from './leanOption.js';

type Flags = typeof explainFlags & { readonly set: Flag<OptionSet | undefined> };
type Args = { readonly option: Arg<readonly string[]> };

/** One option by its exact name. */
export const optionTool = toolOf<ExplainResult, Flags, Args>()({
  name: 'nixos_option',
  description:
    "One NixOS or Home Manager option by its exact name: type, default, example, description, in the user's own release. Call it before you write an option down. A name that does not exist gives found: false and near names, never a substitute.",
  input: {
    name: { to: 'option', required: true, description: 'Full path: services.nginx.enable' },
    set: { to: '--set', description: 'NixOS, then Home Manager if absent' },
  },
  always: { '--exact': true },
  item: leanOptionSchema,
  answer(result) {
    // `--exact` is given with each call.
    const exact = result as ExactOption;
    return { about: exact.optionSet, items: [leanOption(exact)] };
  },
  text: leanOptionText,
});
