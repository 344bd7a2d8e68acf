import type { OptionCatalog } from '@nixai/api';
import type { Definition } from '@nixai/nix';
import { optionPathText } from '@nixai/nix/quoting';
import { fitOf, safeRename } from '../fix/safeRename.js';
import type { Doubt } from './doubt.js';
import type { FormerName } from './formerNames.js';
import { list, pathOf } from './names.js';
import { isNear } from './nearNames.js';

/** What is to be said of a name that options had once; undefined for any other. */
export function oldName(
  definition: Definition,
  { found, isLater }: FormerName,
  at: Doubt['at'],
  catalog?: OptionCatalog,
): Doubt | undefined {
  const name = optionPathText(pathOf(definition));
  if (found.outcome !== 'renamed' && found.outcome !== 'removed') return undefined;
  const dated = found.since === undefined || found.since === 'unknown' ? undefined : found.since;
  const from = dated === undefined ? 'in newer releases' : `from ${dated} on`;
  const slip = found.outcome === 'renamed' && catalog && slipBelow(found.to, catalog);
  if (slip)
    return {
      rule: 'renamed-option',
      severity: isLater ? 'note' : 'warning',
      message: `\`${name}\` is no option; what it seems to mean is called \`${slip}\` ${isLater ? from : 'now'}`,
      hint: isLater ? undefined : `did you mean \`${slip}\`?`,
      at,
    };
  if (found.outcome === 'renamed')
    return {
      rule: 'renamed-option',
      severity: isLater ? 'note' : 'warning',
      message: `\`${name}\` is called ${list(found.to)} ${isLater ? from : 'now'}`,
      hint: isLater ? undefined : newNameHint(definition, found.to, catalog),
      edit: isLater ? undefined : safeRename(definition, found, catalog),
      at,
    };
  return {
    rule: 'removed-option',
    severity: isLater ? 'note' : 'error',
    message: isLater ? `\`${name}\` is not there ${from}` : `\`${name}\` was removed`,
    hint: found.note,
    at,
  };
}

/** How the new name is written; only told of where the value cannot be one of its values. */
function newNameHint(
  definition: Definition,
  to: readonly string[],
  catalog: OptionCatalog | undefined,
): string {
  const [option, another] = to;
  const match = option === undefined || another !== undefined ? undefined : catalog?.match(option);
  if (option === undefined || match?.outcome !== 'option') return `write ${list(to)}`;
  return fitOf(definition, option, catalog) === 'no'
    ? `${list(to)} takes another kind of value (${match.type}): nixai explain ${option}`
    : `write ${list(to)}`;
}

/** The option that a new name is one slip away from, where there is none of that very name. */
function slipBelow([to, more]: readonly string[], catalog: OptionCatalog): string | undefined {
  if (to === undefined || more !== undefined) return undefined;
  if (catalog.match(to).outcome !== 'unknown') return undefined;
  return catalog.nearest(to, 3).find((one) => isNear(to.split('.'), one));
}
