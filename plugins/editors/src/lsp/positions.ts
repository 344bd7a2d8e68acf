import type { Position, Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Encoding } from './encoding.js';

/** Places of a document as the client counts them. */
export class Positions {
  constructor(readonly encoding: Encoding) {}

  offsetAt(document: TextDocument, position: Position): number {
    if (this.encoding === 'utf-16') return document.offsetAt(position);
    const start = document.offsetAt({ line: position.line, character: 0 });
    const end = document.offsetAt({ line: position.line + 1, character: 0 });
    const line = document.getText().slice(start, end);
    let bytes = 0;
    let units = 0;
    for (const character of line) {
      if (bytes >= position.character || /[\r\n]/.test(character)) break;
      bytes += Buffer.byteLength(character);
      units += character.length;
    }
    return start + units;
  }

  positionAt(document: TextDocument, offset: number): Position {
    const position = document.positionAt(offset);
    if (this.encoding === 'utf-16') return position;
    const start = document.offsetAt({ line: position.line, character: 0 });
    const before = document.getText().slice(start, start + position.character);
    return { line: position.line, character: Buffer.byteLength(before) };
  }

  rangeOf(
    document: TextDocument,
    { start, end }: { readonly start: number; readonly end: number },
  ): Range {
    return { start: this.positionAt(document, start), end: this.positionAt(document, end) };
  }
}
