import type { Passage } from '@nixai/api';
import { isTopicPassage } from '@nixai/docs';

/** Where passages point, each address once. */
export function linksOf(passages: readonly Passage[]): { title: string; url: string }[] {
  const links = passages.flatMap((passage) =>
    isTopicPassage(passage)
      ? passage.topic.links
      : passage.citation.url === undefined
        ? []
        : [{ title: passage.citation.title, url: passage.citation.url }],
  );
  return [...new Map(links.map((link) => [link.url, link])).values()];
}

/** The command that opens a topic. */
export const commandFor = ({ title }: Passage): string =>
  `\`nixai "${title.replace(/["`$\\]/g, '')}"\``;

/** A topic in one line, with the command that opens it. */
export const openTopic = (passage: Passage): string => `- ${passage.title}: ${commandFor(passage)}`;
