import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { parse } from 'yaml';
import { ExitCode, NixaiError, messageOf } from '@nixai/api';
import { fullName } from '../install/official.js';
import { readBounded } from '../../readBounded.js';
import { parseSpec, type PluginSpec } from '../package/spec.js';

/** One plugin of `nixai-plugins.yaml`. */
export interface ListedPlugin {
  /** As it is written there. */
  readonly typed: string;
  readonly spec: PluginSpec;
}

/**
 * The plugins that a fleet shall have: `plugins: [notes, '@acme/nixai-house@^1.2', ./wiki.tgz]`.
 * Paths are relative to the file.
 * @throws NixaiError `plugin-list-invalid` or `plugin-spec`.
 */
export function readPluginList(file: string): readonly ListedPlugin[] {
  if (!existsSync(file)) throw invalid(file, 'it is not there');
  const names = namesIn(file);
  if (new Set(names).size < names.length) throw invalid(file, 'a plugin is named twice');
  const folder = dirname(file);
  return names.map((typed) => ({ typed, spec: parseSpec(fullName(typed), folder) }));
}

function namesIn(file: string): readonly string[] {
  let read: unknown;
  try {
    read = parse(readBounded(file));
  } catch (error) {
    throw invalid(file, messageOf(error));
  }
  const { plugins, ...others } = (read ?? {}) as Record<string, unknown>;
  const [other] = Object.keys(others);
  if (other !== undefined) throw invalid(file, `unknown key "${other}"`);
  if (Array.isArray(plugins) && plugins.every((one) => typeof one === 'string')) return plugins;
  throw invalid(file, 'expected a list of names under "plugins"');
}

function invalid(file: string, why: string): NixaiError {
  return new NixaiError({
    code: 'plugin-list-invalid',
    what: `${file} is no list of plugins`,
    why,
    exitCode: ExitCode.refused,
  });
}
