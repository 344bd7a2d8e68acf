import type { Expression } from '../syntax/nodes.js';
import { staticName } from '../syntax/staticName.js';
import { walk } from '../syntax/walk.js';
import { lookUp, type Scope } from './scope.js';

/** Functions that compare versions. */
const comparing = /^(?:versionAtLeast|versionOlder|compareVersions)$/;

/** `config.system.nixos.release`, `lib.version`, `lib.trivial.release`. */
const release = /^(?:config\.system\.nixos|lib(?:\.trivial)?)\.(?:release|version)$/;

/**
 * Whether a condition asks which options there are, or which release this is: `options ? programs.git`,
 * `versionAtLeast lib.version "25.11"`. A name that stands for the answer is followed.
 */
export function asksWhatIsThere(condition: Expression, scope: Scope, steps = 3): boolean {
  let asks = false;
  walk(condition, (node) => {
    if (asks) return false;
    if (node.kind === 'select') asks = asksByPath(node);
    if (node.kind !== 'identifier') return !asks;
    const meaning = lookUp(node.name, scope);
    if (meaning === undefined || meaning === 'unknown')
      asks = node.name === 'options' || comparing.test(node.name);
    else asks = steps > 0 && asksWhatIsThere(meaning.value, meaning.scope, steps - 1);
    return !asks;
  });
  return asks;
}

function asksByPath({ subject, path }: Extract<Expression, { kind: 'select' }>): boolean {
  const names = path.attributes.map((attribute) => staticName(attribute));
  const written = [subject.kind === 'identifier' ? subject.name : '', ...names].join('.');
  return comparing.test(names.at(-1) ?? '') || release.test(written);
}
