import { ExitCode, NixaiError, messageOf } from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import { longestHeldAgainst } from '@nixai/contributions/template-files';
import { parse } from 'yaml';
import { isRecord } from '../isRecord.js';

/** What values a template's variables may have, and what has to be so in what it makes. */
export interface ValidationRules {
  /** By the name of the variable; as a template's file has them. */
  readonly variables: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** As a template's file has its `compliance`. */
  readonly rules: readonly unknown[];
}

/** Longer than any such file that a person wrote. */
const mostBytes = 256 * 1024;

/** @throws NixaiError `template-rules`, with what is wrong; what stands in a rule is read with the template. */
export async function readValidationRules(file: string): Promise<ValidationRules> {
  let value: unknown;
  try {
    const text = await readRegular(file, 'utf8');
    if (text.length > mostBytes) throw new Error('it is larger than 256 KiB');
    value = parse(text, {
      maxAliasCount: 20,
      schema: 'core',
      uniqueKeys: text.length < longestHeldAgainst,
    });
  } catch (error) {
    throw invalid(file, messageOf(error));
  }
  if (!isRecord(value)) throw invalid(file, 'it is no set of variables and rules');
  const odd = Object.keys(value).find((key) => !['version', 'variables', 'rules'].includes(key));
  if (odd !== undefined) throw invalid(file, `${odd} is none of version, variables and rules`);
  if ((value['version'] ?? 1) !== 1) throw invalid(file, 'version is not 1');
  const { variables = {}, rules = [] } = value;
  if (!isRecord(variables)) throw invalid(file, 'variables is no set by their names');
  const known = ['type', 'description', 'default', 'example', 'pattern', 'choices', 'min', 'max'];
  const checked = Object.entries(variables).map(([name, one]) => {
    if (!isRecord(one)) throw invalid(file, `${name} is no set`);
    const strange = Object.keys(one).find((key) => !known.includes(key));
    if (strange !== undefined)
      throw invalid(file, `${name}: ${strange} is none of ${known.join(', ')}`);
    return [name, one] as const;
  });
  if (!Array.isArray(rules)) throw invalid(file, 'rules is no list');
  return { variables: Object.fromEntries(checked), rules };
}

const invalid = (file: string, why: string): NixaiError =>
  new NixaiError({
    code: 'template-rules',
    what: `${file} has no rules for a template`,
    why,
    hint: 'docs/machines.md, "Templates", has an example',
    exitCode: ExitCode.usage,
  });
