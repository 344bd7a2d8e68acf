import { unescapeXml } from '../format/cleanText.js';

export type HtmlToken =
  | { readonly kind: 'open'; readonly tag: string; readonly attributes: string }
  | { readonly kind: 'close'; readonly tag: string }
  | { readonly kind: 'text'; readonly text: string };

const token =
  /<!--[\s\S]*?-->|<![^>]*>|<(\/?)([a-zA-Z][\w:-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>|([^<]+|<)/g;

/** Elements that have no end. */
const voidTags = new Set(
  'area base br col embed hr img input link meta source track wbr'.split(' '),
);

/** Tags and text of a page, forgiving: what is no tag is text. */
export function* htmlTokens(html: string): Generator<HtmlToken> {
  for (const [, slash, name, attributes = '', text] of html.matchAll(token)) {
    if (text !== undefined) yield { kind: 'text', text: entities(text) };
    else if (name !== undefined) {
      const tag = name.toLowerCase();
      if (slash !== '/') yield { kind: 'open', tag, attributes };
      if (slash === '/' || voidTags.has(tag) || attributes.endsWith('/'))
        yield { kind: 'close', tag };
    }
  }
}

/** The value of an attribute; empty if there is none. */
export function attribute(attributes: string, name: string): string {
  const found = new RegExp(
    `(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`,
    'i',
  ).exec(attributes);
  return entities(found?.[1] ?? found?.[2] ?? found?.[3] ?? '');
}

const named: Readonly<Record<string, string>> = {
  mdash: '—',
  ndash: '–',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  rarr: '→',
  larr: '←',
  copy: '©',
  times: '×',
  middot: '·',
  bull: '•',
};

function entities(text: string): string {
  if (!text.includes('&')) return text;
  return unescapeXml(text.replace(/&([a-z]+);/g, (all, name: string) => named[name] ?? all));
}
