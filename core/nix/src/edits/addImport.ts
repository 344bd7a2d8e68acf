import { appendToList, itemText } from './appendToList.js';
import { refused, type EditResult } from './editResult.js';
import { added } from './setAttribute.js';
import { blocked, findTarget } from './target.js';

/** Adds a module, written as Nix (`./ssh.nix`), to the imports of a NixOS or Home Manager module. */
export function addImport(source: string, module: string): EditResult {
  const target = findTarget(source, 'imports');
  if (!target.ok) return target;
  if (target.exact.length > 0) return appendToList(source, 'imports', module);
  const item = itemText(module);
  if (item === undefined) return refused('bad-value', 'the module is not valid Nix');
  return blocked(target) ?? added(target, `[ ${item} ]`, 'first');
}
