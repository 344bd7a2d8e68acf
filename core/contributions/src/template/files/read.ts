import { ExitCode, NixaiError, type ComplianceRule, type NixTemplate } from '@nixai/api';
import { parse } from '@nixai/nix';
import { parse as parseYaml } from 'yaml';
import { fillTemplate, placeholdersIn } from '../fill.js';
import { readVariable } from './readVariable.js';

const word = /^[a-z0-9]+(?:[-_.][a-z0-9]+)*$/;
const kinds = ['nixos', 'home-manager', 'flake'] as const;
const needs = ['tpm2', 'encrypted-root', 'uefi', 'secure-boot'] as const;

/** Larger than any configuration that a person wrote. */
export const mostBytes = 512 * 1024;
/** Keys are held against each other up to here: in a longer text that would take its square. */
export const longestHeldAgainst = 32_000;

/**
 * A template as a person writes it: `NAME.yaml` with words about it and its variables, and `NAME.nix`.
 * Keys that nobody knows are left alone. Nothing of it is run.
 * @throws NixaiError `template-unfit`, saying what is wrong with it.
 */
export function readTemplate(id: string, about: string, source: string): NixTemplate {
  if (!word.test(id)) throw unfit(id, 'the file’s name is no word of small letters, digits and -');
  if (about.length + source.length > mostBytes) throw unfit(id, 'it is larger than 512 KiB');
  const raw = readYaml(id, about);
  const text = (key: string, fallback?: string): string => {
    const value = raw[key] ?? fallback;
    if (typeof value !== 'string' || value.trim() === '')
      throw unfit(id, `${key} has to be a text`);
    return value.trim();
  };
  const texts = (key: string): string[] => {
    const value = raw[key] ?? [];
    if (!Array.isArray(value) || !value.every((one) => typeof one === 'string'))
      throw unfit(id, `${key} has to be a list of texts`);
    return value;
  };
  const kind = kinds.find((one) => one === (raw['kind'] ?? 'nixos'));
  if (kind === undefined) throw unfit(id, `kind has to be one of ${kinds.join(', ')}`);
  const listed = raw['variables'] ?? [];
  if (!Array.isArray(listed)) throw unfit(id, 'variables has to be a list');
  const variables = listed.map((one) => readVariable(one, (why) => unfit(id, why)));
  const version = scalar(raw['version'] ?? '1.0.0');
  if (!/^\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/.test(version))
    throw unfit(id, `version has to be like 1.2.0, not ${version}`);
  const template: NixTemplate = {
    ...{ id, kind, version, variables, source },
    title: text('title', id),
    description: text('description', text('title', id)),
    category: text('category', 'own').toLowerCase(),
    tags: texts('tags'),
    ...{ features: texts('features'), requires: texts('requires') },
    ...{ notes: texts('notes'), next: texts('next') },
    ...(raw['from'] !== undefined && { from: scalar(raw['from']) }),
    compliance: readCompliance(id, raw['compliance'] ?? []),
  };
  const used = placeholdersIn(source);
  const idle = variables.find(({ name }) => !used.includes(name));
  if (idle !== undefined) throw unfit(id, `the variable ${idle.name} is not used: @${idle.name}@`);
  const { nix, missing } = fillTemplate(template, {});
  const [error] = missing.some((name) => !hasExample(template, name))
    ? []
    : parse(nix, { pipeOperators: true }).errors;
  if (error !== undefined) throw unfit(id, `${id}.nix, line ${error.line}: ${error.message}`);
  return template;
}

const hasExample = ({ variables }: NixTemplate, name: string): boolean =>
  variables.some((one) => one.name === name && one.example !== undefined);

/** A text, a number or a boolean as it is written: `25.11` is a number to YAML. */
const scalar = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

function readYaml(id: string, text: string): Readonly<Record<string, unknown>> {
  try {
    const raw: unknown = parseYaml(text, {
      ...{ maxAliasCount: 20, customTags: [], schema: 'core' },
      uniqueKeys: text.length < longestHeldAgainst,
    });
    if (typeof raw === 'object' && raw !== null && !Array.isArray(raw))
      return raw as Record<string, unknown>;
  } catch (error) {
    throw unfit(id, `${id}.yaml: ${(error as Error).message.split('\n', 1)[0]}`);
  }
  throw unfit(id, `${id}.yaml is no list of keys`);
}

function readCompliance(id: string, raw: unknown): ComplianceRule[] {
  if (!Array.isArray(raw)) throw unfit(id, 'compliance has to be a list');
  return raw.map((one: unknown): ComplianceRule => {
    const rule = (one ?? {}) as Record<string, unknown>;
    const { id: name, about, option, value, machine, when } = rule;
    if (typeof name !== 'string' || typeof about !== 'string')
      throw unfit(id, 'each of compliance needs an id and an about');
    const need = needs.find((known) => known === machine);
    if (machine !== undefined && need === undefined)
      throw unfit(id, `${name}: machine has to be one of ${needs.join(', ')}`);
    if (need === undefined && typeof option !== 'string')
      throw unfit(id, `${name}: needs an option with its value, or machine`);
    return {
      ...{ id: name, about },
      ...(typeof option === 'string' && { option: { path: option, value: scalar(value ?? true) } }),
      ...(need !== undefined && { machine: need }),
      ...(when !== undefined && { when: readWhen(id, name, when) }),
    };
  });
}

function readWhen(id: string, rule: string, raw: unknown): Record<string, string[]> {
  if (typeof raw !== 'object' || raw === null)
    throw unfit(id, `${rule}: when is no list of variables`);
  return Object.fromEntries(
    Object.entries(raw).map(([name, value]) => [
      name,
      (Array.isArray(value) ? value : [value]).map(String),
    ]),
  );
}

function unfit(id: string, why: string): NixaiError {
  return new NixaiError({
    code: 'template-unfit',
    what: `${id} is no template`,
    why,
    hint: 'a NAME.yaml with title, description and variables, beside a NAME.nix',
    exitCode: ExitCode.refused,
  });
}
