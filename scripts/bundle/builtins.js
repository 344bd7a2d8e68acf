import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Takes Node's own modules from the process in the files of a bundle. Imported, each is first copied
 * property by property, which runs everything in it that is meant to be made on demand.
 */
export function takeBuiltins(folder) {
  for (const name of readdirSync(folder, { recursive: true })) {
    if (!name.endsWith('.js')) continue;
    const file = join(folder, name);
    writeFileSync(file, readFileSync(file, 'utf8').replace(importOfBuiltin, taken));
  }
}

const importOfBuiltin =
  /(?<=^|[;})`])import ?(?:\{([^}]*)\}|([\w$]+)|\* ?as ([\w$]+)) ?from ?"(node:[\w/]+)";/gm;

function taken(_, names, ...[standard, all, module]) {
  const wanted = names?.replaceAll(' as ', ': ');
  return `const ${names === undefined ? (standard ?? all) : `{${wanted}}`} = globalThis.process.getBuiltinModule("${module}");`;
}

/** What CommonJS packages in a bundle `require`: mostly Node's own modules. */
export const requireOnDemand =
  "const require = (id) => process.getBuiltinModule(id) ?? process.getBuiltinModule('node:module').createRequire(import.meta.url)(id);";
