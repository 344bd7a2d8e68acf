import type { NixaiError, TemplateVariable } from '@nixai/api';
import { faultOfValue } from '../fill.js';

const types = ['string', 'integer', 'boolean', 'strings'] as const;

/** A variable as it stands in the YAML of a template. */
export function readVariable(raw: unknown, unfit: (why: string) => NixaiError): TemplateVariable {
  const {
    name,
    description,
    type: written = 'string',
    default: usual,
    example,
    pattern,
    choices,
    min,
    max,
  } = (typeof raw === 'string' ? { name: raw } : (raw ?? {})) as Record<string, unknown>;
  if (typeof name !== 'string' || !/^[a-z][A-Za-z0-9_]*$/.test(name))
    throw unfit('a variable’s name is a word that begins with a small letter');
  const type = written === 'enum' ? 'string' : types.find((one) => one === written);
  if (type === undefined) throw unfit(`${name}: type has to be one of ${types.join(', ')}, enum`);
  if (choices !== undefined && !isTexts(choices))
    throw unfit(`${name}: choices is a list of texts`);
  if (written === 'enum' && choices === undefined) throw unfit(`${name}: an enum needs choices`);
  if (pattern !== undefined && (typeof pattern !== 'string' || !isLinear(pattern)))
    throw unfit(`${name}: the pattern is none that can be matched in a bounded time`);
  const variable = {
    ...{ name, type },
    description: typeof description === 'string' && description !== '' ? description : name,
    ...(usual !== undefined && usual !== null && { default: usual }),
    example: example ?? (isTexts(choices) ? choices[0] : undefined),
    ...(choices !== undefined && { choices }),
    ...(pattern !== undefined && { pattern: new RegExp(pattern) }),
    ...(typeof min === 'number' && { min }),
    ...(typeof max === 'number' && { max }),
  } as TemplateVariable;
  for (const value of [variable.default, variable.example]) {
    const fault = value === undefined ? undefined : faultOfValue(variable, value);
    if (fault !== undefined) throw unfit(`${name}: ${fault}`);
  }
  return variable;
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

/**
 * Whether a pattern is matched in a time that grows with the text alone: no repetition of what
 * repeats, no choices that repeat, nothing that looks back.
 */
export function isLinear(pattern: string): boolean {
  if (pattern.length > 300) return false;
  try {
    new RegExp(pattern);
  } catch {
    return false;
  }
  const plain = pattern.replace(/\\\\/g, '').replace(/\[(?:\\.|[^\]\\])*\]/g, 'x');
  if (/\\[1-9k]|\(\?(?!:)/.test(plain)) return false;
  const groups: boolean[] = [];
  for (let at = 0; at < plain.length; at++) {
    const one = plain[at];
    if (one === '\\') at++;
    else if (one === '(') groups.push(false);
    else if (one === ')') {
      const repeats = groups.pop() ?? false;
      if (repeats && /^[*+{]/.test(plain.slice(at + 1))) return false;
      if (repeats && groups.length > 0) groups[groups.length - 1] = true;
    } else if (one === '*' || one === '+' || one === '|' || /^\{\d*,/.test(plain.slice(at)))
      if (groups.length > 0) groups[groups.length - 1] = true;
  }
  return true;
}
