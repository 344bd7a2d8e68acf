import { parse } from '../parser/parse.js';
import { pathText } from '../syntax/quoting.js';
import { leavesOf } from './leaves.js';

/** An option that two configurations do not set alike. */
export interface SettingChange {
  readonly option: string;
  /** As Nix; absent where it is not set. */
  readonly before?: string;
  readonly after?: string;
}

/**
 * Options that two texts set, where they are not the same, by what is written; imports are not looked
 * into, in neither. Undefined where one of them is no Nix.
 */
export function compareSettings(
  before: string,
  after: string,
): readonly SettingChange[] | undefined {
  const [old, now] = [settingsOf(before), settingsOf(after)];
  if (old === undefined || now === undefined) return undefined;
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .flatMap((option) =>
      old.get(option) === now.get(option)
        ? []
        : [{ option, before: old.get(option), after: now.get(option) }],
    );
}

/** What a text sets, each option as it is written; several settings of one count together. */
function settingsOf(text: string): ReadonlyMap<string, string> | undefined {
  const { tree, errors } = parse(text);
  if (errors.length > 0) return undefined;
  const settings = new Map<string, string>();
  for (const { names, written } of leavesOf(tree)) {
    const option = pathText(names);
    const value = text.slice(written.start, written.end).replaceAll(/\s+/g, ' ');
    const earlier = settings.get(option);
    settings.set(option, earlier === undefined ? value : `${earlier}; ${value}`);
  }
  return settings;
}
