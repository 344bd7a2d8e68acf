import type { Passage } from '@nixai/api';
import { fillers } from '../../relevance/commonWords.js';
import { stemOf } from '../../index/index.js';
import type { PageSection } from './htmlSections.js';

/** A section with the page that it is from. */
export interface CitedSection extends PageSection {
  readonly source: string;
  readonly page: string;
  readonly url: string;
}

const longest = 3000;

/**
 * A section as a passage: how sure it is goes by the share of the query's telling words that it has,
 * and by those in its title. Never as sure as a topic that was written for the question.
 */
export function pagePassage(section: CitedSection, query: string): Passage {
  const { title, anchor, page, url, source } = section;
  const words = stemsOf(query);
  const share = (text: string) => {
    const there = new Set(stemsOf(text));
    return words.filter((word) => there.has(word)).length / Math.max(1, words.length);
  };
  const heading = title === '' || title === page ? page : `${page}: ${title}`;
  const score = 0.1 + 0.5 * share(`${heading} ${section.text}`) + 0.15 * share(heading);
  return {
    id: `${url}#${anchor}`,
    kind: 'page',
    title: heading,
    text: cut(section.text),
    score: Math.min(0.75, score),
    why: 'words of the page',
    citation: {
      source,
      title: page,
      section: title === page ? undefined : title,
      url: anchor === '' ? url : `${url}#${anchor}`,
    },
  };
}

/** The stems of a text's words, without those that name nothing. */
export function stemsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  return [...new Set(words.filter((word) => !fillers.has(word)).map(stemOf))];
}

/** At the end of a paragraph, so that no code block stays open. */
function cut(text: string): string {
  if (text.length <= longest) return text;
  const parts = text.split(/\n\n(?=(?:[^`]|`(?!``))*(?:```[\s\S]*?```(?:[^`]|`(?!``))*)*$)/);
  let kept = '';
  for (const part of parts) {
    if (kept.length + part.length > longest) break;
    kept += kept === '' ? part : `\n\n${part}`;
  }
  return kept === '' ? `${text.slice(0, longest)}…` : kept;
}
