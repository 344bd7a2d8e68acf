import { walk, type Binding } from '@nixai/nix';
import type { SourceFile } from '../read/configuration.js';
import { flagIn, settings } from '../read/values.js';
import { isBuiltIn, isPinningTool } from '../rewrite/searchPaths.js';
import type { Look, Pitfall } from './pitfall.js';

const at = (file: SourceFile, by: Binding) => ({
  file: file.path,
  line: file.lines.positionOf(by.start).line,
});

const textOf = (file: SourceFile, by: Binding): string => file.text.slice(by.start, by.end);

/** Every place where an option, or something below it, is set. */
const everywhere = ({ configuration }: Look, path: readonly string[]) =>
  configuration.files.flatMap((file) => settings(file, path).map(({ by }) => ({ file, by })));

/** `nix.nixPath = [ "nixpkgs=/nix/var/nix/profiles/per-user/root/channels/nixos" ]` */
export const deadChannel: Pitfall = {
  id: 'nix-path-dead-channel',
  find: (look) =>
    [
      ...everywhere(look, ['nix', 'nixPath']),
      ...everywhere(look, ['nix', 'settings', 'nix-path']),
      ...everywhere(look, ['environment', 'variables', 'NIX_PATH']),
      ...everywhere(look, ['environment', 'sessionVariables', 'NIX_PATH']),
      ...everywhere(look, ['home', 'sessionVariables', 'NIX_PATH']),
    ]
      .filter(({ file, by }) =>
        /per-user\/|\.nix-defexpr|channels\/nixos|nixos-config=/.test(textOf(file, by)),
      )
      // Behind another nixpkgs the channels are only asked for what is not there.
      .filter(({ file, by }) => !/nixpkgs=(?:\$\{|flake:)/.test(textOf(file, by)))
      .map(({ file, by }) => ({
        ...at(file, by),
        message: 'NIX_PATH leads to channels, which nobody updates once the system is a flake',
        hint: 'take it out, or "nixpkgs=${inputs.nixpkgs}"',
      })),
};

/** Nix from 2.21 on takes no NIX_PATH where its own setting says something. */
export const twoNixPaths: Pitfall = {
  id: 'nix-path-twice',
  find(look) {
    const variables = [
      ...everywhere(look, ['nix', 'nixPath']),
      ...everywhere(look, ['environment', 'variables', 'NIX_PATH']),
      ...everywhere(look, ['environment', 'sessionVariables', 'NIX_PATH']),
    ].filter(
      ({ file, by }) =>
        !/=\s*(?:lib\.mkForce\s*)?\[\s*\]|nix\.settings\.nix-path/.test(textOf(file, by)),
    );
    if (variables.length === 0) return [];
    return everywhere(look, ['nix', 'settings', 'nix-path'])
      .filter(({ file, by }) => !/config\.nix\.nixPath/.test(textOf(file, by)))
      .map(({ file, by }) => ({
        ...at(file, by),
        message: 'nix.settings.nix-path is set, and so Nix from 2.21 on ignores NIX_PATH',
        hint: 'keep one of the two: nix.settings.nix-path = config.nix.nixPath;',
      }));
  },
};

/** The database that comes with channels, and with no flake. */
export const commandNotFound: Pitfall = {
  id: 'command-not-found',
  find(look) {
    const has = (path: readonly string[]) => everywhere(look, path).length > 0;
    if (has(['programs', 'command-not-found', 'dbPath'])) return [];
    return look.configuration.files
      .filter((file) => flagIn(file, ['programs', 'command-not-found', 'enable']) === true)
      .map((file) => ({
        ...at(file, settings(file, ['programs', 'command-not-found'])[0]!.by),
        message: 'command-not-found finds nothing: its database comes with channels alone',
        hint: 'programs.command-not-found.enable = false; programs.nix-index.enable = true;',
      }));
  },
};

/** `nix.registry.nixpkgs.to = { type = "path"; path = "/…"; }` */
export const registryPath: Pitfall = {
  id: 'registry-path',
  find: (look) =>
    everywhere(look, ['nix', 'registry'])
      .filter(({ file, by }) =>
        /(?:^|[\s.])(?:path|url)\s*=\s*"(?:path:)?\/(?!nix\/store)/.test(textOf(file, by)),
      )
      .filter(
        ({ by }, index, all) =>
          !all.slice(0, index).some((one) => one.by.start <= by.start && one.by.end >= by.end),
      )
      .map(({ file, by }) => ({
        ...at(file, by),
        message: 'the registry leads to a path that nothing keeps from being collected or moved',
        hint: 'nix.registry.NAME.flake = inputs.NAME;',
      })),
};

/** nix-index looks nixpkgs up in NIX_PATH. */
export const nixIndex: Pitfall = {
  id: 'nix-index',
  find(look) {
    const index = look.configuration.files.filter(
      (file) => flagIn(file, ['programs', 'nix-index', 'enable']) === true,
    );
    const database = look.configuration.files.some((file) =>
      file.text.includes('nix-index-database'),
    );
    const isBare =
      look.configuration.files.some(
        (file) => flagIn(file, ['nix', 'channel', 'enable']) === false,
      ) &&
      everywhere(look, ['nix', 'nixPath']).every(({ file, by }) =>
        /\[\s*\]/.test(textOf(file, by)),
      ) &&
      everywhere(look, ['nix', 'settings', 'nix-path']).length === 0 &&
      everywhere(look, ['nixpkgs', 'flake']).length === 0;
    if (database || (look.flake !== undefined && !isBare)) return [];
    return index
      .filter(() => isBare)
      .map((file) => ({
        ...at(file, settings(file, ['programs', 'nix-index'])[0]!.by),
        message: 'nix-index looks for nixpkgs in NIX_PATH, and there is none without channels',
        hint: 'nix.nixPath = [ "nixpkgs=${inputs.nixpkgs}" ];, or the input nix-index-database',
      }));
  },
};

/** Every `<…>`. */
export const searchPathLeft: Pitfall = {
  id: 'search-path',
  find: ({ configuration }) =>
    configuration.files.flatMap((file) => {
      const found: { file: string; line: number; message: string; hint: string }[] = [];
      walk(file.tree.root, (node, parents) => {
        if (node.kind !== 'searchPath' || parents.some(({ kind }) => kind === 'formal')) return;
        if (isBuiltIn(node.name) || isPinningTool(file.path)) return;
        const name = node.name.split('/')[0];
        found.push({
          file: file.path,
          line: file.lines.positionOf(node.start).line,
          message: `<${node.name}>: a flake has no search path`,
          hint: `the input ${name === 'nixos' ? 'nixpkgs' : name}; nixai migrate to-flakes writes it`,
        });
      });
      return found;
    }),
};
