// Definitions of known options in the modules of real configurations.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { lookInside } from '@nixai/api';
import { eachDefinition, parse, readModule } from '../../core/nix/dist/index.js';

const core = join(import.meta.dirname, '../../core');

/** Each with its option, and whether the binding spells out the whole path. */
export async function candidatesIn(configurations, catalogs) {
  const { guessClass } = await import(`${core}/check/dist/moduleClass.js`);
  const sets = new Map(Object.entries(catalogs));
  const found = [];
  for (const { name, folder } of configurations)
    for (const path of filesBelow(folder)) {
      const source = readFileSync(path, 'utf8');
      const { tree, errors } = parse(source);
      if (errors.length > 0) continue;
      const parts = readModule(source, tree.root);
      // Alone, a file is what most of it is; one that is mixed or made elsewhere is left out.
      const guess = guessClass({ file: { path }, parts }, sets);
      const catalog = guess.share < 1 ? undefined : sets.get(guess.class);
      if (catalog === undefined) continue;
      const place = `${name} ${relative(folder, path)}`;
      for (const seen of parts.config)
        eachDefinition(seen.value, seen.scope, (definition) => {
          const steps = definition.path.map((step) => step.name ?? '<name>');
          const option = catalog.match(steps);
          const { by, value } = definition;
          if (option.outcome === 'option' && by.kind === 'binding' && by.value === value)
            found.push({
              place,
              path,
              source,
              set: guess.class,
              catalog,
              option,
              steps,
              definition,
            });
          return lookInside(catalog, steps);
        });
    }
  return found;
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.nix') && entry.name !== 'flake.nix')
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
