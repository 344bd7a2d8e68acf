// Bakes plugin-template/ into one file: npm would leave its .gitignore out of the package.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');
const left = /(^|\/)(node_modules|dist)\/|\.tgz$|package-lock\.json$/;

const folder = join(root, 'plugin-template');

const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
  .filter((path) => !left.test(path));
const texts = files.map((path) => [path, readFileSync(join(folder, path), 'utf8')]);
writeFileSync(
  join(root, 'core/cli/dist/plugin-template.json'),
  JSON.stringify(Object.fromEntries(texts.toSorted(([a], [b]) => (a < b ? -1 : 1)))),
);
