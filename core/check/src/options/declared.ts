import {
  emptyScope,
  eachDefinition,
  libraryCall,
  literalOf,
  seeThrough,
  type ModuleImport,
  type ModuleParts,
} from '@nixai/nix';
import { typeOfDeclaration } from '../types/describeType.js';

/** Names by which a step of a path is declared; undefined stands for a name that is computed. */
interface Declared {
  readonly below: Map<string | undefined, Declared>;
  isOption: boolean;
  /** The files that declare it, or something below it. */
  readonly by: Set<unknown>;
  /** One of these writes the set of its options out: `options.services.mine = { … };`. */
  isWrittenOut: boolean;
  /** In the words of `options.json`; undefined where only an evaluation tells. */
  type?: string;
}

/** What the configuration's own modules declare. */
export interface OwnOptions {
  /** Whether they declare a path, or something above or below it. */
  readonly has: (path: readonly string[]) => boolean;
  /** Whether they declare that very path, or something below it, by its name. */
  readonly names: (path: readonly string[]) => boolean;
  /** How many steps of a path they lead along, by their names. */
  readonly steps: (path: readonly string[]) => number;
  /** Whether they declare something below a path, and no option at it. */
  readonly hasBelow: (path: readonly string[]) => boolean;
  /** The type of an option that is declared by exactly that path, where it shows. */
  readonly typeOf: (path: readonly string[]) => string | undefined;
  /** The names that are declared where a path leaves what is declared; undefined where any name may be. */
  readonly beside: (path: readonly string[]) => Beside | undefined;
  /** Options are declared under a name that only an evaluation tells: `options.${namespace}`. */
  readonly computed: boolean;
}

/** Where a path is on its own. */
export interface Beside {
  /** How many of its steps are declared. */
  readonly depth: number;
  readonly names: readonly string[];
  /** One file writes all of these out together: there are no others. */
  readonly isAll: boolean;
}

export function ownOptions(
  modules: readonly {
    readonly file?: unknown;
    readonly parts: Pick<ModuleParts, 'options' | 'imports'>;
  }[],
): OwnOptions {
  const root = fresh();
  for (const { file, parts } of modules) {
    for (const path of parts.imports.flatMap(anotherNameIn))
      path.reduce((at, name) => stepInto(at, name, file), root).isOption = true;
    for (const part of parts.options)
      eachDefinition(part.value, part.scope, ({ path, value, scope }) => {
        const declared = path.reduce((at, { name }) => stepInto(at, name, file), root);
        // `options.mine = with lib; { … };`
        const seen = seeThrough(value, scope);
        if (seen.length > 0 && seen.every((one) => one.value.kind === 'set')) {
          declared.isWrittenOut = true;
          return 'inside';
        }
        // Declared twice: which type holds is for an evaluation.
        declared.type = declared.isOption ? undefined : typeOfDeclaration(value, scope);
        declared.isOption = true;
        return 'over';
      });
  }
  const at = (path: readonly string[]) =>
    path.reduce<Declared | undefined>((above, step) => above?.below.get(step), root);
  // A computed name right at the top fits every path there is: it says nothing of any of them.
  const computed = root.below.delete(undefined);
  return {
    has: (path) => isDeclared(root, path, 0),
    names: (path) => at(path) !== undefined,
    steps: (path) => {
      const end = path.findIndex((_, step) => at(path.slice(0, step + 1)) === undefined);
      return end < 0 ? path.length : end;
    },
    hasBelow: (path) => at(path)?.isOption === false,
    // An option of one machine, or of its home, leads to options in another.
    typeOf: (path) => {
      const declared = at(path);
      return declared?.below.size === 0 ? declared.type : undefined;
    },
    beside: (path) => (computed ? undefined : besideIn(root, path)),
    computed,
  };
}

function besideIn(root: Declared, path: readonly string[]): Beside | undefined {
  let at = root;
  for (const [depth, step] of path.entries()) {
    const names = [...at.below.keys()].filter((name) => name !== undefined);
    if (at.isOption || names.length < at.below.size) return undefined;
    const next = at.below.get(step);
    if (next === undefined)
      return depth === 0 ? undefined : { depth, names, isAll: at.isWrittenOut && at.by.size === 1 };
    at = next;
  }
  return undefined;
}

/** `lib.mkAliasOptionModule [ "me" ] [ … ]` declares the option `me`. */
function anotherNameIn(found: ModuleImport): readonly string[][] {
  if (found.kind !== 'unknown') return [];
  const at = found.at.kind === 'parenthesized' ? found.at.inner : found.at;
  const call = libraryCall(at, emptyScope);
  if (call === undefined || !/^mk(?:Alias|Renamed|Changed)OptionModule/.test(call.name)) return [];
  const [from] = call.passed;
  if (from?.kind !== 'list') return [];
  const names = from.items.map((item) => {
    const literal = literalOf(item);
    return literal?.type === 'string' ? literal.value : undefined;
  });
  return names.every((name) => name !== undefined) ? [names] : [];
}

const fresh = (): Declared => ({
  below: new Map(),
  isOption: false,
  by: new Set(),
  isWrittenOut: false,
});

function stepInto(at: Declared, name: string | undefined, file: unknown): Declared {
  const next = at.below.get(name) ?? fresh();
  at.below.set(name, next);
  next.by.add(file);
  return next;
}

function isDeclared(at: Declared, path: readonly string[], depth: number): boolean {
  const step = path[depth];
  if (at.isOption || step === undefined) return true;
  return [at.below.get(step), at.below.get(undefined)].some(
    (below) => below !== undefined && isDeclared(below, path, depth + 1),
  );
}
