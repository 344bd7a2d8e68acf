/**
 * Lays what later releases brought over an option set: new names become known, types and defaults
 * that changed are forgotten. What went or moved stays, and is told by the renames: it is right for
 * who is on an older release.
 * @param facts the options by name; changed.
 * @returns the renames, and the newest release.
 */
export function later(facts, { facts: changes, releases }) {
  const unspecified = { type: 'unspecified value', default: undefined, places: [] };
  const isBranch = (name) => [...facts.keys()].some((one) => one.startsWith(`${name}.`));
  const add = (name, fact = unspecified) => {
    if (!facts.has(name)) facts.set(name, fact);
  };
  const renames = [];
  for (const { kind, names, to, block, action = '', release, sure = true } of changes) {
    if (kind === 'new-option') for (const name of names) add(name);
    if (kind === 'new-module')
      for (const name of names.filter((one) => !isBranch(one))) {
        // What lies below is not listed: the name alone, which takes any attribute.
        add(name);
        if (action.includes(`${name}.enable`))
          add(`${name}.enable`, { ...unspecified, type: 'boolean' });
      }
    if (kind === 'changed-type')
      for (const name of names)
        if (facts.has(name)) facts.set(name, { ...facts.get(name), type: unspecified.type });
    if (kind === 'changed-default')
      for (const name of names)
        if (facts.has(name)) facts.set(name, { ...facts.get(name), default: undefined });
    if ((kind !== 'renamed' && kind !== 'removed') || !sure) continue;
    for (const old of names) {
      const isBlock =
        block === true ||
        (!facts.has(old) && (isBranch(old) || (to?.length === 1 && isBranch(to[0]))));
      if (to !== null && kind === 'renamed') for (const name of to) addRenamed(old, name, isBlock);
      renames.push({
        set: 'nixos',
        old,
        new: to ?? [],
        kind: kind === 'renamed' && to !== null ? 'renamed' : 'removed',
        since: release,
        ...(isBlock ? { block: true } : {}),
      });
    }
  }
  return { renames, until: Object.keys(releases).sort().at(-1) };

  /** The new name takes what the old one took; of a block, all below it. */
  function addRenamed(old, name, isBlock) {
    // `environmentFiles` takes a list of what `environmentFile` took one of.
    if (!isBlock) return add(name, name === `${old}s` ? unspecified : facts.get(old));
    for (const [one, fact] of [...facts])
      if (one.startsWith(`${old}.`)) add(`${name}${one.slice(old.length)}`, fact);
    if (!isBranch(name)) add(name);
  }
}
