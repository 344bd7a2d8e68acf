import type { Fact } from '../analyzer.js';
import { literally } from '../repo/literally.js';
import type { RepoView } from '../repo/view.js';

/** Sentences of a README that are about the project's own state, and not about what it is. */
const aboutItself =
  /\b(?:needs? (?:some |your )?help|looking for (?:a )?maintainers?|donat\w+|sponsor\w*|deprecated|no longer|unmaintained|has (?:been )?moved|archived|work in progress|if you like)\b/i;
/** Sentences that are looked through for the one that says what it is. */
const maxSentences = 10;

/** What a README says that the project is: `foo is a tool for …`, or else its first sentence. */
export async function describedIn(repo: RepoView, name: string): Promise<Fact<string> | undefined> {
  const file = repo.files.find((one) =>
    /^readme(?:\.(?:md|mkd|rst|txt|adoc|markdown|org))?$/i.test(one),
  );
  const text = file === undefined ? undefined : await repo.head(file, 6000);
  if (text === undefined) return undefined;
  const found = sentences(text).slice(0, maxSentences);
  for (const { sentence, line } of found) {
    const said = predicate(sentence, name);
    if (said !== undefined) return { value: said, from: `${file}:${line}` };
  }
  const first = found.find(({ sentence }) => sentence.length <= 140);
  return first === undefined ? undefined : { value: first.sentence, from: `${file}:${first.line}` };
}

/** What comes after "NAME is a", where a sentence begins so: `Weather Teller, aka wt, is a clock`. */
function predicate(sentence: string, name: string): string | undefined {
  const said = new RegExp(
    `^(?:[^.]{0,60}\\W)?${literally(name)}\\W(?:[^.]{0,30}\\W)?is\\s+an?\\s+(.{15,})$`,
    'i',
  ).exec(sentence)?.[1];
  return said === undefined || /\b(?:trademark|fork of|part of)\b/i.test(said) ? undefined : said;
}

const ended = /[.!](?:\s|$)/;
/** A line of prose: no head, list, table, picture, code or rule. */
const goesOn = /^ {0,3}(?!\[!|\d+\.\s|[*_]\s)[\w('"`*_[](?!\S*[=~-]{3})/;

function bare(line: string): string {
  return line
    .replace(/<[^>]+>/g, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`]/g, '')
    .trim();
}

function sentences(text: string): readonly { sentence: string; line: number }[] {
  const found: { sentence: string; line: number }[] = [];
  let isCode = false;
  let read = -1;
  const all = text.replace(/<!--[\s\S]*?-->/g, '').split('\n');
  for (const [index, raw] of all.entries()) {
    if (index <= read) continue;
    if (/^\s*(?:```|~~~)/.test(raw)) isCode = !isCode;
    let line = bare(raw);
    if (
      isCode ||
      /^(?: {4}|\t)/.test(raw) ||
      /^(?:#|=|[-+•] |-{3}|\d+\. |\||>|\[|!|:|\.\.|```|[$➜❯%] )/u.test(line) ||
      /^\s*[*] /.test(raw) ||
      line.length < 15 ||
      !/[a-z]{3}.*\s.*[a-z]{3}/i.test(line) ||
      aboutItself.test(line) ||
      /badge|build status|img\.shields|thanks|welcome to|please see|see also|table of contents|:$/i.test(
        raw,
      )
    )
      continue;
    // A sentence goes on where its line ends.
    read = index;
    while (!ended.test(line) && line.length < 240 && goesOn.test(all[read + 1] ?? ''))
      line += ` ${bare(all[++read]!)}`;
    const sentence =
      /^(.{10,200}?[.!])(?:\s|$)/.exec(line)?.[1] ?? (line.length <= 120 ? line : undefined);
    if (sentence !== undefined) found.push({ sentence, line: index + 1 });
  }
  return found;
}
