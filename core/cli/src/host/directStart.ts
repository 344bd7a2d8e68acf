import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setHost, type LoadedCommand, type Paths } from '@nixai/api';
import type { CatalogEntry } from '../command/catalog.js';
import { tell } from '../command/output.js';
import { flagValues } from './flagValues.js';
import { createHost } from './host.js';
import { xdgPaths } from './paths.js';
import { programManifest } from '../packageRoot.js';
import { readTable, type PlacedPlugin, type TableCommand } from './commandTable.js';
import { rootHelp } from './rootHelp.js';

/** A command of the table, ready to be run. */
export interface DirectStart {
  run(): Promise<unknown>;
}

interface Found {
  readonly plugin: PlacedPlugin;
  readonly command: TableCommand;
  /** The words after its name. */
  readonly rest: readonly string[];
}

/**
 * The start of a command that came with the program, without oclif: half of the time of a small command
 * is spent on loading it, and on what it reads. Undefined where oclif has to decide: for help on a command, for a
 * name that is none, and for everybody who has added plugins.
 * @param words the command line, which begins with a command.
 */
export function directStart(words: readonly string[]): DirectStart | undefined {
  if (asksForHelp(words)) return rootHelp(words);
  const paths = xdgPaths();
  const plugins = readTable(paths)?.plugins;
  const found = plugins && find(plugins, words);
  if (plugins === undefined || found === undefined) return undefined;
  return {
    async run() {
      setHost(hostOf(plugins, paths, found.rest));
      const { command, plugin } = found;
      const loaded = (await load(plugin, command)) as LoadedCommand & {
        run(argv: readonly string[]): Promise<unknown>;
      };
      return loaded.run(found.rest);
    },
  };
}

/** Whether what came with the program has a command of that very name. */
export function isCommand(name: string): boolean {
  const plugins = readTable(xdgPaths())?.plugins ?? [];
  return plugins.some(({ commands }) => commands.some(({ id, hidden }) => id === name && !hidden));
}

function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  return (end < 0 ? words : words.slice(0, end)).includes('--help');
}

/** The command with the longest name that fits, as oclif finds it. */
function find(plugins: readonly PlacedPlugin[], words: readonly string[]): Found | undefined {
  let found: Found | undefined;
  for (const plugin of plugins)
    for (const command of plugin.commands)
      for (const name of [command.id, ...command.aliases]) {
        const parts = name.split(' ');
        if (!parts.every((part, at) => words[at] === part)) continue;
        const rest = words.slice(parts.length);
        if (found === undefined || rest.length < found.rest.length)
          found = { plugin, command, rest };
      }
  return found === undefined || isOwnToRun(found) ? found : undefined;
}

/** oclif's own commands are its own to run; and it takes a word that nothing takes for a name. */
function isOwnToRun({ plugin, command, rest: [next] }: Found): boolean {
  if (isForeign(plugin)) return false;
  return command.takesWords || next === undefined || next.startsWith('-') || next.includes('=');
}

const isForeign = ({ name }: PlacedPlugin): boolean => name.startsWith('@oclif/');

async function load(plugin: PlacedPlugin, { id, file }: TableCommand): Promise<LoadedCommand> {
  const { href } = pathToFileURL(join(plugin.root, file));
  const { default: command } = (await import(href)) as { default: LoadedCommand };
  return Object.assign(command, { id: id.replaceAll(' ', ':') });
}

function hostOf(plugins: readonly PlacedPlugin[], paths: Paths, argv: readonly string[]) {
  const ownerOf = (words: string) =>
    plugins.find(({ commands }) =>
      commands.some(({ id, aliases }) => id === words || aliases.includes(words)),
    )?.name;
  return createHost({
    version: programManifest().version,
    paths,
    plugins: plugins.map(({ commands, bytes: _, ...plugin }) => ({
      ...plugin,
      commands: commands.map(({ id }) => id),
    })),
    flags: () => flagValues(argv),
    catalog: () => catalogOf(plugins),
    commandOwner: ownerOf,
    writeError: tell,
  });
}

const catalogOf = (plugins: readonly PlacedPlugin[]): readonly CatalogEntry[] =>
  plugins
    .filter((plugin) => !isForeign(plugin))
    .flatMap((plugin) =>
      plugin.commands.map((command) => ({
        ...command,
        origin: plugin.name,
        load: () => load(plugin, command),
      })),
    );
