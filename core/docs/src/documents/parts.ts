import type { DocDocument } from '@nixai/api';
import type { Fields } from '../handbook/searchIndex.js';

/** A part of a document that is found by itself: what stands under one heading. */
export interface DocPart {
  readonly document: DocDocument;
  readonly heading?: string;
  /** Markdown. */
  readonly text: string;
  readonly fields: Fields;
}

/** The parts of a document. Headings inside of code are none. */
export function partsOf(document: DocDocument): DocPart[] {
  const sections: { heading?: string; lines: string[] }[] = [{ lines: [] }];
  let fence: string | undefined;
  for (const line of document.text.split('\n')) {
    const mark = /^\s*(```|~~~)/.exec(line)?.[1];
    if (mark !== undefined) fence = fence === undefined ? mark : fence === mark ? undefined : fence;
    const heading = fence === undefined ? /^#{1,6}\s+(.+?)\s*#*$/.exec(line)?.[1] : undefined;
    if (heading === undefined) sections.at(-1)?.lines.push(line);
    else sections.push({ heading, lines: [] });
  }
  const parts = sections
    .map(({ heading, lines }) => ({ heading, text: lines.join('\n').trim() }))
    .filter(({ heading, text }) => text !== '' || heading !== undefined);
  return (parts.length === 0 ? [{ heading: undefined, text: '' }] : parts).map((part) => ({
    ...part,
    document,
    fields: fieldsOf(document, part),
  }));
}

function fieldsOf(
  { title, keywords = [], options = [], packages = [] }: DocDocument,
  { heading, text }: { readonly heading?: string; readonly text: string },
): Fields {
  return {
    title: [title],
    questions: heading === undefined || heading === title ? [] : [heading],
    synonyms: keywords,
    names: [...options, ...packages],
    body: [text],
  };
}
