import { readFile } from 'node:fs/promises';
import { ExitCode, messageOf, NixaiError } from '@nixai/api';
import type { CheckHost } from './host.js';
import { parseParameter } from './parameterLine.js';

/** A rule's list, and the line that gives it. */
export interface ParameterLine {
  readonly rule: string;
  readonly name: string;
  readonly values: readonly (number | string)[];
  /** `FILE:LINE`. */
  readonly from: string;
}

/** What an organisation says of rules, in the file of `check.rules_file`. */
export interface RuleFile {
  /** `RULE=SEVERITY`. */
  readonly severities: readonly string[];
  readonly parameters: readonly ParameterLine[];
}

export const ruleSetting = /^([a-z][\w/-]*)=(off|note|warning|error)$/;

/** What the file of `check.rules_file` says; nothing where none is named. */
export async function houseRules({ config }: Pick<CheckHost, 'config'>): Promise<RuleFile> {
  const file = await config.get('check.rules_file');
  return file === undefined ? { severities: [], parameters: [] } : readRuleFile(file);
}

/**
 * `RULE=SEVERITY` or `RULE.OPTION=VALUE,VALUE` a line; `#` begins a comment.
 * @throws NixaiError `check-rules-invalid` (exit 2).
 */
async function readRuleFile(file: string): Promise<RuleFile> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw invalidRules(`the file of rules cannot be read: ${file}`, messageOf(error));
  });
  const severities: string[] = [];
  const parameters: ParameterLine[] = [];
  for (const [at, whole] of text.split('\n').entries()) {
    const line = whole.replace(/#.*/, '').replace(/\s+/g, '');
    const parameter = parseParameter(line);
    if (line === '') continue;
    if (ruleSetting.test(line)) severities.push(line);
    else if (parameter !== undefined) parameters.push({ ...parameter, from: `${file}:${at + 1}` });
    else
      throw invalidRules(
        `${file}:${at + 1} says ${line}`,
        'a line is RULE=off, RULE=note, RULE=warning, RULE=error or RULE.OPTION=VALUE,VALUE',
      );
  }
  return { severities, parameters };
}

export function invalidRules(what: string, why: string): NixaiError {
  return new NixaiError({
    code: 'check-rules-invalid',
    what,
    why,
    hint: 'nixai config get check.presets; nixai config get check.rules_file',
    exitCode: ExitCode.usage,
  });
}
