import type { Nix, StorePathInfo } from '@nixai/api';
import { nixAnswer } from '../faults.js';
import { isNixFailure, type Program } from '../program.js';
import { infosIn } from './infosIn.js';

type PathInfoOptions = Parameters<Nix['pathInfo']>[1];

/** So many paths in one call: the kernel takes 2 MB of arguments. */
const atOnce = 5_000;

/** What the store knows of paths. */
export async function pathInfo(
  program: Program,
  paths: readonly string[],
  { closure = false, closureSize = false, store, ...options }: PathInfoOptions,
): Promise<readonly StorePathInfo[]> {
  const wrong = paths.find((path) => path.startsWith('-'));
  if (wrong !== undefined) throw nixAnswer(['path-info'], `"${wrong}" is no store path`);
  const flags = [
    ...(closure ? ['--recursive'] : []),
    ...(closureSize ? ['--closure-size'] : []),
    ...(store === undefined ? [] : ['--store', store]),
  ];
  const found = new Map<string, StorePathInfo>();
  for (let at = 0; at < paths.length; at += atOnce) {
    const words = ['path-info', '--json', ...flags, ...paths.slice(at, at + atOnce)];
    for (const info of await ask(program, words, options)) found.set(info.path, info);
  }
  return [...found.values()];
}

/** Several versions refuse a path that is not there, instead of saying so in their answer. */
async function ask(
  program: Program,
  words: readonly string[],
  options: Pick<PathInfoOptions, 'signal' | 'timeout' | 'cwd'>,
): Promise<readonly StorePathInfo[]> {
  try {
    return infosIn(await program.json(words, options));
  } catch (error) {
    const missing = /path '([^']+)' (?:is not valid|does not exist in the store)/.exec(
      isNixFailure(error, /is not valid|does not exist/) ? String(error.why) : '',
    )?.[1];
    const others = words.filter((word) => word !== missing);
    if (missing === undefined || others.length === words.length) throw error;
    return others.some((word) => word.startsWith('/')) ? ask(program, others, options) : [];
  }
}
