import type { Definition } from '@nixai/nix';
import { optionPathText } from '@nixai/nix/quoting';
import { isSlip } from '../slip.js';
import type { Doubt, Surroundings } from './doubt.js';

/** `services.mine.enabel = true;` where the configuration itself declares `services.mine.enable`. */
export function slipOfOwn(
  definition: Definition,
  path: readonly string[],
  { own, isOfSet }: Surroundings,
): Doubt | undefined {
  const beside = own.beside(path);
  // A file that nothing leads to may be data, which hardly has two names in a row of one's options.
  if (beside === undefined || (!isOfSet && beside.depth < 2)) return undefined;
  const before = path.slice(0, beside.depth);
  const name = path[beside.depth] ?? '';
  const meant = beside.names.find((one) => one.length > 3 && isSlip(one, name));
  // The one that was meant leads on as this does.
  if (meant === undefined || !own.has([...before, meant, ...path.slice(beside.depth + 1)]))
    return undefined;
  return {
    rule: 'unknown-option',
    severity: 'error',
    message: `there is no option \`${optionPathText([...before, name])}\``,
    hint: `did you mean \`${optionPathText([...before, meant])}\`?`,
    at: definition.path[beside.depth]?.attribute ?? definition.by,
  };
}
