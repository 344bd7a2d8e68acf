/**
 * Makes Markdown out of what option and package descriptions have been written in since 20.09:
 * Markdown with MyST roles, DocBook, and HTML. Free of tags, roles and control characters.
 */
export function cleanText(source: string): string {
  let text = withoutControls(source);
  if (text.includes('<')) text = withoutDocBook(text);
  if (text.includes('{')) text = withoutRoles(text);
  if (text.includes('](#')) text = withoutInternalLinks(text);
  if (text.includes('[](')) text = text.replace(/\[\]\((https?:[^)\s]+)\)/g, '<$1>');
  if (text.includes(':::')) text = admonitions(text);
  if (text.includes('&')) text = outsideCode(text, unescapeXml);
  return text.trim();
}

/** `{option}` before a code span says what kind of code it is; in one it is code: `${var}`. */
function withoutRoles(source: string): string {
  return source.replace(/(?:\{[a-z]+(?:\.[a-z]+)?\})?(`+)([\s\S]*?[^`])\1(?!`)/g, '$1$2$1');
}

function outsideCode(source: string, change: (text: string) => string): string {
  return source
    .split(/(`+[^`]+`+)/)
    .map((part, at) => (at % 2 === 0 ? change(part) : part))
    .join('');
}

/** Control characters but newline and tab, and the marks that reorder or hide text. */
function withoutControls(source: string): string {
  return source
    .replaceAll('\r\n', '\n')
    .replace(/[\p{Cc}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, (mark) =>
      mark === '\n' || mark === '\t' ? mark : '',
    );
}

/** `[](#opt-services.nginx.enable)` names an option; `[text](#anchor)` leads nowhere here. */
function withoutInternalLinks(source: string): string {
  return source
    .replace(/\[\]\(#opt-([^)]+)\)/g, '`$1`')
    .replace(/\[\]\(#([^)]+)\)/g, '“$1”')
    .replace(/\[([^\]]+)\]\(#[^)]+\)/g, '$1');
}

/**
 * `::: {.note}` … `:::` becomes a quoted paragraph that says what it is. Some stand at the end of a
 * line, and some are not closed.
 */
function admonitions(source: string): string {
  return source.replace(
    /[ \t]*:{3,}[ \t]*\{\.([a-z]+)[^}]*\}[ \t]*\n([\s\S]*?)(?:\n?^[ \t]*:{3,}.*$|$(?![\s\S]))/gm,
    (_, kind: string, body: string, at: number) => {
      const title = kind.charAt(0).toUpperCase() + kind.slice(1);
      const quoted = `**${title}:** ${body.trim()}`.replace(/^/gm, '> ');
      return at > 0 && source[at - 1] !== '\n' ? `\n\n${quoted}` : quoted;
    },
  );
}

/** Tags that are DocBook's or HTML's; `<name>` and `<nixpkgs>` are neither and stay. */
const markup =
  /<\/?(?:para|simpara|literal|option|filename|command|code|varname|replaceable|emphasis|strong|em|b|i|link|ulink|xref|citerefentry|refentrytitle|manvolnum|programlisting|screen|itemizedlist|orderedlist|variablelist|varlistentry|listitem|term|note|warning|important|caution|tip|envar|package|productname|quote|title|simplelist|member|userinput|prompt|function|parameter|constant|acronym|abbrev|a|p|br|ul|ol|li|pre|span|div|table|tr|td|th|tbody|thead|tgroup|colspec|row|entry|informaltable)(?:\s[^<>]*)?\/?>/;

function withoutDocBook(source: string): string {
  if (!markup.test(source)) return source;
  const everyTag = new RegExp(markup, 'g');
  return unescapeXml(
    source
      .replace(
        /<citerefentry>\s*<refentrytitle>([^<]*)<\/refentrytitle>\s*(?:<manvolnum>([^<]*)<\/manvolnum>)?\s*<\/citerefentry>/g,
        (_, page: string, section?: string) => `\`${page.trim()}${section ? `(${section})` : ''}\``,
      )
      .replace(/<xref\s+linkend="(?:opt-)?([^"]*)"\s*(?:\/>|>\s*<\/xref>)/g, '`$1`')
      .replace(
        /<(?:u?link|a)\s[^>]*?(?:xlink:href|url|href)="([^"]*)"[^>]*?(?:\/>|>([\s\S]*?)<\/(?:u?link|a)>)/g,
        (_, url: string, text?: string) => linkText(url, text?.replace(everyTag, '').trim()),
      )
      .replace(
        /<(?:programlisting|screen|pre)[^>]*>([\s\S]*?)<\/(?:programlisting|screen|pre)>/g,
        '\n```\n$1\n```\n',
      )
      .replace(
        /<(literal|option|filename|command|code|varname|envar|package|replaceable|userinput|function|parameter|constant)(?:\s[^>]*)?>([\s\S]*?)<\/\1>/g,
        '`$2`',
      )
      .replace(/<(emphasis|em|i)(?:\s[^>]*)?>([\s\S]*?)<\/\1>/g, '*$2*')
      .replace(/<(strong|b)(?:\s[^>]*)?>([\s\S]*?)<\/\1>/g, '**$2**')
      .replace(/<(note|warning|important|caution|tip)>\s*/g, '\n\n**$1:** ')
      .replace(/<(?:listitem|li)(?:\s[^>]*)?>\s*(?:<(?:para|simpara|p)>)?\s*/g, '\n- ')
      .replace(/<\/(?:para|simpara|p|itemizedlist|orderedlist|ul|ol|tr|row)>/g, '\n\n')
      .replace(/<br\s*\/?>/g, '\n')
      .replace(everyTag, ''),
  )
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n');
}

function linkText(url: string, text: string | undefined): string {
  if (!/^https?:/.test(url)) return text ?? '';
  return text && text !== url ? `[${text}](${url})` : `<${url}>`;
}

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  amp: '&',
};

/** The five entities of XML, `&nbsp;`, and numeric ones that are printable. */
export function unescapeXml(source: string): string {
  return source.replace(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, (all, dec, hex, name) => {
    if (name) return entities[(name as string).toLowerCase()] ?? all;
    const code = dec ? Number(dec) : parseInt(hex as string, 16);
    return code >= 32 && code <= 0x10ffff && !(code >= 127 && code < 160)
      ? String.fromCodePoint(code)
      : '';
  });
}
