import { readFileSync } from 'node:fs';

/** Packages that do much when they are loaded, for what few commands come to. */
const late = ['ansis', 'fast-string-width', 'fast-wrap-ansi'];

const importOfLate = new RegExp(
  `^import (?:\\{ (\\w+) \\}|(\\w+)) from '(${late.join('|')})';$`,
  'gm',
);

/** Loads these packages where they are first used. */
export const lateImports = {
  name: 'late imports',
  setup(build) {
    build.onLoad({ filter: /[\\/]terminal[\\/](style|width)\.js$/ }, ({ path }) => {
      let contents = readFileSync(path, 'utf8');
      for (const [whole, name, standard, id] of contents.matchAll(importOfLate)) {
        const used = new RegExp(`\\b${name ?? standard}\\(`, 'g');
        const property = name ?? 'default';
        contents = contents.replace(whole, '').replace(used, `(require('${id}').${property})(`);
      }
      return { contents };
    });
  },
};
