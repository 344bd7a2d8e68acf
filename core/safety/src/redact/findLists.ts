import { kindOfSetting } from './findAssignments.js';
import { isNoWord } from './plainValue.js';
import { readValue } from './quoted.js';
import { matchesOf, type Span } from './span.js';

/** `apiKeys = [ "…" "…" ]`, `"passwords": ["…", "…"]`. */
const listed = /(?:=>|[:=])\s{0,40}\[/g;
const separator = /[\s,]{0,200}(?=["'\w])/y;
/** The same as YAML has it: each on a line of its own, after a hyphen. */
const itemized = /:[ \t]{0,8}\r?\n(?=[ \t]{0,80}- )/g;
const item = /[ \t]{0,80}- [ \t]{0,20}/y;
/** A list with more than that is no list of secrets. */
const most = 100;
const nameAtEnd = /(?<![\w.-])(?<name>[\w.-]{1,120})["']?[ \t]{0,20}$/;

/** Secrets in lists with a name that says so. */
export function* findLists(text: string): Generator<Span> {
  for (const [expression, next] of [
    [listed, separator],
    [itemized, item],
  ] as const)
    for (const match of matchesOf(text, expression))
      yield* items(text, match.index + match[0].length, nameBefore(text, match.index), next);
}

/** Lists are rare and names are not: a name is looked for where a list begins. */
function nameBefore(text: string, place: number): string {
  return nameAtEnd.exec(text.slice(Math.max(0, place - 150), place))?.groups?.['name'] ?? '';
}

function* items(text: string, from: number, name: string, next: RegExp): Generator<Span> {
  // What is no name of a secret has no secret of any value.
  if (kindOfSetting(name, 'aB3dE5gH7jK9mN1pQ3sT5v') === undefined) return;
  let at = from;
  for (let count = 0; count < most; count++) {
    next.lastIndex = at;
    const gap = next.exec(text)?.[0];
    if (gap === undefined) return;
    const value = readValue(text, at + gap.length);
    const content = text.slice(value.start, value.end);
    const kind = isNoWord(content) ? kindOfSetting(name, content) : undefined;
    if (kind !== undefined) yield { start: value.start, end: value.end, kind };
    at = text.indexOf('\n', value.next) === value.next ? value.next + 1 : value.next;
  }
}
