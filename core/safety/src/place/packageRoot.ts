import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of the package that a module is in: found upwards, since compiled and bundled files lie
 * at other depths, and a room's files are bundled into the program's.
 * @param moduleUrl the module's `import.meta.url`.
 */
export function packageRootOf(moduleUrl: string): string {
  return above(dirname(fileURLToPath(moduleUrl)));
}

function above(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : above(dirname(folder));
}
