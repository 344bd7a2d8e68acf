import { ExitCode, NixaiError, type NixTemplate, type TemplateVariable } from '@nixai/api';
import { quoted } from '@nixai/nix/quoting';

export type TemplateValue = string | number | boolean | readonly string[];

export interface FilledTemplate {
  readonly nix: string;
  /** The value of each variable. */
  readonly values: Readonly<Record<string, TemplateValue>>;
  /** Variables that have to be given and were not: the text has their examples. */
  readonly missing: readonly string[];
}

const placeholder = /@([a-z][A-Za-z0-9_]*)@/g;

/** The names that stand between `@` in a source. */
export function placeholdersIn(source: string): readonly string[] {
  return [...new Set([...source.matchAll(placeholder)].map(([, name = '']) => name))];
}

/**
 * The template with what was typed put in, each value as a Nix literal: no value can become code.
 * @param typed values by variable, as words; a list has one word for each item.
 * @throws NixaiError `template-variable` for a name or a value that does not fit.
 */
export function fillTemplate(
  template: NixTemplate,
  typed: Readonly<Record<string, readonly string[]>> = {},
): FilledTemplate {
  const { variables, source } = template;
  const names = variables.map(({ name }) => name);
  for (const name of Object.keys(typed))
    if (!names.includes(name))
      throw refused(`${template.id} has no variable "${name}"`, `it has: ${names.join(', ')}`);
  const values = new Map<string, TemplateValue>();
  const missing: string[] = [];
  for (const variable of variables) {
    const words = Object.hasOwn(typed, variable.name) ? typed[variable.name] : undefined;
    if (words === undefined && variable.default === undefined) missing.push(variable.name);
    const value =
      words === undefined ? (variable.default ?? variable.example) : parseValue(variable, words);
    if (value !== undefined) values.set(variable.name, value);
  }
  const nix = source.replaceAll(placeholder, (written, name: string, at: number) => {
    const value = values.get(name);
    if (value === undefined) return written;
    const isName = isAttribute(source, at, at + written.length);
    return isName && typeof value === 'string' && bareName.test(value) ? value : nixLiteral(value);
  });
  return { nix, values: Object.fromEntries(values), missing };
}

/** An attribute name that needs no quotes. */
const bareName = /^(?!(?:if|then|else|assert|with|let|in|rec|inherit|or)$)[a-zA-Z_][\w'-]*$/;

/** Whether a place in a source is that of an attribute's name: a dot or `=` says so. */
const isAttribute = (source: string, start: number, end: number): boolean =>
  source[start - 1] === '.' || /^(?:\.[\w"$]|\s*=(?!=))/.test(source.slice(end, end + 80));

/** What is wrong with a value; undefined if nothing is. */
export function faultOfValue(variable: TemplateVariable, value: TemplateValue): string | undefined {
  if (typeof value === 'number') return faultOfNumber(variable, value);
  if (typeof value === 'boolean')
    return variable.type === 'boolean' ? undefined : `expected ${variable.type}`;
  if (typeof value !== 'string')
    return variable.type === 'strings'
      ? value.map((word) => faultOfText(variable, word)).find((fault) => fault !== undefined)
      : `expected ${variable.type}`;
  return variable.type === 'string' ? faultOfText(variable, value) : `expected ${variable.type}`;
}

function faultOfNumber(variable: TemplateVariable, value: number): string | undefined {
  if (variable.type !== 'integer' || !Number.isSafeInteger(value))
    return `expected ${variable.type}`;
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = variable;
  return value < min || value > max ? `expected ${min} to ${max}, not ${value}` : undefined;
}

function faultOfText(variable: TemplateVariable, text: string): string | undefined {
  // eslint-disable-next-line no-control-regex -- nothing that a terminal would act on gets in
  if (/[\u0000-\u001f\u007f-\u009f]/.test(text)) return 'it has a control character';
  if ('choices' in variable && variable.choices && !variable.choices.includes(text))
    return `expected one of ${variable.choices.join(', ')}, not "${text}"`;
  if (!('pattern' in variable) || variable.pattern === undefined) return undefined;
  const { source, flags } = variable.pattern;
  const whole = new RegExp(`^(?:${source})$`, flags.replace(/[gy]/g, ''));
  return whole.test(text) ? undefined : `"${text}" does not match ${source}`;
}

function parseValue(variable: TemplateVariable, words: readonly string[]): TemplateValue {
  const value = variable.type === 'strings' ? words : parseWord(variable.type, words.at(-1) ?? '');
  const fault = faultOfValue(variable, value);
  if (fault !== undefined) throw refused(`${variable.name} cannot be that`, fault);
  return value;
}

function parseWord(type: Exclude<TemplateVariable['type'], 'strings'>, word: string) {
  if (type === 'integer' && /^-?\d+$/.test(word)) return Number(word);
  if (type === 'boolean' && (word === 'true' || word === 'false')) return word === 'true';
  return word;
}

function nixLiteral(value: TemplateValue): string {
  if (typeof value === 'boolean') return String(value);
  // A minus would be read as an operator in a list.
  if (typeof value === 'number') return value < 0 ? `(${value})` : String(value);
  if (typeof value === 'string') return quoted(value);
  return value.length === 0 ? '[ ]' : `[ ${value.map(quoted).join(' ')} ]`;
}

function refused(what: string, why: string): NixaiError {
  const hint = 'nixai templates show NAME';
  return new NixaiError({ code: 'template-variable', what, why, hint, exitCode: ExitCode.usage });
}
