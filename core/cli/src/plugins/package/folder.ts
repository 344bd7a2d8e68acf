import { lstatSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { clean } from '@nixai/safety';
import type { PackedFiles } from './tarball.js';

/**
 * Every file below the folder of an installed package, also what it brings in `node_modules`, as it
 * lies there now. Read at once: it is asked on the way to a command, and the files are small.
 * @throws an error that names what is neither file nor folder.
 */
export function readPackageFolder(root: string): PackedFiles {
  const files = new Map<string, Uint8Array>();
  if (!lstatSync(root).isDirectory()) throw new Error(`${root} is no folder`);
  const read = (folder: string, below: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      const name = below + entry.name;
      if (!isPlain(entry.name)) throw new Error(`${JSON.stringify(path)} is no plain name`);
      if (entry.isDirectory()) read(path, `${name}/`);
      else if (entry.isFile()) files.set(name, readFileSync(path));
      else throw new Error(`${path} is no regular file and no folder`);
    }
  };
  read(root, '');
  return files;
}

/**
 * False for what no tarball is taken with: a line break, which would look like the next line of what
 * is signed, and what is no UTF-8, which two files could be read as.
 */
const isPlain = (name: string): boolean => clean(name) === name && !/[\n\t\uFFFD\\]/.test(name);
