import type { StoreDerivation } from '@nixai/api';
import { nameOf, packageNameOf } from '../closure/packageName.js';
import { attributesOf } from './attributes.js';

/** What something was and is; undefined where it was not there. */
export interface Change {
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}

/**
 * In what two derivations differ by themselves. That an input of the same name has another path is that input's
 * matter, and is in `inputs` alone.
 */
export interface Differences {
  /** Of what its builder finds in its environment, and `builder`, `args`, `system` and `outputHash`. */
  readonly attributes: readonly Change[];
  /** Derivations, by their paths: those of which there is another one in its place, and what is new or gone. */
  readonly inputs: readonly Change[];
  /** Files that are no derivation's: the same of them. */
  readonly sources: readonly Change[];
}

export function differences(before: StoreDerivation, after: StoreDerivation): Differences {
  const inputs = paired(Object.keys(before.needs), Object.keys(after.needs));
  const sources = paired(before.sources, after.sources);
  const isAnother = [...inputs, ...sources].some(isNewOrGone);
  // An attribute that names what is new or gone among them says nothing more.
  const changes = attributeChanges(before, after);
  const attributes = isAnother ? changes.filter((one) => !isOfPaths(one)) : changes;
  return { attributes, inputs, sources };
}

const isNewOrGone = ({ before, after }: Change): boolean =>
  before === undefined || after === undefined;

const storePath = /\/[^\s"':=]*\/[0-9a-df-np-sv-z]{32}-[\w+.?=-]+/g;

/** Whether it differs by store paths alone. */
function isOfPaths({ before, after }: Change): boolean {
  const bare = (text = ''): string => text.replace(storePath, ' ').replace(/\s+/g, ' ').trim();
  return bare(before) === bare(after);
}

function attributeChanges(one: StoreDerivation, other: StoreDerivation): Change[] {
  const [before, after] = [attributesOf(one), attributesOf(other)];
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.flatMap((name) => {
    const [was, is] = [before.get(name), after.get(name)];
    if (was !== undefined && is !== undefined && settled(was) === settled(is)) return [];
    return {
      name,
      ...(was !== undefined && { before: was }),
      ...(is !== undefined && { after: is }),
    };
  });
}

/** A text in which each store path is the name of its package: what it is at another time differs elsewhere. */
const settled = (text: string): string =>
  text.replace(storePath, (path) => `<${packageNameOf(path).name}>`);

/** Paths that are in one list alone, those of one name, or else of one package, beside each other. */
function paired(before: readonly string[], after: readonly string[]): Change[] {
  const old = before.filter((path) => !after.includes(path)).sort(byName);
  const now = after.filter((path) => !before.includes(path)).sort(byName);
  const changes: Change[] = [];
  for (const keyOf of [nameOf, (path: string) => packageNameOf(path).name])
    for (const path of [...old]) {
      const at = now.findIndex((one) => keyOf(one) === keyOf(path));
      if (at < 0) continue;
      const [other] = now.splice(at, 1);
      old.splice(old.indexOf(path), 1);
      changes.push({ name: packageNameOf(path).name, before: path, after: other });
    }
  return [
    ...changes,
    ...old.map((path) => ({ name: nameOf(path), before: path })),
    ...now.map((path) => ({ name: nameOf(path), after: path })),
  ];
}

const byName = (one: string, other: string): number => (nameOf(one) < nameOf(other) ? -1 : 1);
