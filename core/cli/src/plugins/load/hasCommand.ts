import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readBounded } from '../../readBounded.js';

/**
 * Whether a plugin that is not loaded has a command, or a topic, of that first word: by its manifest,
 * or by the names of its files. What cannot be read has none.
 * @param id as oclif writes it: `notes:search`.
 */
export function hasCommand(root: string, id: string): boolean {
  const word = id.split(':', 1).join();
  return commandsIn(root).some((command) => command.split(':', 1).join() === word);
}

function commandsIn(root: string): readonly string[] {
  const manifest = readJson<{ commands?: object }>(join(root, 'oclif.manifest.json'));
  if (manifest !== undefined) return Object.keys(manifest.commands ?? {});
  const { oclif } = readJson<{ oclif?: { commands?: unknown } }>(join(root, 'package.json')) ?? {};
  if (typeof oclif?.commands !== 'string') return [];
  try {
    return readdirSync(join(root, oclif.commands)).map((file) => file.replace(/\.[cm]?js$/, ''));
  } catch {
    return [];
  }
}

function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readBounded(file)) as T;
  } catch {
    return undefined;
  }
}
