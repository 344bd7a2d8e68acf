import type { OptionSet } from '@nixai/api';
import { literalOf, seeThrough, type Definition } from '@nixai/nix';
import { practiceRules } from './rules.js';

/** What the rules of practice say about the definitions of a module. */
export function practiceDoubts(definitions: readonly Definition[], set: OptionSet) {
  const rules = practiceRules.filter((rule) => rule.set === set);
  return definitions.flatMap((definition) => {
    const path = definition.path.map(({ name }) => name ?? '<name>').join('.');
    const about = rules.filter(({ option }) => option.test(path));
    if (about.length === 0) return [];
    const literals = seeThrough(definition.value, definition.scope)
      .map(({ value }) => literalOf(value))
      .filter((literal) => literal !== undefined);
    return about
      .filter((rule) => rule.applies({ path, literals, definition }))
      .map(({ id, severity, message, why, fix }) => ({
        rule: id,
        severity,
        message,
        why,
        hint: fix,
        at: definition.by,
      }));
  });
}
