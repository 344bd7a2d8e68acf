import type { Expression } from '../syntax/nodes.js';
import { staticName } from '../syntax/staticName.js';

/** The names that a file binds around the set that it is about: arguments and `let`. */
export function namesBound(root: Expression): ReadonlySet<string> {
  const names = new Set<string>();
  let inner = root;
  for (;;) {
    if (inner.kind === 'lambda') {
      const { parameter } = inner;
      if (parameter.kind === 'identifier') names.add(parameter.name);
      else for (const { name } of parameter.formals) names.add(name.name);
      if (parameter.kind === 'pattern' && parameter.whole !== undefined)
        names.add(parameter.whole.name);
    }
    if (inner.kind === 'let') for (const name of namesOfLet(inner)) names.add(name);
    if (inner.kind === 'parenthesized') inner = inner.inner;
    else if ('body' in inner) inner = inner.body;
    else return names;
  }
}

/** The names that a `let` binds. */
function namesOfLet({ bindings }: Extract<Expression, { kind: 'let' }>): string[] {
  return bindings.flatMap((binding) => {
    const bound =
      binding.kind === 'binding' ? binding.path.attributes.slice(0, 1) : binding.attributes;
    return bound.map((attribute) => staticName(attribute) ?? '');
  });
}
