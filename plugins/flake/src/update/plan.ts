import { isEndOfLife, nixosRelease, stableRelease } from '@nixai/api';
import type { UpdatePlan } from '../commands/flake/update-plan.js';
import { ageOf, releaseOf } from '../lock/facts.js';
import { nodeOf, referenceOf } from '@nixai/machine/lock';
import { readFlake } from '../read/flake.js';
import { readFolder } from '../read/folder.js';
import { thisSystem } from '../read/system.js';

/** Days after which a branch that moves is worth an update. */
const freshFor = 14;

/**
 * What an update would be for each input, as far as can be said without the network.
 * @throws NixaiError `flake-unreadable`.
 */
export function planUpdate(path: string, today: Date): UpdatePlan {
  const { text, lock, file } = readFolder(path);
  const flake = readFlake(text, { lock, system: thisSystem() });
  const stable = stableRelease(today);
  const inputs = (flake?.inputs ?? []).map(({ name, url }): UpdatePlan['inputs'][number] => {
    const found = lock === undefined ? undefined : nodeOf(lock, [name]);
    const node = found === undefined ? undefined : lock?.nodes.get(found);
    const reference = url ?? referenceOf(node?.original);
    const days = ageOf(node?.locked, today);
    const base = { name, reference, ...(days !== undefined && { days }) };
    if (node?.locked === undefined)
      return {
        ...base,
        state: 'not-locked',
        what: 'it is not in the lock yet',
        command: 'nix flake lock',
      };
    const release = nixosRelease(releaseOf(node.original) ?? '');
    if (release !== undefined && release.release !== stable.release) {
      const isOver = isEndOfLife(release, today);
      if (isOver || release.released < stable.released)
        return {
          ...base,
          state: isOver ? 'end-of-life' : 'old-release',
          what: isOver
            ? `no updates since ${release.endOfLife}; ${stable.release} is supported until ${stable.endOfLife}`
            : `updates until ${release.endOfLife}; ${stable.release} is out since ${stable.released}`,
          line: `${name}.url = "${reference.replaceAll(release.release, stable.release)}";`,
        };
    }
    if (node.original?.rev !== undefined)
      return {
        ...base,
        state: 'pinned',
        what: 'pinned to a revision in flake.nix: no update changes it',
      };
    if (days === undefined)
      return { ...base, state: 'unknown', what: 'the lock does not say how old it is' };
    return days <= freshFor
      ? { ...base, state: 'fresh', what: `${days} days old` }
      : { ...base, state: 'old', what: `${days} days old`, command: `nix flake update ${name}` };
  });
  const lines = inputs.filter(({ line }) => line !== undefined);
  return {
    file,
    inputs,
    // Each nixos branch has its own of Home Manager and nix-darwin: they go together.
    together: lines.length > 1 ? lines.map(({ name }) => name) : [],
  };
}
