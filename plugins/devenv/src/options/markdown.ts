import { writeLine } from './line.js';
import type { DevenvOption } from './options.js';

/** A type has typographic quotes, notes in italics, and line breaks that are not of it. */
const typeOf = (text: string): string =>
  text
    .replace(/\s*\*\(read only\)\*/, '')
    .replace(/[“”]/g, '"')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();

/** What stands in a fence, or between spaced backticks. */
function valueOf(text: string): string | undefined {
  const fenced = /^```\w*\n([\s\S]*?)\n```/m.exec(text)?.[1];
  const value = fenced ?? /^`+\s?(.*?)\s?`+$/m.exec(text.trim())?.[1] ?? text;
  const flat = value.replace(/\s+/g, ' ').trim();
  return flat === '' ? undefined : flat;
}

/**
 * Reads devenv's own list of options, `docs/src/reference/options.md`, as its generator writes it: a
 * heading an option, then its text, `*Type:*`, `*Default:*` and more. Sentences are passed over.
 * @returns the options by name; none where the text is no such list.
 */
export function readOptionsMarkdown(text: string): readonly DevenvOption[] {
  const options = text
    .split(/^## /m)
    .slice(1)
    .flatMap((section): readonly DevenvOption[] => {
      const end = section.indexOf('\n');
      const name = section.slice(0, end).replaceAll('\\', '').trim();
      const parts = section.slice(end).split(/^\*(Type|Default|Example|Declared by):\*[ \t]*$/m);
      const part = (label: string): string | undefined => {
        const at = parts.indexOf(label);
        return at < 0 ? undefined : parts[at + 1];
      };
      const type = part('Type');
      if (type === undefined || type.trim() === '' || !/^[\w.<>*"'-]+$/.test(name)) return [];
      return [{ name, type: typeOf(type), default: valueOf(part('Default') ?? '') }];
    });
  return options.sort((one, other) => (writeLine(one) < writeLine(other) ? -1 : 1));
}
