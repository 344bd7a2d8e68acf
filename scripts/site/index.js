#!/usr/bin/env node
// Writes the documentation as a site that any server of files can show, or none: `npm run site`.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeSite } from './make.js';

const root = join(import.meta.dirname, '../..');

/** @returns the flags and the folder, or what is wrong with them. */
function read() {
  try {
    const options = { base: { type: 'string' } };
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (positionals.length > 1) return 'one folder, and not two';
    if (values.base !== undefined && !/^\/(?:[\w.~-]+\/)*$/.test(values.base))
      return '--base is the path that the site will be below: /nixai/';
    return { base: values.base, folder: resolve(positionals[0] ?? join(root, 'site')) };
  } catch (error) {
    return error.message;
  }
}

const given = read();
if (typeof given === 'string') {
  process.stderr.write(`error: ${given}\nhint:  npm run site -- [FOLDER] [--base /PATH/]\n`);
  process.exitCode = 2;
} else {
  try {
    const { pages, bytes } = makeSite(root, given.folder, given.base);
    const size = (bytes / 1e6).toFixed(1);
    process.stdout.write(
      `${pages} pages, ${size} MB: ${given.folder}\nopen ${join(given.folder, 'index.html')}\n`,
    );
  } catch (error) {
    process.stderr.write(`error: ${error.message}\n`);
    process.exitCode = 1;
  }
}
