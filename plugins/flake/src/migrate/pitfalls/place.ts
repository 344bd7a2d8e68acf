import { lstatSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { walk } from '@nixai/nix';
import { systemsIn } from '@nixai/nix';
import { pathOf, readConfiguration } from '../read/configuration.js';
import { hostNameIn } from '../read/entry.js';
import type { Pitfall } from './pitfall.js';
import { isForAll, secretNames } from './secretNames.js';

/** `nixosConfigurations.web` of a machine that is called otherwise is not found by its name. */
export const hostName: Pitfall = {
  id: 'host-name',
  find({ flake, configuration }) {
    if (flake === undefined) return [];
    const systems = systemsIn(flake.tree.root, flake.text).filter(
      ({ class: of }) => of === 'nixos',
    );
    return systems.flatMap(({ name, modules, at }) => {
      const entries = modules.flatMap((one) =>
        one.kind === 'path' && one.path.startsWith('./')
          ? [{ path: one.path.slice(2).replace(/\/$/, ''), role: 'nixos' as const }]
          : [],
      );
      const own =
        entries.length === 0
          ? undefined
          : hostNameIn(readConfiguration(configuration.folder, entries));
      // `default` is nobody's name: who calls a machine so says so where it is built.
      if (name === undefined || own === undefined || [own, 'default'].includes(name)) return [];
      if (systems.length > 1) return [];
      return [
        {
          file: 'flake.nix',
          line: flake.lines.positionOf(at.start).line,
          message: `the flake calls ${name} what calls itself ${own}: nixos-rebuild looks for ${own}`,
          hint: `nixos-rebuild switch --flake .#${name}, or call it ${own}`,
        },
      ];
    });
  },
};

/** Git refuses a repository of somebody else, and so does Nix, which is root where the system is built. */
export const foreignRepository: Pitfall = {
  id: 'foreign-repository',
  find({ configuration: { folder } }) {
    const git = lstatSync(join(folder, '.git'), { throwIfNoEntry: false });
    if (git === undefined || git.uid === statSync(folder).uid) return [];
    return [
      {
        file: '.git',
        line: 1,
        message:
          'the repository and the folder belong to different people: git, and so Nix, refuses it',
        hint: `sudo chown -R ${statSync(folder).uid} ${folder}/.git, or git config --global --add safe.directory ${folder}`,
      },
    ];
  },
};

/** A flake in git has only what git has. */
export const untracked: Pitfall = {
  id: 'untracked-file',
  find: ({ configuration, isTracked }) =>
    configuration.files
      .filter(({ path }) => isTracked(path) === false)
      .map(({ path }) => ({
        file: path,
        line: 1,
        message: 'git does not have it, and so a flake does not either',
        hint: `git add -N ${path}`,
      })),
};

/** A file that only the running machine has, written as a path. */
export const secretByPath: Pitfall = {
  id: 'secret-by-path',
  find: ({ configuration }) =>
    configuration.files.flatMap((file) => {
      const found: { file: string; line: number; message: string; hint: string }[] = [];
      walk(file.tree.root, (node) => {
        const path = node.kind === 'path' ? pathOf(node) : undefined;
        if (path === undefined || !/^\/(?:run|etc|var|root|home)\//.test(path)) return;
        if (!/secret|key|passw|token|credential|agenix|\.env$|\/run\//i.test(path)) return;
        found.push({
          file: file.path,
          line: file.lines.positionOf(node.start).line,
          message: `${path} is a path: Nix would copy the secret into the store, and a flake may not read it`,
          hint: `"${path}", with quotes: it is read when the machine runs`,
        });
      });
      return found;
    }),
};

/** Without git, Nix copies the whole folder into the store, where everybody reads it. */
export const secretsInFolder: Pitfall = {
  id: 'secrets-in-folder',
  find({ names, isTracked, textOf }) {
    const isInGit =
      isTracked('flake.nix') !== undefined || isTracked('configuration.nix') !== undefined;
    return (
      secretNames(names)
        .filter((path) => !isInGit || isTracked(path) === true)
        // What cannot be read may be one.
        .filter((path) => !isForAll(textOf(path) ?? '?'))
        .map((path) => ({
          file: path,
          line: 1,
          message: isInGit
            ? 'a secret is in git, and a flake copies it into the store, where everybody reads it'
            : 'a flake that is in no git copies this into the store, where everybody reads it',
          hint: 'keep it out of the folder, or encrypt it (agenix, sops-nix)',
        }))
    );
  },
};
