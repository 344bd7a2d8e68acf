import type { CheckEdit } from '@nixai/api';
import {
  assignmentsIn,
  parse,
  pathText,
  removeAttribute,
  renameAttribute,
  seeThrough,
  type Definition,
} from '@nixai/nix';

/** An edit of a definition, and the text that it leads to. */
export interface DefinitionEdit {
  readonly definition: Definition;
  readonly edit: CheckEdit;
}

/** The whole file after an edit, or why there is none. */
type Edited =
  { readonly ok: true; readonly source: string } | { readonly ok: false; readonly message: string };

/** The file with the edit made, or why it cannot be made in its text. */
export function editDefinition(source: string, { definition, edit }: DefinitionEdit): Edited {
  return edit.to === 'set'
    ? withValue(source, definition, edit.value)
    : withName(source, definition, edit.option);
}

/** The value in place, inside `mkForce` and `mkIf`, where it is written in the definition itself. */
function withValue(source: string, { value, scope, by }: Definition, text: string): Edited {
  const [seen, more] = seeThrough(value, scope);
  const inSight =
    by.kind === 'binding' &&
    seen !== undefined &&
    more === undefined &&
    seen.value.start >= by.value.start &&
    seen.value.end <= by.value.end;
  if (!inSight) return refused('its value is written somewhere else');
  return { ok: true, source: replaced(source, seen.value, text) };
}

/** The path in place where the new name belongs to the same set, else moved within the file. */
function withName(source: string, { path, by }: Definition, option: string): Edited {
  const to = option.split('.').map((name, at) => ({
    name: isPlaceholder(name) ? path[at]?.name : name,
    stays: isPlaceholder(name) || name === path[at]?.name,
  }));
  if (by.kind !== 'binding') return refused('it is inherited');
  const { attributes } = by.path;
  const outside = path.length - attributes.length;
  let shared = to.findIndex(({ stays }) => !stays);
  // One path is the beginning of the other.
  if (shared < 0 || shared >= path.length) shared = Math.min(to.length, path.length) - 1;
  const first = attributes[shared - outside];
  const names = to.slice(shared).map(({ name }) => name);
  if (names.some((name) => name === undefined)) return refused('a name in it is computed');
  if (first === undefined) return moved(source, path, to);
  const text = pathText(names as string[]);
  return { ok: true, source: replaced(source, { start: first.start, end: by.path.end }, text) };
}

function moved(
  source: string,
  path: Definition['path'],
  to: readonly { readonly name: string | undefined }[],
): Edited {
  const from = path.map(({ name }) => name);
  const names = to.map(({ name }) => name);
  if ([...from, ...names].some((name) => name === undefined))
    return refused('a name in it is computed');
  for (const above of [[], ['config']]) {
    const edited = renameAttribute(
      source,
      [...above, ...(from as string[])],
      [...above, ...(names as string[])],
    );
    if (edited.ok) return withoutEmptySet(edited.source, [...above, ...(from as string[])]);
  }
  return renameAttribute(source, from as string[], names as string[]);
}

/** What stood in a set of its own leaves nothing behind: `hardware.opengl = { };`. */
function withoutEmptySet(source: string, from: readonly string[]): Edited {
  const above = from.slice(0, -1);
  const name = (above[0] === 'config' ? above.slice(1) : above).join('\0');
  const isLeft = assignmentsIn(parse(source, { pipeOperators: true }).tree.root).some(
    ({ path, by: { value } }) =>
      path.join('\0') === name && /^\{\s*\}$/.test(source.slice(value.start, value.end)),
  );
  if (!isLeft) return { ok: true, source };
  const removed = removeAttribute(source, above);
  return removed.ok ? removed : { ok: true, source };
}

const isPlaceholder = (name: string): boolean => /^(?:<.*>|\*)$/.test(name);

const replaced = (
  source: string,
  { start, end }: { readonly start: number; readonly end: number },
  text: string,
): string => source.slice(0, start) + text + source.slice(end);

const refused = (message: string): Edited => ({ ok: false, message });
