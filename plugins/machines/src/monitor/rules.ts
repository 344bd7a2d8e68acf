import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ExitCode, NixaiError } from '@nixai/api';
import { baseline, baselineNames } from '../standards/baselines.js';
import type { Rule } from '../standards/rule.js';
import { readRules } from '../standards/rulesFile.js';

/**
 * The rules that a monitor holds machines to: of a file, of each file of a folder, or a baseline.
 * @throws NixaiError `rules-invalid`, or `usage` for a folder without any.
 */
export async function rulesOf(options: Readonly<Record<string, string>>): Promise<readonly Rule[]> {
  const { rules } = options;
  if (rules === undefined) {
    const named = baselineNames.find((one) => one === options['baseline']);
    return baseline(named ?? 'nixai-server-v1');
  }
  const isFolder = await stat(rules).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  if (!isFolder) return (await readRules(rules)).rules;
  const names = (await readdir(rules)).filter((name) => /\.(?:ya?ml|json)$/.test(name)).sort();
  if (names.length === 0)
    throw new NixaiError({
      code: 'usage',
      what: `${rules} has no rules in it`,
      hint: 'files that end with .yaml, .yml or .json',
      exitCode: ExitCode.usage,
    });
  const all = await Promise.all(names.map((name) => readRules(join(rules, name))));
  return all.flatMap((one) => one.rules);
}
