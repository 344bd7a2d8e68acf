import { staticName, walk } from '@nixai/nix';
import { literalIn, settings } from '../read/values.js';
import { isAskedFor } from '../../rules/shared/isAskedFor.js';
import { fetches } from '../rewrite/fetches.js';
import type { Finding, Pitfall } from './pitfall.js';

/** What pure evaluation refuses to fetch or to take from the store. */
export const impureFetch: Pitfall = {
  id: 'impure-fetch',
  find: ({ configuration }) =>
    configuration.files.flatMap((file) => {
      const found = fetches(file)
        .filter(({ state, isComputed }) => state !== 'kept' && isComputed !== true)
        .map(({ line, text }) => ({
          file: file.path,
          line,
          message: `${text}: a flake fetches only what is pinned`,
          hint: 'an input with flake = false, or a hash; nixai migrate to-flakes writes it',
        }));
      walk(file.tree.root, (node, parents) => {
        if (node.kind !== 'select' || node.subject.kind !== 'identifier') return;
        if (
          node.subject.name !== 'builtins' ||
          staticName(node.path.attributes[0]!) !== 'storePath' ||
          isAskedFor(parents, node, file.text)
        )
          return;
        found.push({
          file: file.path,
          line: file.lines.positionOf(node.start).line,
          message: 'builtins.storePath: a flake takes store paths from its inputs alone',
          hint: 'make it an input, or build it',
        });
      });
      return found;
    }),
};

/** A home that began before 20.09 asks for `<nixpkgs>` by itself. */
export const oldHome: Pitfall = {
  id: 'old-home',
  find: ({ configuration }) =>
    configuration.files.flatMap((file) => {
      const version = literalIn(file, ['home', 'stateVersion']) ?? homeInside(file);
      if (version === undefined || !(version < '20.09')) return [];
      const by = settings(file, ['home', 'stateVersion'])[0]?.by;
      return [
        {
          file: file.path,
          line: by === undefined ? 1 : file.lines.positionOf(by.start).line,
          message: `home.stateVersion is ${version}: Home Manager looks for <nixpkgs> by itself below 20.09`,
          hint: 'home-manager.useGlobalPkgs = true;, or read what 20.09 changed and set it',
        },
      ];
    }),
};

const homeInside = (file: Parameters<typeof literalIn>[0]): string | undefined =>
  literalIn(file, ['home-manager', 'users', '*', 'home', 'stateVersion']);

/** `imports` are looked at before anything that a configuration gives to its modules. */
export const inputsInImports: Pitfall = {
  id: 'inputs-in-imports',
  find({ configuration, flake }) {
    const given = configuration.files.flatMap((file) =>
      settings(file, ['_module', 'args', 'inputs']).map(({ by }) => ({ file, by })),
    );
    const handed = configuration.files.some((file) =>
      /\b(?:specialArgs|extraSpecialArgs)\b[^;]*\binputs\b/.test(file.text),
    );
    if (given.length === 0 || handed || flake?.text.includes('specialArgs') === true) return [];
    return configuration.files.flatMap((file): Omit<Finding, 'rule'>[] => {
      const imported = settings(file, ['imports']).find(({ by }) =>
        /\binputs\./.test(file.text.slice(by.start, by.end)),
      );
      return imported === undefined || file.path === 'flake.nix'
        ? []
        : [
            {
              file: file.path,
              line: file.lines.positionOf(imported.by.start).line,
              message: 'infinite recursion: imports need `inputs`, which comes from _module.args',
              hint: 'specialArgs = { inherit inputs; }; in flake.nix',
            },
          ];
    });
  },
};
