/** A set of named submodules, one, or a list of them: what lies below is all declared. */
const closed =
  /^(?:null or |\(|attribute set of |lazy attribute set of |list of |non-empty |\))*submodule\)*$/;

/** What is also taken, and made into the type that stands before it: nothing more lies below that. */
const converted = / or (?:[^()]|\((?:[^()]|\([^()]*\))*\))*? convertible to it/g;

/** Types whose values may hold attributes that no option set lists. */
const open =
  /attribute set|attrs|value|anything|INI|JSON|YAML|TOML|lua|config$|configuration$|settings option|DAG|key-value|submodule|module|raw/i;

/** Words of the types of nixpkgs' lib that hold no attributes. A type in other words is a module's own. */
const plain =
  /boolean|str|integer|signed|float|number|path|package|derivation|list|null|one of|function|shell|date|address|uid|port|regex|name|key|format|duration/i;

/**
 * True where attributes below an option of this type may be right although they are not declared:
 * free-form settings, and submodules whose own options the set does not list.
 * @param listed whether the set declares options below it.
 */
export function takesAnyAttributes(name: string, type: string, listed: boolean): boolean {
  if (!closed.test(type.replace(converted, ''))) return open.test(type) || !plain.test(type);
  // A submodule with a `freeformType` is printed as "submodule" too; by convention (RFC 42) it is
  // called settings or config.
  return !listed || /(?:^|\.)(?:\w*[sS]ettings|\w*[cC]onfig)$/.test(name);
}
