import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ExitCode, NixaiError } from '@nixai/api';
import { addImport, freeVariables, systemsIn, type FlakeSystem } from '@nixai/nix';
import { referenceOf, nodeOf, type Lock } from '@nixai/machine/lock';
import { textOf } from '../../read/regular.js';
import { readFolder } from '../../read/folder.js';
import type { FolderChange } from '../backup/planFolder.js';
import { readConfiguration, sourceFile, type SourceFile } from '../read/configuration.js';
import { edit } from '../rewrite/apply.js';
import { functionOf } from '../rewrite/access.js';
import type { Site } from '../rewrite/site.js';
import { inputUses } from './inputUses.js';

/** A configuration as it would be with channels. */
export interface ChannelProposal {
  readonly folder: string;
  readonly host: string;
  readonly changes: readonly FolderChange[];
  readonly sites: readonly Site[];
  /** The channels that it needs, at what is locked, and the branch for later. */
  readonly channels: readonly {
    readonly name: string;
    readonly url: string;
    readonly later: string;
  }[];
  readonly keepsFlake: boolean;
}

/** What modules are given without anybody's doing. */
const usual = new Set([
  ...['config', 'lib', 'pkgs', 'options', 'modulesPath', 'utils', 'specialArgs', 'extendModules'],
  ...['osConfig', 'nixosConfig', 'darwinConfig', 'name', 'inputs', '_class'],
]);

/**
 * Turns a machine of a flake into what is evaluated with channels.
 * @throws NixaiError `flake-unreadable`, `migrate-no-machine`.
 */
export function proposeChannels(path: string, host: string | undefined): ChannelProposal {
  const { text, lock, path: folder } = readFolder(path);
  const flake = sourceFile('flake.nix', text, 'other');
  const machines = systemsIn(flake.tree.root, text).filter((one) => one.class === 'nixos');
  const machine = machineOf(machines, host, folder);
  const name = machine.name ?? host ?? 'nixos';
  const sites: Site[] = [];
  const entries: string[] = [];
  const others: string[] = [];
  const used = new Set<string>(['nixpkgs']);
  for (const module of machine.modules) {
    if (module.kind === 'path') entries.push(module.path.replace(/^\.\//, '').replace(/\/$/, ''));
    else if (module.kind === 'inline') {
      const code = text.slice(module.module.start, module.module.end);
      const free = freeVariables(module.module).filter(({ name: one }) => !builtin.has(one));
      if (free.length === 0) others.push(`(${code})`);
      else
        sites.push(
          inFlake(
            flake,
            module.module.start,
            code,
            `it uses ${free[0]!.name} of flake.nix: move it to a file`,
          ),
        );
    } else {
      const known = /\bhome-manager\.nixosModules\.[\w-]+$/.test(module.text);
      if (known) {
        others.push('<home-manager/nixos>');
        used.add('home-manager');
      } else
        sites.push(
          inFlake(
            flake,
            module.at.start,
            module.text,
            'a module of a flake is in no channel: import a path of it',
          ),
        );
    }
  }
  const configuration = readConfiguration(
    folder,
    entries.map((one) => ({ path: fileOf(folder, one), role: 'nixos' as const })),
  );
  const changes = configuration.files.map((file) => withoutInputs(file, sites, used));
  const main = mainChange(changes, {
    entries: entries.map((one) => fileOf(folder, one)),
    others,
    folder,
    sites,
  });
  const keepsFlake = machines.length > 1;
  return {
    folder: configuration.folder,
    host: name,
    changes: [
      ...main.filter(({ before, after }) => before !== after),
      ...(keepsFlake ? [] : goes(folder, ['flake.nix', 'flake.lock'])),
    ],
    sites,
    channels: [...used].map((input) => channelOf(input, lock)),
    keepsFlake,
  };
}

const builtin = new Set([
  'true',
  'false',
  'null',
  'builtins',
  'import',
  'map',
  'toString',
  'throw',
  'abort',
  'removeAttrs',
  'baseNameOf',
  'dirOf',
  'isNull',
  'fetchTarball',
]);

function machineOf(
  machines: readonly FlakeSystem[],
  host: string | undefined,
  folder: string,
): FlakeSystem {
  const found =
    host === undefined
      ? machines.length === 1
        ? machines[0]
        : undefined
      : machines.find(({ name }) => name === host);
  if (found !== undefined) return found;
  const names = machines.flatMap(({ name }) => name ?? []);
  throw new NixaiError({
    code: 'migrate-no-machine',
    what:
      machines.length === 0
        ? `no machine is in sight in the flake of ${folder}`
        : host === undefined
          ? `the flake has ${machines.length} machines`
          : `the flake has no machine "${host}" in sight`,
    hint:
      names.length > 0
        ? `--host ${names.join(' or --host ')}`
        : 'nixai flake explain shows its outputs',
    exitCode: ExitCode.refused,
  });
}

const fileOf = (folder: string, path: string): string =>
  existsSync(join(folder, path, 'default.nix')) ? `${path}/default.nix` : path;

const inFlake = (flake: SourceFile, at: number, text: string, what: string): Site => ({
  kind: 'search-path',
  file: 'flake.nix',
  line: flake.lines.positionOf(at).line,
  text: text.split('\n')[0]!,
  state: 'blocked',
  what,
});

/** A module that asks for no inputs any more, where all that it takes from them is in channels. */
function withoutInputs(file: SourceFile, sites: Site[], used: Set<string>): FolderChange {
  const uses = inputUses(file);
  sites.push(...uses.map(({ site }) => site));
  for (const { input, edit: made } of uses) if (made !== undefined) used.add(input);
  const same = { path: file.path, before: file.text, after: file.text };
  const pattern = functionOf(file.tree.root).lambda?.parameter;
  const formals = pattern?.kind === 'pattern' ? pattern.formals : [];
  for (const { name, fallback } of formals)
    if (file.role !== 'other' && fallback === undefined && !usual.has(name.name))
      sites.push({
        kind: 'search-path',
        file: file.path,
        line: file.lines.positionOf(name.start).line,
        text: name.name,
        state: 'blocked',
        what: 'comes from specialArgs of the flake: set it with _module.args',
      });
  if (uses.some(({ edit: made }) => made === undefined)) return same;
  const formal = formals.find(({ name }) => name.name === 'inputs');
  const edits = uses.flatMap((one) => one.edit ?? []);
  if (formal === undefined) return { ...same, after: edit(file.text, edits) };
  const comma = /^\s*,\s*/.exec(file.text.slice(formal.end))?.[0] ?? '';
  const before = comma === '' ? (/,\s*$/.exec(file.text.slice(0, formal.start))?.[0] ?? '') : '';
  const gone = { start: formal.start - before.length, end: formal.end + comma.length, text: '' };
  const after = edit(file.text, [...edits, gone]);
  const isWhole = sourceFile(file.path, after, file.role).faults.length === 0;
  return { ...same, after: isWhole ? after : file.text };
}

/** `configuration.nix` is what a machine with channels begins with. */
function mainChange(
  changes: readonly FolderChange[],
  {
    entries,
    others,
    folder,
    sites,
  }: { entries: readonly string[]; others: readonly string[]; folder: string; sites: Site[] },
): readonly FolderChange[] {
  const main = 'configuration.nix';
  const more = [...entries.filter((one) => one !== main).map((one) => `./${one}`), ...others];
  if (!entries.includes(main)) {
    if (existsSync(join(folder, main))) {
      sites.push({
        kind: 'outside',
        file: main,
        line: 1,
        text: main,
        state: 'blocked',
        what: 'is there, and the flake does not use it: give it another name',
      });
      return changes;
    }
    const text = `{\n  imports = [\n${more.map((one) => `    ${one}\n`).join('')}  ];\n}\n`;
    return [...changes, { path: main, before: undefined, after: text }];
  }
  return changes.map((one) => {
    if (one.path !== main || one.after === undefined) return one;
    let after = one.after;
    for (const module of more) {
      const result = addImport(after, module);
      if (result.ok) after = result.source;
      else
        sites.push({
          kind: 'outside',
          file: main,
          line: 1,
          text: module,
          state: 'blocked',
          what: `add it to imports: ${result.message}`,
        });
    }
    return { ...one, after };
  });
}

function goes(folder: string, names: readonly string[]): readonly FolderChange[] {
  return names.flatMap((path): FolderChange[] => {
    const before = textOf(join(folder, path));
    return before === undefined ? [] : [{ path, before, after: undefined }];
  });
}

function channelOf(input: string, lock: Lock | undefined) {
  const node = lock === undefined ? undefined : nodeOf(lock, [input]);
  const { locked, original } = (node === undefined ? undefined : lock?.nodes.get(node)) ?? {};
  const name = input === 'nixpkgs' ? 'nixos' : input;
  const archive = (at: string | undefined) =>
    locked?.type === 'github' && at !== undefined
      ? `https://github.com/${locked.owner}/${locked.repo}/archive/${at}.tar.gz`
      : undefined;
  const branch = /^(?:nixos|nixpkgs)-/.exec(original?.ref ?? '')
    ? `https://channels.nixos.org/${original?.ref}`
    : archive(original?.ref ?? 'HEAD');
  return {
    name,
    url: archive(locked?.rev) ?? branch ?? referenceOf(original),
    later: branch ?? referenceOf(original),
  };
}
