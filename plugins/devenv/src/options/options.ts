import type { ModuleOptions, OptionEntry } from '@nixai/api';
import { lines, madeFrom } from './facts.js';
import { renames } from './renames.js';

/** An option of devenv, as its own list tells it. */
export interface DevenvOption extends OptionEntry {
  /** As Nix, where it is short. */
  readonly default?: string;
}

/** `devenv 2.2.2 (2026-08-22, 1,792 options)`: what names are held to. */
export const describedBy = (count: number): string =>
  `devenv ${madeFrom.version} (${madeFrom.date}, ${count.toLocaleString('en')} options)`;

let read: readonly DevenvOption[] | undefined;

/** All options of devenv; always the same list. */
export function devenvOptions(): readonly DevenvOption[] {
  read ??= lines.split('\n').map((line) => {
    const [name = '', type = '', value] = line.split('\t');
    return { name, type, default: value };
  });
  return read;
}

/** What `nixai devenv check` holds a file to. */
export const moduleOptions = (): ModuleOptions => ({ options: devenvOptions(), renames });
