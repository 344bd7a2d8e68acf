import type { OptionVerdict } from '@nixai/api';
import type { Examination } from './examine.js';
import { inWords } from './words.js';

/** The answer with every doubt marked where it stands: behind a name in prose, below a block. */
export function mark(markdown: string, { blocks, mentions }: Examination, against: string): string {
  const notes = new Map<number, string>();
  const told = new Set<string>();
  for (const { mention, verdict } of mentions) {
    if (told.has(verdict.name)) continue;
    told.add(verdict.name);
    notes.set(mention.end, ` **(${inWords(verdict, against)})**`);
  }
  for (const { block, fault, doubts } of blocks) {
    const lines = [
      ...(fault === undefined ? [] : [`This block is not valid Nix: ${fault}.`]),
      ...unique(doubts).map((verdict) => `\`${verdict.name}\`: ${inWords(verdict, against)}.`),
    ];
    if (lines.length === 0) continue;
    const gap = markdown[block.end - 1] === '\n' ? '\n' : '\n\n';
    notes.set(block.end, `${gap}${lines.map((line) => `> **Check:** ${line}`).join('\n>\n')}\n`);
  }
  return inserted(markdown, notes);
}

function unique(verdicts: readonly OptionVerdict[]): OptionVerdict[] {
  return [...new Map(verdicts.map((verdict) => [verdict.name, verdict])).values()];
}

function inserted(markdown: string, notes: ReadonlyMap<number, string>): string {
  let text = '';
  let from = 0;
  for (const [at, note] of [...notes].sort(([one], [other]) => one - other)) {
    text += markdown.slice(from, at) + note;
    from = at;
  }
  return text + markdown.slice(from);
}
