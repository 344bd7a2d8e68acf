// Questions whose answer can be told by a regular expression: plain ones and everyday ones by their
// lead (the direct answer with its first block), those of the manual by all that is shown.
import { existsSync, readFileSync } from 'node:fs';

/** Rows of `{ question, lead }`. */
export function readRows(file) {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Rows of `question => pattern`; a line with # in front is a remark. */
export function readList(file) {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => {
      const [question, ...rest] = line.split(' => ');
      return { question, lead: rest.join(' => ') };
    });
}

export const exists = existsSync;

/** The direct answer and the first block: what a person reads before anything else. */
export function leadOf(text) {
  const fence = text.indexOf('```nix');
  const end = fence < 0 ? -1 : text.indexOf('```', fence + 6);
  return text.slice(0, end < 0 ? 1500 : Math.min(end, 3000));
}

/**
 * What an answer is: right, wrong though sure, or honest: it does not know, or says first that it may
 * be beside the point. What is right under such a line is right.
 */
export function judgeLead({ lead }, { outcome, answer, doubtful, sections }) {
  if (outcome === 'unknown') return 'unknown';
  // The line says again the words that the answer lacks.
  const doubt = sections.find(({ kind }) => kind === 'doubt')?.text ?? '';
  if (new RegExp(lead, 'is').test(leadOf(answer.replace(doubt, '')))) return 'right';
  return doubtful ? 'unknown' : 'wrong';
}

/** The promises of the manual that an answer does not keep. */
export function brokenPromises({ lead }, { answer }) {
  return lead.split(' ; ').filter((promise) => !new RegExp(promise, 's').test(answer));
}
