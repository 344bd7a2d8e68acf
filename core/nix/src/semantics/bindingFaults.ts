import type { Tree } from '../parser/parse.js';
import type { SyntaxFault } from '../syntax/fault.js';
import type { Node, SetPattern } from '../syntax/nodes.js';
import { walk } from '../syntax/walk.js';
import { Lines } from '../text/lines.js';
import { AttributeTables, type Duplicate } from './attributeTable.js';
import { freeVariables } from './freeVariables.js';
import { globalNames } from './globalNames.js';

type Unplaced = Omit<SyntaxFault, 'line' | 'column'>;

/**
 * What Nix rejects in a file besides its syntax, before it evaluates anything: attributes and
 * arguments that are named twice, and names that nothing binds. A `late-merge` is what Nix merges from
 * 2.26 on and refused before. A name inside a `with` is left
 * alone. Only for trees without syntax errors: in a broken file a binding may have been lost.
 */
export function bindingFaults({ root, source }: Pick<Tree, 'root' | 'source'>): SyntaxFault[] {
  const tables = new AttributeTables();
  const lines = new Lines(source);
  const faults: Unplaced[] = [];
  walk(root, (node) => {
    if (node.kind === 'set' || node.kind === 'let') tables.of(node);
    if (node.kind === 'pattern') faults.push(...argumentsTwice(node));
  });
  faults.push(...tables.duplicates.map((duplicate) => twice(duplicate, lines)));
  for (const { name, at, insideWith } of freeVariables(root, tables))
    if (!insideWith && !globalNames.has(name))
      faults.push({
        code: 'undefined-variable',
        message: `nothing binds the name \`${name}\` here`,
        start: at.start,
        end: at.end,
        hint: hintFor(name),
      });
  return faults
    .map((fault) => ({ ...fault, ...lines.positionOf(fault.start) }))
    .sort((one, other) => one.start - other.start);
}

function twice({ path, first, second, isMerged }: Duplicate, lines: Lines): Unplaced {
  const { line } = lines.positionOf(first.start);
  const name = `\`${path.join('.')}\``;
  return {
    code: isMerged ? 'late-merge' : 'duplicate-attribute',
    message: isMerged
      ? `Nix before 2.26 does not merge ${name} with the set on line ${line}`
      : `${name} is defined twice; the first time on line ${line}`,
    start: second.start,
    end: second.end,
    hint: 'delete one of them, or put the values together',
  };
}

function argumentsTwice({ formals, whole }: SetPattern): Unplaced[] {
  const names = new Set<string>();
  const all: Extract<Node, { kind: 'identifier' }>[] = formals.map(({ name }) => name);
  if (whole !== undefined) all.push(whole);
  return all
    .filter(({ name }) => names.size === names.add(name).size)
    .map(({ name, start, end }) => ({
      code: 'duplicate-argument',
      message: `the argument \`${name}\` is named twice`,
      start,
      end,
      hint: 'delete one of them',
    }));
}

/** The names that a module gets handed when it asks for them. */
const moduleArguments = new Set(['config', 'lib', 'pkgs', 'options', 'modulesPath', 'inputs']);

/** What `lib` has to define and declare options; people give their own functions such names, too. */
const ofLibrary =
  /^mk(?:If|Merge|Force|(?:Option)?Default|Before|After|Override|Order|(?:Enable|Package)?Option|OptionType|VMOverride|ImageMediaOverride|DerivedConfig|AliasDefinitions|(?:Renamed|Removed|Changed|Merged|Alias)OptionModule|RenamedOptionModuleWith)$/;

function hintFor(name: string): string | undefined {
  if (moduleArguments.has(name))
    return `name it among the arguments: \`{ ${name}, ... }:\` at the start of the file`;
  if (ofLibrary.test(name)) return `write \`lib.${name}\``;
  return undefined;
}
