import type { OptionDoc } from '@nixai/api';
import type { Example } from './explanation.js';
import type { OptionGuide } from './guides.js';
import { parentOf } from './neighbours.js';

/**
 * Examples of an option, each with where it is from: the option alone, as topics use it, and the
 * largest use of it there is. Nothing is made up: where nobody wrote one, there is none.
 */
export function examplesOf(option: OptionDoc, guides: readonly OptionGuide[]): Example[] {
  const where = option.set === 'home-manager' ? 'home' : 'nixos';
  const snippets = guides.flatMap(({ title, guide }) =>
    guide.snippets
      .filter((snippet) => snippet.where === where && mentions(snippet.code, option.name))
      .map((snippet) => ({ title: snippet.title, code: snippet.code.trim(), source: title })),
  );
  const [common, ...rest] = snippets;
  const advanced = rest.sort((a, b) => b.code.length - a.code.length)[0];
  return [
    ...basicExample(option),
    ...(common === undefined ? [] : [{ level: 'common' as const, ...common }]),
    ...(advanced === undefined ? [] : [{ level: 'advanced' as const, ...advanced }]),
  ];
}

function basicExample(option: OptionDoc): Example[] {
  const value = valueOf(option);
  if (value === undefined) return [];
  const code = `${option.name.replaceAll('<name>', 'NAME').replaceAll('*', 'NAME')} = ${value};`;
  const toggle = value === 'false' ? 'switch it off' : 'switch it on';
  const documented = option.example === undefined ? undefined : 'the example of its documentation';
  const title = documented ?? (option.type === 'boolean' ? toggle : 'its default, to start from');
  return [{ level: 'basic', title, code, source: option.citation.title }];
}

/** A value that stands for itself: defaults may also be prose, or empty. */
const literal = /^(?:"[^"$]+"|-?\d+(?:\.\d+)?|pkgs(?:\.[\w-]+)+|\[ (?:(?:"[^"$]*"|\d+) )+\])$/;

/** The documented example; for a switch, the position it is not in; else a plain default. */
function valueOf({ type, example, default: fallback, readOnly }: OptionDoc): string | undefined {
  if (readOnly) return undefined;
  // Some examples are written as if they were the end of a binding.
  if (example !== undefined) return example.trim().replace(/;$/, '');
  if (type === 'boolean') return fallback === 'true' ? 'false' : 'true';
  return fallback !== undefined && literal.test(fallback) ? fallback : undefined;
}

/** Whether a snippet sets the option or its module, in one piece or nested. */
function mentions(code: string, name: string): boolean {
  const segments = parentOf(name).split('.');
  const module = segments.filter((one) => !/^[<*]/.test(one)).at(-1) ?? name;
  const leaf = name.split('.').at(-1) ?? name;
  return code.includes(name) || (code.includes(module) && code.includes(leaf));
}
