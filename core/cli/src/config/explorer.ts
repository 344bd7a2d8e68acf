import { extname } from 'node:path';
import type { Loader, PublicExplorer } from 'cosmiconfig';
import { NixaiError } from '@nixai/api';
import { programEndings } from './places.js';

/** A file as cosmiconfig found it: its text, unread. */
interface Found {
  readonly path: string;
  readonly content: string;
}

// Wrapped, so that cosmiconfig sees no keys of the file: it would follow a `$import` in them and run
// what that names. The text is read with `yaml`, which keeps positions and comments.
const text: Loader = (path, content): Found => ({ path, content });

const refuse: Loader = (path) => {
  throw new NixaiError({
    code: 'config-unreadable',
    what: `${path} is a program`,
    why: 'nixai runs no JavaScript for its configuration',
    hint: 'write the settings as YAML or JSON',
  });
};

/**
 * The text of the configuration file of a folder: of the first of the names that is there.
 * @param folder absolute; nothing above it is looked at.
 * @returns undefined if none of them is there.
 */
export async function searchFolder(
  folder: string,
  names: readonly string[],
): Promise<string | undefined> {
  const explorer = await createExplorer(names);
  const result = await explorer.search(folder);
  return (result?.config as Found | undefined)?.content;
}

/** The text of a file that the person named, whatever its ending. */
export async function loadNamed(path: string): Promise<string> {
  const explorer = await createExplorer([], extname(path));
  const result = await explorer.load(path);
  return (result?.config as Found | undefined)?.content ?? '';
}

/**
 * cosmiconfig looks for settings of its own in the current folder when it is made, and runs them
 * (docs/decisions/0003-cosmiconfig.md). That happens in one synchronous call, at `/` here, where a
 * cloned repository has no say.
 */
async function createExplorer(
  searchPlaces: readonly string[],
  namedEnding = '.yaml',
): Promise<PublicExplorer> {
  const { cosmiconfig } = await import('cosmiconfig');
  const loaders = {
    ...Object.fromEntries(['.yaml', '.yml', '.json', 'noExt'].map((ending) => [ending, text])),
    ...(namedEnding !== '' && { [namedEnding]: text }),
    ...Object.fromEntries(programEndings.map((ending) => [`.${ending}`, refuse])),
  };
  const here = currentFolder();
  process.chdir('/');
  try {
    return cosmiconfig('nixai', {
      cache: false,
      ignoreEmptySearchPlaces: false,
      loaders,
      searchPlaces: [...searchPlaces],
      searchStrategy: 'none',
    });
  } finally {
    if (here !== undefined) process.chdir(here);
  }
}

/** Undefined where the current folder was deleted under a running shell. */
function currentFolder(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}
