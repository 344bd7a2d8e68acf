import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * An esbuild plugin that keeps modules that are loaded together in one file. The bundler cuts a file
 * for each set of entries that share some modules: twenty files where each takes its time to be
 * found, opened and linked. Where every entry asks for all of a group, the group is one file.
 * @param folder holds the compiled files.
 * @param groups `always` is what every entry asks for, and every file that is imported later; what
 *   other groups hold asks for its own group.
 * @param apart entries that ask for none.
 * @param rooms folders of workspaces whose compiled files are part of the bundle.
 */
export function loadTogether(folder, entries, groups, apart = [], rooms = []) {
  const wanted = new Map();
  const want = (file, group) => wanted.set(file, (wanted.get(file) ?? new Set()).add(group));
  const doors = doorsOf(rooms);
  const folders = [folder, ...rooms.map((room) => join(room, 'dist'))];
  for (const file of [...entries, ...folders.flatMap((one) => [...importedLater(one, doors)])])
    if (!apart.some((name) => file === join(folder, name))) want(file, 'always');
  for (const [group, names] of Object.entries(groups))
    if (group !== 'always') for (const name of names) want(join(folder, name), group);
  return {
    name: 'load together',
    setup(build) {
      build.onResolve({ filter: /^together:/ }, ({ path }) => ({
        path,
        namespace: 'together',
        sideEffects: true,
      }));
      build.onLoad({ filter: /.*/, namespace: 'together' }, ({ path }) => ({
        contents: groups[path.slice('together:'.length)]
          .map((name) => `import './${name}';`)
          .join('\n'),
        resolveDir: folder,
      }));
      build.onLoad({ filter: /\.js$/ }, ({ path }) => {
        const names = wanted.get(path);
        if (names === undefined) return undefined;
        const imports = [...names].map((name) => `\nimport 'together:${name}';`);
        return { contents: `${readFileSync(path, 'utf8')}${imports.join('')}` };
      });
    },
  };
}

/** The file behind each name that a room is imported by. */
function doorsOf(rooms) {
  return new Map(
    rooms.flatMap((room) => {
      const { name, exports } = JSON.parse(readFileSync(join(room, 'package.json'), 'utf8'));
      return Object.entries(exports).map(([door, { default: file }]) => [
        join(name, door),
        join(room, file),
      ]);
    }),
  );
}

/** Files that are imported when they are first needed. */
function importedLater(folder, doors) {
  const found = new Set();
  for (const name of readdirSync(folder, { recursive: true })) {
    if (!name.endsWith('.js') || name.endsWith('.test.js')) continue;
    const file = join(folder, name);
    for (const [, target] of readFileSync(file, 'utf8').matchAll(/\bimport\(['"]([^'"]+)['"]\)/g))
      if (target.startsWith('.')) found.add(resolve(dirname(file), target));
      else if (doors.has(target)) found.add(doors.get(target));
  }
  return found;
}
