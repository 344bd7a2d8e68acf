import { statSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { messageOf, type ConfigFinding } from '@nixai/api';
import { checkTree } from './checkTree.js';
import { loadNamed, searchFolder } from './explorer.js';
import type { Layer } from './layer.js';
import { refusedInProject } from './projectPolicy.js';
import { projectNames, userNames } from './places.js';
import { configKeys } from './schema.js';

/** More than anybody writes by hand; it keeps a planted file from filling the memory. */
const largest = 1024 * 1024;

export type FileOrigin = 'project' | 'user' | 'system';

/** Reads one file. What is wrong with it is in the findings; it never throws. */
export async function fileLayer(
  origin: FileOrigin,
  file: string,
  env: NodeJS.ProcessEnv,
): Promise<Layer> {
  let text: string;
  let stats: Stats;
  try {
    stats = statSync(file);
    const refusal = refuseFile(origin, stats);
    if (refusal !== undefined)
      return emptyLayer(origin, file, [finding(file, refusal, origin === 'project')]);
    text = await readText(origin, file, env);
  } catch (error) {
    return emptyLayer(origin, file, [finding(file, `cannot be read: ${messageOf(error)}`, false)]);
  }
  return textLayer(origin, file, text, env, stats);
}

/** What the file says; the folder's other names do not count where it is the first of them. */
async function readText(origin: FileOrigin, file: string, env: NodeJS.ProcessEnv) {
  const isNamed = origin === 'user' && env['NIXAI_CONFIG_PATH'] === file;
  const names = origin === 'project' ? projectNames : userNames;
  const found = isNamed ? undefined : await searchFolder(dirname(file), names);
  return found ?? (await loadNamed(file));
}

/** The same for a text that is, or will be, in that file. */
export async function textLayer(
  origin: FileOrigin,
  file: string,
  text: string,
  env: NodeJS.ProcessEnv,
  stats?: Stats,
): Promise<Layer> {
  const { readYaml } = await import('./yamlDocument.js');
  const yaml = readYaml(text);
  if (yaml.faults.length > 0) {
    const findings = yaml.faults.map(({ message, line, column }) => ({
      ...finding(file, message, false),
      line,
      column,
    }));
    return emptyLayer(origin, file, findings);
  }
  const folder = origin === 'project' ? dirname(file) : undefined;
  const { settings, sections, findings } = checkTree(yaml, file, env, folder);
  const layer = { origin, file, settings, sections, findings, locate: yaml.locate };
  if (origin === 'project') return refusedInProject(layer, dirname(file));
  return { ...layer, findings: [...findings, ...openSecrets(layer, stats)] };
}

/** Why a file is not read; undefined if it may be. */
function refuseFile(origin: FileOrigin, stats: Stats): string | undefined {
  if (!stats.isFile()) return 'is not a regular file';
  if (stats.size > largest) return `is larger than ${largest / 1024} KiB`;
  const us = process.getuid?.();
  if (origin === 'project' && us !== undefined && stats.uid !== us && stats.uid !== 0)
    return 'is left out, because it belongs to another user';
  return undefined;
}

/** Keys that others on this machine could read, as ssh warns of. */
function openSecrets(layer: Layer, stats: Stats | undefined): readonly ConfigFinding[] {
  if (stats === undefined || (stats.mode & 0o044) === 0) return [];
  return [...layer.settings.keys()]
    .filter((path) => configKeys[path].secret === true)
    .map((path) => ({
      ...finding(layer.file ?? '', 'others on this machine can read this key', true),
      path: path.split('.'),
      ...layer.locate(path.split('.'), 'value'),
    }));
}

function finding(from: string, message: string, mild: boolean): ConfigFinding {
  return { severity: mild ? 'warning' : 'error', path: [], from, message };
}

function emptyLayer(origin: FileOrigin, file: string, findings: readonly ConfigFinding[]): Layer {
  return {
    origin,
    file,
    settings: new Map(),
    sections: new Map(),
    findings,
    locate: () => undefined,
  };
}
