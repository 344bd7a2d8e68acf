import type { Style } from '@nixai/api';

/** Colours source text; the text itself stays the same. */
export type Highlight = (source: string, language: 'nix' | 'sh' | 'text') => string;

// One alternative per kind of token. Colouring is a help to the eye, not a parse: a token that is
// missed is merely plain.
const nix =
  /(?<comment>#.*|\/\*[^]*?\*\/)|(?<string>''(?:[^']|'(?!')|'''|''\$|''\\)*''|"(?:[^"\\]|\\[^])*")|(?<keyword>\b(?:let|in|with|inherit|rec|if|then|else|assert|import|true|false|null)\b)/g;
const shell =
  /(?<comment>^[ \t]*#.*|\s#.*)|(?<string>'[^']*'|"(?:[^"\\]|\\[^])*")|(?<keyword>^[ \t]*\$ )/gm;

export function createHighlight(style: Style): Highlight {
  const paint = { comment: style.dim, string: style.good, keyword: style.heading };
  return (source, language) => {
    if (language === 'text') return source;
    return source.replace(language === 'nix' ? nix : shell, (match: string, ...rest: unknown[]) => {
      const groups = rest.at(-1) as Record<keyof typeof paint, string | undefined>;
      const kind = (Object.keys(paint) as (keyof typeof paint)[]).find((name) => groups[name]);
      // Each line is coloured alone, so that an indent or a pager never carries a colour on.
      return kind === undefined ? match : match.split('\n').map(paint[kind]).join('\n');
    });
  };
}
