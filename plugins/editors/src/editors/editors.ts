import { join } from 'node:path';

/** How a setting comes into an editor's file. */
export type Manner =
  /** Keys of ours among those that are there; comments and order stay. */
  | 'json'
  /** Tables of ours behind those that are there. */
  | 'toml'
  /** A file of its own, which a line of the person's settings loads. */
  | 'own file';

/** An editor whose settings nixai can write. */
export interface Editor {
  readonly id: string;
  readonly title: string;
  /** What is written, in `settings/` of this package. */
  readonly settings: string;
  readonly manner: Manner;
  /** @param config the person's folder of settings: `~/.config`. */
  file(config: string): string;
  /** What is left to do by hand, or is good to know; with the file's path. */
  note?(file: string): string;
}

export const editors: readonly Editor[] = [
  {
    id: 'helix',
    title: 'Helix',
    settings: 'helix.toml',
    manner: 'toml',
    file: (config) => join(config, 'helix/languages.toml'),
    note: () => 'Look: hx --health nix. Servers that are not installed are left out by Helix.',
  },
  {
    id: 'zed',
    title: 'Zed',
    settings: 'zed.json',
    manner: 'json',
    file: (config) => join(config, 'zed/settings.json'),
    note: () =>
      'Zed knows the servers of its extensions alone: with the extension Nix, nixai stands in the place of nil.',
  },
  {
    id: 'kate',
    title: 'Kate',
    settings: 'kate.json',
    manner: 'json',
    file: (config) => join(config, 'kate/lspclient/settings.json'),
    note: () => 'Kate has one server for a language: nixai is it for Nix then.',
  },
  {
    id: 'sublime',
    title: 'Sublime Text',
    settings: 'sublime.json',
    manner: 'json',
    file: (config) => join(config, 'sublime-text/Packages/User/LSP.sublime-settings'),
    note: () => 'It needs the packages LSP and Nix.',
  },
  {
    id: 'emacs',
    title: 'Emacs',
    settings: 'emacs.el',
    manner: 'own file',
    file: (config) => join(config, 'emacs/nixai.el'),
    note: (file) => `Load it in init.el: (load ${JSON.stringify(file)})`,
  },
];
