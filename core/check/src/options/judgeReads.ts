import { emptyScope, staticName, walk, type Definition, type Expression } from '@nixai/nix';
import { optionPathText } from '@nixai/nix/quoting';
import { isSlip } from '../slip.js';
import type { Doubt, Surroundings } from './doubt.js';
import { readsOfConfig, type ReadOfConfig } from './readsOfConfig.js';
import { unknownOption } from './unknownOption.js';

/** What modules of every kind have, and sets do not list. */
const everywhere = new Set(['_module', 'assertions', 'home-manager', 'lib', 'meta', 'warnings']);

/**
 * What is wrong with what a file reads as `config.a.b`, as far as that is certain: what another module may
 * declare is left alone. For a file that is one module.
 * @param mayDeclare whether a file may declare an option of that name, in a module that was not found.
 */
export function judgeReads(
  root: Expression,
  around: Surroundings,
  mayDeclare: (name: string) => boolean,
): Doubt[] {
  const asked = new Set(askedFor(root));
  return readsOfConfig(root).flatMap((read) => {
    const { path } = read;
    if (everywhere.has(path[0] ?? '') || around.own.has(path)) return [];
    const undeclared = readOfOwn(read, around, asked);
    if (undeclared !== undefined) return mayDeclare(undeclared.name) ? [] : undeclared.doubts;
    // What stands below a name of its own is most often a value's.
    if (read.named > 0) return [];
    const match = around.catalog.match(path);
    // A namespace that no set has is somebody's own.
    if (match.outcome !== 'unknown' || match.known.length === 0) return [];
    if (isOfValue(match.known, around)) return [];
    // What a module of another kind hands on may be of its set: `osConfig`, by the name of `config`.
    if (around.others.some((other) => other.match(path).outcome !== 'unknown')) return [];
    const doubts = unknownOption(asDefinition(read), path, match.known, around);
    return doubts
      .filter(({ severity }) => severity !== 'note')
      .map(({ edit: _, message, ...doubt }) => ({
        ...doubt,
        message: `${message}, and it is read here`,
      }));
  });
}

/**
 * `cfg.verison`, where the configuration itself declares `version` and its neighbours, and nothing by that
 * name.
 */
function readOfOwn(
  { path, attributes, at, named }: ReadOfConfig,
  { own, catalog, others }: Surroundings,
  asked: ReadonlySet<string>,
): { readonly name: string; readonly doubts: Doubt[] } | undefined {
  const beside = own.beside(path);
  const name = path[beside?.depth ?? 0] ?? '';
  if (beside === undefined || asked.has(name)) return undefined;
  if ([catalog, ...others].some((set) => set.match(path).outcome !== 'unknown')) return undefined;
  const before = path.slice(0, beside.depth);
  const meant = beside.names.find((one) => one.length > 3 && isSlip(one, name));
  // What stands below a name of a set may be added by a module out of sight, but for what has a switch here.
  const isOwn =
    catalog.match(path.slice(0, 1)).outcome === 'unknown' || beside.names.includes('enable');
  if (!isOwn || (meant === undefined && !beside.isAll)) return undefined;
  if (beside.depth < named) return { name, doubts: [] };
  const doubts: Doubt[] = [
    {
      rule: 'unknown-option',
      severity: meant === undefined ? 'warning' : 'error',
      message: `there is no option \`${optionPathText([...before, name])}\`, and it is read here`,
      hint: meant && `did you mean \`${optionPathText([...before, meant])}\`?`,
      at: attributes[beside.depth] ?? at,
    },
  ];
  return { name, doubts };
}

/**
 * Whether some text gives that name something that may declare an option: any value but a text, a number, a
 * list or a word.
 */
export function mayDeclareIn(sources: readonly string[]): (name: string) => boolean {
  const known = new Map<string, boolean>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const escaped = name.replace(/[^\w]/g, String.raw`\$&`);
    const declared = new RegExp(
      String.raw`(?<![\w'-])${escaped}(?:\.[\w'-]+)*\s*=(?!=)\s*(?!["\d[]|''|true\b|false\b|null\b)`,
    );
    const found = sources.some((source) => declared.test(source));
    known.set(name, found);
    return found;
  };
}

/** Names that are asked for before they are read: `cfg ? port`. */
function askedFor(root: Expression): string[] {
  const found: string[] = [];
  walk(root, (node) => {
    if (node.kind === 'hasAttribute')
      found.push(...node.path.attributes.flatMap((attribute) => staticName(attribute) ?? []));
  });
  return found;
}

/** `config.services.x.package.version`: what a value has is no option. */
function isOfValue(known: readonly string[], { catalog }: Surroundings): boolean {
  return catalog.match(known).outcome !== 'branch' && catalog.below(known, 1).length === 0;
}

function asDefinition({ path, attributes, at }: ReadOfConfig): Definition {
  return {
    path: path.map((name, step) => ({ name, attribute: attributes[step] })),
    by: { kind: 'binding', start: at.start, end: at.end, path: at.path, value: at },
    value: at,
    scope: emptyScope,
    conditional: false,
    priority: 100,
  };
}
