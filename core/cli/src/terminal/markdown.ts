import type { Token, Tokens } from 'marked';
import type { Style } from '@nixai/api';
import type { Highlight } from './highlight.js';
import { lexer } from './markdownLexer.js';
import { renderTable } from './table.js';
import { wrapText } from './width.js';

/** Draws Markdown for a terminal of that width: wrapped, styled, no markup left but in code. */
export function createMarkdown(style: Style, width: number) {
  return (source: string, highlight?: Highlight): string => {
    const draw = createDrawing(style, width, highlight);
    return draw(lexer(source), 0).join('\n\n');
  };
}

function createDrawing(style: Style, width: number, highlight: Highlight | undefined) {
  /** The blocks, each one text, at that indent. */
  function blocks(tokens: readonly Token[], indent: number): string[] {
    return tokens.flatMap((token) => {
      const drawn = block(token, indent);
      return drawn === '' ? [] : [drawn];
    });
  }

  function block(token: Token, indent: number): string {
    const margin = ' '.repeat(indent);
    switch (token.type) {
      case 'heading':
        return margin + style.heading(inline((token as Tokens.Heading).tokens));
      case 'paragraph':
      case 'text':
        return wrapText(inline((token as Tokens.Text).tokens ?? [token]), width, indent);
      case 'code':
        return code(token as Tokens.Code, indent + 2);
      case 'list':
        return list(token as Tokens.List, indent);
      case 'blockquote':
        return blocks((token as Tokens.Blockquote).tokens, 0)
          .join('\n\n')
          .split('\n')
          .map((line) => `${margin}${style.dim('│')} ${line}`.trimEnd())
          .join('\n');
      case 'table':
        return table(token as Tokens.Table);
      case 'hr':
        return margin + style.dim('─'.repeat(Math.max(3, width - indent)));
      case 'space':
        return '';
      default:
        return wrapText(token.raw.trim(), width, indent);
    }
  }

  function code({ text, lang }: Tokens.Code, indent: number): string {
    const language =
      lang === 'nix' ? 'nix' : /^(sh|bash|console|shell)$/.test(lang ?? '') ? 'sh' : 'text';
    const margin = ' '.repeat(indent);
    return (highlight?.(text, language) ?? text).replace(/^(?=.)/gm, margin);
  }

  function list({ items, ordered, start }: Tokens.List, indent: number): string {
    const first = typeof start === 'number' ? start : 1;
    const separator = items.some((item) => item.loose) ? '\n\n' : '\n';
    return items
      .map((item, i) => {
        const bullet = ordered ? `${first + i}. ` : '• ';
        const inner = blocks(item.tokens, indent + bullet.length).join(separator);
        return ' '.repeat(indent) + bullet + inner.trimStart();
      })
      .join(separator);
  }

  function table({ header, rows }: Tokens.Table): string {
    const columns = header.map((cell) => ({ title: inline(cell.tokens) }));
    const cells = rows.map((row) => row.map((cell) => inline(cell.tokens)));
    return renderTable(columns, cells, width, style.bold);
  }

  function inline(tokens: readonly Token[]): string {
    return tokens.map(span).join('');
  }

  function span(token: Token): string {
    switch (token.type) {
      case 'strong':
        return style.bold(inline((token as Tokens.Strong).tokens));
      case 'em':
        return style.bold(inline((token as Tokens.Em).tokens));
      case 'codespan':
        return style.code((token as Tokens.Codespan).text);
      case 'link':
        return link(token as Tokens.Link);
      case 'br':
        return '\n';
      case 'escape':
      case 'text':
        return 'tokens' in token && token.tokens
          ? inline(token.tokens)
          : (token as Tokens.Text).text;
      default:
        return token.raw;
    }
  }

  function link({ href, tokens }: Tokens.Link): string {
    const label = inline(tokens);
    return label === href ? style.link(href) : `${label} (${style.link(href)})`;
  }

  return blocks;
}
