import { freeVariables } from '../semantics/freeVariables.js';
import { globalNames } from '../semantics/globalNames.js';
import { moduleArguments } from '../semantics/moduleArguments.js';
import type { Expression } from '../syntax/nodes.js';

/** An item of a list under one `with`, as it has to be written under another one. */
export function qualified(
  item: Expression,
  source: string,
  from: string | undefined,
  to: string | undefined,
  bound: ReadonlySet<string>,
): string {
  let text = source.slice(item.start, item.end);
  if (from === undefined || from === '') return text;
  // Names of the file come before those of a `with`.
  const captured = (name: string) => bound.has(name) || to !== from;
  const names = freeVariables(item).filter(
    ({ name }) => !globalNames.has(name) && !moduleArguments.has(name) && captured(name),
  );
  for (const { at } of names.reverse())
    text = `${text.slice(0, at.start - item.start)}${from}.${text.slice(at.start - item.start)}`;
  return text;
}
