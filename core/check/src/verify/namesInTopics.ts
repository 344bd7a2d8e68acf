import type { Topic } from '@nixai/docs/topics';
import { optionPathText } from '@nixai/nix/quoting';
import { optionPathIn } from './optionLikeText.js';
import { partsOf } from './markdown.js';
import { readBlock } from './namesInBlock.js';

/**
 * Every option that the handbook's topics name, in prose and in Nix, by its name. A test holds them
 * to the real option sets; baked, so that an answer of the handbook's own is known to be right.
 */
export function namesInTopics(topics: readonly Topic[]): string[] {
  const names = new Set<string>();
  for (const { title, answer, options, homeOptions, steps, checks, pitfalls, snippets } of topics) {
    for (const name of [...options, ...homeOptions]) names.add(name);
    for (const { mentions } of [title, answer, ...steps, ...checks, ...pitfalls].map(partsOf))
      for (const { text } of mentions) {
        const path = optionPathIn(text);
        if (path !== undefined) names.add(path);
      }
    const blocks = snippets.filter(({ where }) => where !== 'shell').map(({ code }) => code);
    for (const code of [...blocks, ...nixIn(answer)])
      for (const { segments } of readBlock(code).names)
        names.add(optionPathText(segments.map((segment) => segment ?? '<name>')));
  }
  return [...names].sort();
}

const nixIn = (markdown: string): string[] =>
  partsOf(markdown).blocks.flatMap(({ language, code }) => (language === 'nix' ? [code] : []));
