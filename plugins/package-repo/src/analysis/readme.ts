import type { Fact } from '../analyzer.js';
import type { RepoView } from '../repo/view.js';

/** The first sentence of the README, where the manifest says nothing. */
export async function describedIn(repo: RepoView): Promise<Fact<string> | undefined> {
  const file = repo.files.find((one) =>
    /^readme(?:\.(?:md|mkd|rst|txt|adoc|markdown|org))?$/i.test(one),
  );
  const text = file === undefined ? undefined : await repo.head(file, 6000);
  if (text === undefined) return undefined;
  const lines = text.replace(/<!--[\s\S]*?-->/g, '').split('\n');
  for (const [index, raw] of lines.entries()) {
    const line = raw
      .replace(/<[^>]+>/g, '')
      .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/[*_`]/g, '')
      .trim();
    if (
      /^(?:#|=|[-+•] |-{3}|\d+\. |\||>|\[|!|:|\.\.|```)/.test(line) ||
      /^\s*[*] /.test(raw) ||
      line.length < 15 ||
      !/[a-z]{3}.*\s.*[a-z]{3}/i.test(line) ||
      /badge|build status|img\.shields|thanks|sponsor|welcome to|please see|see also|table of contents|:$/i.test(
        raw,
      )
    )
      continue;
    const sentence =
      /^(.{10,140}?[.!])(?:\s|$)/.exec(line)?.[1] ?? (line.length <= 120 ? line : undefined);
    if (sentence !== undefined) return { value: sentence, from: `${file}:${index + 1}` };
  }
  return undefined;
}
