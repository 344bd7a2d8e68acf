import { existsSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Paths, PluginManifest } from '@nixai/api';
import { owners, packageRoot } from '../packageRoot.js';

/** A command as the build wrote it down (scripts/command-table.js). */
export interface TableCommand {
  /** As it is typed: `config set`. */
  readonly id: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly hidden: boolean;
  /** Its file, below the folder of its plugin. */
  readonly file: string;
  /** True where words may follow its name. */
  readonly takesWords: boolean;
  /** The names of the tools that it offers to agents. */
  readonly tools?: readonly string[];
}

/** The program, or a plugin that came with it. */
export interface TablePlugin {
  readonly name: string;
  readonly version: string;
  readonly type: string;
  /** Files of the `nixai:register` hook, below its folder. */
  readonly registers: readonly string[];
  /** What its package.json says under `nixai`. */
  readonly manifest?: PluginManifest;
  /** Bytes of its oclif.manifest.json: a plugin that was built anew by itself has others. */
  readonly bytes: number;
  readonly commands: readonly TableCommand[];
}

/** One that is where the table says. */
export interface PlacedPlugin extends TablePlugin {
  readonly root: string;
}

/** All that came with the program. */
export interface CommandTable {
  readonly plugins: readonly PlacedPlugin[];
  /** Nothing was left out of the installation. */
  readonly isWhole: boolean;
}

/**
 * All that came with the program, as one file has it, in the order of the names: oclif reads two files
 * of each plugin. Undefined where what lies there is not what the table was made of, and for everybody
 * who has added plugins: each has to pass the gate, and may bring hooks.
 */
export function readTable(paths: Paths): CommandTable | undefined {
  if (!isUsual(process.env) || existsSync(join(paths.data, 'package.json'))) return undefined;
  const text = builtText('commands.json');
  if (text === undefined) return undefined;
  const table = JSON.parse(text) as readonly TablePlugin[];
  const plugins: PlacedPlugin[] = [];
  const folders = owners
    .map((owner) => join(owner, 'node_modules'))
    .filter((one) => existsSync(one));
  for (const plugin of table) {
    const roots =
      plugin.name === 'nixai' ? [packageRoot] : folders.map((one) => join(one, plugin.name));
    for (const root of roots) {
      const size = sizeOf(join(root, 'oclif.manifest.json'));
      // A plugin may have been left out of an installation.
      if (size === undefined) continue;
      if (size !== plugin.bytes) return undefined;
      plugins.push({ ...plugin, root });
      break;
    }
  }
  return { plugins, isWhole: plugins.length === table.length };
}

/** Whether oclif would look for the person's plugins where we do. */
function isUsual({ HOME, XDG_DATA_HOME, NIXAI_DATA_DIR }: NodeJS.ProcessEnv): boolean {
  const isPlain = (path = '') => path === '' || isAbsolute(path);
  return isPlain(HOME) && isPlain(XDG_DATA_HOME) && NIXAI_DATA_DIR === undefined;
}

/** What the build wrote beside the bundle (scripts/command-table.js); undefined where it did not. */
export function builtText(file: string): string | undefined {
  try {
    return readFileSync(join(packageRoot, 'bundle', file), 'utf8');
  } catch {
    return undefined;
  }
}

const sizeOf = (file: string): number | undefined =>
  statSync(file, { throwIfNoEntry: false })?.size;
