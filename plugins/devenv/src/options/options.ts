import { join } from 'node:path';
import type { Host, ModuleOptions, OptionEntry } from '@nixai/api';
import { lines, madeFrom } from './facts.js';
import { readLine } from './line.js';
import { renames } from './renames.js';
import { takenOptions } from './taken.js';

/** An option of devenv, as its own list tells it. */
export interface DevenvOption extends OptionEntry {
  /** As Nix, where it is short. */
  readonly default?: string;
}

/** What a list of options was made from. */
export interface MadeFrom {
  /** Of devenv: `2.2.2`. */
  readonly version: string;
  /** The day of the list, `2026-08-22`. */
  readonly date: string;
}

export interface DevenvOptions {
  readonly options: readonly DevenvOption[];
  /** `devenv 2.2.2 (2026-08-22, 1,792 options)`: what names are held to. */
  readonly against: string;
}

/** Where a list that `nixai devenv update-options` took is kept. */
export const takenPath = (host: Host): string => join(host.paths.state, 'devenv', 'options.tsv');

let builtIn: readonly DevenvOption[] | undefined;

/** All options of devenv: of the list that was taken where it is newer than ours, else of ours. */
export async function devenvOptions(host: Host): Promise<DevenvOptions> {
  const taken = await takenOptions(takenPath(host));
  if (taken !== undefined && taken.madeFrom.date > madeFrom.date)
    return { options: taken.options, against: describe(taken.madeFrom, taken.options.length) };
  return builtInOptions();
}

/** The options that come with this plugin; always the same list. */
export function builtInOptions(): DevenvOptions {
  builtIn ??= lines.split('\n').map(readLine);
  return { options: builtIn, against: describe(madeFrom, builtIn.length) };
}

export const describe = ({ version, date }: MadeFrom, count: number): string =>
  `devenv ${version} (${date}, ${count.toLocaleString('en')} options)`;

/** What `nixai devenv check` holds a file to. */
export const moduleOptions = ({ options }: DevenvOptions): ModuleOptions => ({ options, renames });
