import { pathToFileURL } from 'node:url';

/** Compiled modules of constants that take time to make, from the folder of their room. */
const constants = ['docs/dist/handbook/quietStems.js', 'safety/dist/redact/wordsOfExpressions.js'];

/** Carries what these modules export as it comes out, and not what makes it. */
export const baked = {
  name: 'baked constants',
  setup(build) {
    const filter = new RegExp(`[\\\\/](?:${constants.join('|').replaceAll('.', '\\.')})$`);
    build.onLoad({ filter }, async ({ path }) => {
      const module = await import(pathToFileURL(path).href);
      const lines = Object.entries(module).map(
        ([name, value]) => `export const ${name} = ${written(value)};`,
      );
      return { contents: lines.join('\n') };
    });
  },
};

function written(value) {
  if (value instanceof Set) return `new Set(${written([...value])})`;
  if (value instanceof Map) return `new Map(${written([...value])})`;
  return JSON.stringify(value);
}
