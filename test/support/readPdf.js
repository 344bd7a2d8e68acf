// What a PDF of ours says, by its own bytes: one text for each page, a line for each piece of text on it.
import { inflateSync } from 'node:zlib';

export function pagesOf(bytes) {
  const pages = [];
  for (let at = bytes.indexOf('stream\n'); at >= 0; at = bytes.indexOf('stream\n', at + 7)) {
    if (bytes.subarray(at - 3, at).toString() === 'end') continue;
    const end = bytes.indexOf('endstream', at);
    let content;
    try {
      content = inflateSync(bytes.subarray(at + 7, end)).toString('latin1');
    } catch {
      continue;
    }
    const texts = [...content.matchAll(/<([0-9A-F]*)> Tj/gi)].map(([, hex]) =>
      // The codes of WinAnsi, where they are those of Latin-1.
      Buffer.from(hex, 'hex').toString('latin1'),
    );
    if (texts.length > 0) pages.push(texts.join('\n'));
  }
  return pages;
}
