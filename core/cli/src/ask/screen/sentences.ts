/** What a text is cut into: sentences, and what is no prose (tables, drawings, code) as a whole. */
export interface Sentence {
  readonly text: string;
  readonly isProse: boolean;
  /** The paragraph that it stands in, counted from 0. */
  readonly paragraph: number;
}

/** A sentence that begins so is not understood without the one before it. */
const leaning =
  /^(?:\*\*)?(?:it|its|that|this|these|those|they|both|then|there|otherwise|without (?:it|that)|with (?:it|that)|also|so|but|and|or|either|neither|such|each|all of (?:them|these|it)|to do so|the (?:first|second|last|latter|other|others|same)|one of|afterwards|before that|after that|in that|for that|where not|else|again)\b/i;

const isDrawn = (paragraph: string) => /^(?: {4}|\||```)/.test(paragraph);

/** Sentences in their order; one that leans on the sentence before it stays with it. */
export function sentencesOf(text: string): Sentence[] {
  return paragraphsOf(text).flatMap((paragraph, i): Sentence[] =>
    isDrawn(paragraph)
      ? [{ text: paragraph, isProse: false, paragraph: i }]
      : joined(cut(paragraph.replace(/\s+/g, ' ').trim())).map((sentence) => ({
          text: sentence,
          isProse: true,
          paragraph: i,
        })),
  );
}

/** Sentences as the text that they were cut from. */
export function textOf(sentences: readonly Sentence[]): string {
  return sentences
    .map(({ text, paragraph }, i) => {
      const before = sentences[i - 1];
      if (before === undefined) return text;
      return (before.paragraph === paragraph ? ' ' : '\n\n') + text;
    })
    .join('');
}

const paragraphsOf = (text: string) => text.replace(/^\n+|\s+$/g, '').split(/\n\s*\n/);

/** A full stop ends a sentence, but neither within code nor after "e.g.". */
function cut(paragraph: string): string[] {
  const sentences: string[] = [];
  let from = 0;
  let inCode = false;
  for (let at = 0; at < paragraph.length; at++) {
    if (paragraph[at] === '`') inCode = !inCode;
    if (inCode || !/^[.!?]["')*]* (?=["'(`*]*[A-Z`\d])/.test(paragraph.slice(at, at + 8))) continue;
    if (/\b(?:e\.g|i\.e|etc|vs|cf|resp)$/.test(paragraph.slice(0, at))) continue;
    const end = paragraph.indexOf(' ', at);
    sentences.push(paragraph.slice(from, end));
    from = end + 1;
  }
  return [...sentences, paragraph.slice(from)].filter((sentence) => sentence !== '');
}

function joined(sentences: readonly string[]): string[] {
  const units: string[] = [];
  for (const sentence of sentences) {
    const last = units.length - 1;
    if (last >= 0 && leaning.test(sentence)) units[last] += ` ${sentence}`;
    else units.push(sentence);
  }
  return units;
}
