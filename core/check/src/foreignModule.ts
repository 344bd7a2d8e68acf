import { lookInside, type CheckFinding, type ModuleOptions } from '@nixai/api';
import { catalogOfEntries } from '@nixai/docs';
import {
  bindingFaults,
  eachDefinition,
  Lines,
  parse,
  readModule,
  type Definition,
} from '@nixai/nix';
import type { FormerName } from './options/formerNames.js';
import { ownOptions } from './options/declared.js';
import type { Doubt } from './options/doubt.js';
import { judge } from './options/judge.js';
import { pathOf } from './options/names.js';

/** What is wrong with a module of a system that is none of ours. */
export function checkForeignModule(
  { name: file, text }: { readonly name: string; readonly text: string },
  { options, renames }: ModuleOptions,
): readonly CheckFinding[] {
  const { tree, errors } = parse(text);
  const lines = new Lines(text);
  const findingOf = ({ rule, severity, message, hint, at }: Told): CheckFinding => {
    const { line, column } = lines.positionOf(at.start);
    const end = lines.positionOf(at.end);
    const place = { file, line, column, endLine: end.line, endColumn: end.column };
    return { rule, severity, message, hint, ...place };
  };
  if (errors.length > 0) return errors.map((fault) => findingOf(toldFault('syntax-', fault)));
  const { config, options: declared, imports } = readModule(text, tree.root);
  const catalog = catalogOfEntries(options);
  const own = ownOptions([{ parts: { options: declared, imports } }]);
  const found: Definition[] = [];
  for (const seen of config)
    eachDefinition(seen.value, seen.scope, (definition) => {
      found.push(definition);
      return own.hasBelow(pathOf(definition)) ? 'inside' : lookInside(catalog, pathOf(definition));
    });
  const around = {
    renameOf: (path: readonly string[]) => renameIn(renames, path),
    catalog,
    others: [],
    own,
    isOfSet: true,
    isOfRelease: true,
    isOpen: imports.length > 0 || own.computed,
    mayExtend: imports.length > 0 || own.computed,
  };
  return [
    ...bindingFaults({ root: tree.root, source: text }).map((fault) => toldFault('', fault)),
    ...found.flatMap((definition) => judge(definition, around)),
  ]
    .map(findingOf)
    .sort((one, other) => one.line - other.line || one.column - other.column);
}

type Told = Omit<Doubt, 'rule' | 'edit'> & { readonly rule: string };

function toldFault(
  prefix: string,
  { code, message, hint, start, end }: Fault,
): Told & { readonly severity: 'error' } {
  return { rule: `${prefix}${code}`, severity: 'error', message, hint, at: { start, end } };
}

interface Fault {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly start: number;
  readonly end: number;
}

/** A name, or a block that it is in, by the longest that was renamed. */
function renameIn(
  renames: ModuleOptions['renames'],
  path: readonly string[],
): FormerName | undefined {
  for (let length = path.length; length > 0; length--) {
    const now = renames[path.slice(0, length).join('.')];
    if (now === undefined) continue;
    const to = [[now, ...path.slice(length)].join('.')];
    return { found: { outcome: 'renamed', to }, isLater: false };
  }
  return undefined;
}
