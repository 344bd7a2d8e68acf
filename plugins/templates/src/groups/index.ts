import {
  leavesOf,
  meaningful,
  pathText,
  stringValue,
  type Expression,
  type Leaf,
  type Tree,
} from '@nixai/nix';
import { desktopGroups } from './desktop.js';
import type { Condition, OptionGroup } from './group.js';
import { networkGroups } from './network.js';
import { systemGroups } from './system.js';

/** From the assertions of the modules, or from what two services take for themselves alone. */
export const optionGroups: readonly OptionGroup[] = [
  ...desktopGroups,
  ...systemGroups,
  ...networkGroups,
];

/** A definition that makes a condition hold, and the tree it is in. */
export interface Holding {
  readonly condition: Condition;
  readonly leaf: Leaf;
  readonly tree: Tree;
  readonly file: string;
}

interface File {
  readonly name: string;
  readonly tree: Tree;
}

/** What holds for certain in files, condition by condition, for many questions. */
export class Facts {
  readonly #byPath = new Map<string, Omit<Holding, 'condition'>[]>();

  constructor(files: readonly File[]) {
    for (const { name: file, tree } of files)
      for (const leaf of leavesOf(tree)) {
        if (leaf.conditional) continue;
        for (let depth = 1; depth <= leaf.names.length; depth++) {
          const path = pathText(leaf.names.slice(0, depth));
          const all = this.#byPath.get(path) ?? [];
          all.push({ leaf, tree, file });
          this.#byPath.set(path, all);
        }
      }
  }

  holding(condition: Condition): Holding | undefined {
    const found = (this.#byPath.get(condition.path) ?? []).find(({ leaf, tree }) =>
      holds(condition, leaf, tree),
    );
    return found && { condition, ...found };
  }
}

function holds(condition: Condition, leaf: Leaf, { source }: Tree): boolean {
  if (condition.kind === 'set') return true;
  if (pathText(leaf.names) !== condition.path) return false;
  const { value } = leaf;
  // A string is compared by what it says, whichever way it is written.
  const text = (one: Expression): string => {
    const known = one.kind === 'string' ? stringValue(one) : undefined;
    return known === undefined ? meaningful(source.slice(one.start, one.end)) : `"${known}"`;
  };
  switch (condition.kind) {
    case 'on':
      return text(value) === 'true';
    case 'is':
      return text(value) === condition.value;
    case 'has':
      return (
        value.kind === 'list' && value.items.some((item) => text(item).startsWith(condition.item))
      );
  }
}

export interface Clash {
  /** The path that comes in. */
  readonly path: string;
  /** What is there, and excludes it. */
  readonly other: Holding;
  readonly why: string;
}

/** What of a module excludes what a configuration has. */
export function clashes(coming: Facts, there: Facts): Clash[] {
  return optionGroups.flatMap((group) => {
    if (!('oneOf' in group)) return [];
    return group.oneOf.flatMap((one) => {
      if (coming.holding(one) === undefined) return [];
      return group.oneOf.flatMap((two): Clash[] => {
        const other = one === two ? undefined : there.holding(two);
        return other === undefined || isSame(one, two)
          ? []
          : [{ path: one.path, other, why: group.why }];
      });
    });
  });
}

const isSame = (one: Condition, two: Condition): boolean =>
  one.path === two.path && one.kind === two.kind && one.kind === 'on';

/** What of a whole configuration lacks what it needs, and did not before. */
export function lacks(whole: Facts, before: Facts): { path: string; why: string }[] {
  return optionGroups.flatMap((group) => {
    if ('oneOf' in group || whole.holding(group.when) === undefined) return [];
    const isMet = (facts: Facts) =>
      group.needs.some((need) => facts.holding(need) !== undefined || isByDefault(need, facts));
    const wasSo = before.holding(group.when) !== undefined && !isMet(before);
    return isMet(whole) || wasSo ? [] : [{ path: group.when.path, why: group.why }];
  });
}

/** The firewall is on unless somebody puts it off. */
const isByDefault = ({ kind, path }: Condition, facts: Facts): boolean =>
  kind === 'on' &&
  path === 'networking.firewall.enable' &&
  facts.holding({ kind: 'is', path, value: 'false' }) === undefined;
