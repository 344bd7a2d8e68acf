import { attribute } from './htmlTokens.js';

/** Turns elements and text, as they come, into Markdown. */
export interface MarkdownWriter {
  open(tag: string, attributes: string): void;
  close(tag: string): void;
  text(text: string): void;
  end(): string;
}

const blocks = new Set(
  'p div section article main body ul ol dl dt dd table tr blockquote figure figcaption details summary hr'.split(
    ' ',
  ),
);
const marks: Readonly<Record<string, string>> = { em: '*', i: '*', strong: '**', b: '**' };

/** @param address of the page, against which links are made whole. */
export function createMarkdown(address: string): MarkdownWriter {
  const out: string[] = [];
  let line = '';
  let prefix = '';
  let code: string | undefined;
  let inlineCode: string | undefined;
  const lists: { ordered: boolean; count: number }[] = [];
  const links: { href: string; at: number }[] = [];

  function flush(): void {
    const text = line.replace(/[ \t\n\r\f]+/g, ' ').trim();
    if (text !== '') out.push(prefix + text);
    if (text !== '') prefix = prefix.replace(/(?:-|\d+\.) $/, '  ');
    line = '';
  }

  function indent(): string {
    return '  '.repeat(Math.max(0, lists.length - 1));
  }

  function endLink(): void {
    const link = links.pop();
    if (link === undefined) return;
    const text = line.slice(link.at).trim();
    // An anchor inside the page leads nowhere in a terminal.
    if (text === '' || link.href.startsWith('#') || !URL.canParse(link.href, address)) return;
    const { href, protocol } = new URL(link.href, address);
    if (!/^https?:$/.test(protocol) || href === text) return;
    line = `${line.slice(0, link.at)}[${text}](${href})`;
  }

  return {
    open(tag, attributes) {
      if (code !== undefined) return;
      if (tag === 'pre') {
        flush();
        code = '';
      } else if (tag === 'code' || tag === 'tt' || tag === 'kbd' || tag === 'samp')
        inlineCode ??= '';
      else if (tag === 'br') line += ' ';
      else if (tag === 'a') links.push({ href: attribute(attributes, 'href'), at: line.length });
      else if (marks[tag] !== undefined) line += marks[tag];
      else if (tag === 'td' || tag === 'th') line += line.trim() === '' ? '' : ' | ';
      else if (tag === 'li') {
        flush();
        const list = lists.at(-1);
        if (list) list.count++;
        prefix = `${indent()}${list?.ordered ? `${list.count}.` : '-'} `;
      } else if (blocks.has(tag)) {
        flush();
        if (tag === 'ul' || tag === 'ol') lists.push({ ordered: tag === 'ol', count: 0 });
      }
    },
    close(tag) {
      if (code !== undefined) {
        if (tag !== 'pre') return;
        const text = code.replace(/^\n+|\s+$/g, '');
        if (text !== '') out.push(`\`\`\`\n${text}\n\`\`\``);
        code = undefined;
      } else if (tag === 'code' || tag === 'tt' || tag === 'kbd' || tag === 'samp') {
        const text = inlineCode?.replace(/\s+/g, ' ').trim();
        if (text) line += text.includes('`') ? text : `\`${text}\``;
        inlineCode = undefined;
      } else if (tag === 'a') endLink();
      else if (marks[tag] !== undefined) line = endMark(line, marks[tag]);
      else if (tag === 'li') {
        flush();
        prefix = '';
      } else if (blocks.has(tag)) {
        flush();
        if (tag === 'ul' || tag === 'ol') {
          lists.pop();
          prefix = '';
        }
      }
    },
    text(text) {
      if (code !== undefined) code += text;
      else if (inlineCode !== undefined) inlineCode += text;
      else line += text;
    },
    end() {
      flush();
      return joined(out);
    },
  };
}

/** Ends an emphasis; one around nothing leaves nothing. */
function endMark(line: string, mark: string): string {
  return line.endsWith(mark) ? line.slice(0, -mark.length) : line.trimEnd() + mark;
}

/** Items of a list stand together, all else is apart. */
function joined(parts: readonly string[]): string {
  const isItem = (part: string | undefined) => /^\s*(?:-|\d+\.) |^ {2,}\S/.test(part ?? '');
  return parts
    .map((part, at) => {
      if (at === 0) return part;
      const together = isItem(part) && isItem(parts[at - 1]) && !part.startsWith('1. ');
      return (together ? '\n' : '\n\n') + part;
    })
    .join('')
    .trim();
}
