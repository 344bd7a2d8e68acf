import type { OptionSet } from '@nixai/api';

/** What an editor may say when it starts the server. */
export interface Settings {
  /** The option set of modules of which nothing tells it; guessed from what they define if absent. */
  readonly moduleClass?: OptionSet;
}

const sets: readonly string[] = ['nixos', 'home-manager', 'nix-darwin'] satisfies OptionSet[];

/** Reads what the editor sent: what is none of ours is left alone. */
export function settingsOf(sent: unknown): Settings {
  if (typeof sent !== 'object' || sent === null || !('moduleClass' in sent)) return {};
  const { moduleClass } = sent;
  return typeof moduleClass === 'string' && sets.includes(moduleClass)
    ? { moduleClass: moduleClass as OptionSet }
    : {};
}
