import { outputNames, staticName } from '@nixai/nix';
import { ExitCode, NixaiError, isEndOfLife, nixosRelease } from '@nixai/api';
import type { FlakeExplained } from '../commands/flake/explain.js';
import { savingsIn } from '../dedup/dedup.js';
import { ageOf, releaseOf } from '../lock/facts.js';
import { nodeOf, reached, referenceOf, type Lock } from '@nixai/machine/lock';
import { readFlake } from '../read/flake.js';
import { readFolder } from '../read/folder.js';
import { outputSets } from '../read/outputBindings.js';
import { thisSystem } from '../read/system.js';

/** Kinds of outputs whose names are told. */
const named = [
  'nixosConfigurations',
  'homeConfigurations',
  'darwinConfigurations',
  'templates',
  'nixosModules',
  'overlays',
];

/**
 * What a flake is made of, as far as reading tells.
 * @throws NixaiError `flake-unreadable`, `flake-syntax`.
 */
export function explainFlake(path: string, today: Date): FlakeExplained {
  const { text, lock, files, file } = readFolder(path);
  const flake = readFlake(text, { lock, files, system: thisSystem() });
  if (flake?.set === undefined)
    throw new NixaiError({
      code: 'flake-syntax',
      what: `${file} is no flake that can be read`,
      hint: `nixai flake fix ${file}`,
      exitCode: ExitCode.refused,
    });
  const kinds = new Set(
    outputSets(flake).flatMap(({ set }) =>
      set.bindings.flatMap((one) =>
        (one.kind === 'binding' ? one.path.attributes.slice(0, 1) : one.attributes).flatMap(
          (attribute) => staticName(attribute) ?? [],
        ),
      ),
    ),
  );
  const description = descriptionOf(text);
  return {
    file,
    ...(description !== undefined && { description }),
    inputs: flake.inputs.map(({ name, url, follows, flake: isFlake }) => ({
      name,
      ...(url !== undefined && { url }),
      isFlake,
      follows: Object.entries(follows).map(([input, target]) => ({ input, target })),
      ...lockedOf(lock, name, today),
    })),
    ...(lock !== undefined && {
      lock: {
        nodes: reached(lock).size - 1,
        duplicates: savingsIn(lock).map(({ input, follows }) => ({ input, follows })),
      },
    }),
    outputs: [...kinds].sort().map((kind) => ({
      kind,
      names: named.includes(kind) ? outputNames(flake.tree.root, kind) : [],
    })),
  };
}

function descriptionOf(text: string): string | undefined {
  return /^[ \t]*description\s*=\s*"((?:[^"\\$]|\\.)*)"\s*;/m.exec(text)?.[1];
}

function lockedOf(lock: Lock | undefined, name: string, today: Date) {
  const found = lock === undefined ? undefined : nodeOf(lock, [name]);
  const node = found === undefined ? undefined : lock?.nodes.get(found);
  if (node?.locked === undefined) return {};
  const age = ageOf(node.locked, today);
  const release = nixosRelease(releaseOf(node.original) ?? '');
  return {
    locked: {
      reference: referenceOf(node.original),
      ...(node.locked.rev !== undefined && { rev: node.locked.rev }),
      ...(age !== undefined && { days: age }),
      ...(release !== undefined && {
        release: release.release,
        endOfLife: release.endOfLife,
        isOver: isEndOfLife(release, today),
      }),
    },
  };
}
