import { literally } from '../repo/literally.js';

/** A name as nixpkgs has them: lower case, words with `-`. */
export function packageName(name: string): string {
  const bare = name.replace(/^@[^/]+\//, '').replace(/\.(?:js|py|rs|go|nvim|git)$/i, '');
  const kebab = bare
    .toLowerCase()
    .replace(/[^a-z0-9_+.-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  return kebab === '' ? 'package' : /^\d/.test(kebab) ? `_${kebab}` : kebab;
}

/** A sentence as `meta.description` has them: no full stop, no article, a capital in front. */
export function describe(text: string, names: readonly string[]): string | undefined {
  const line = text
    .replace(/\s+/g, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim();
  const article = /^(?:an?|the)\s+(?=\S)/i;
  let bare = line.replace(article, '');
  for (const name of names.filter((one) => one !== ''))
    bare = bare.replace(
      new RegExp(`^${literally(name)}\\s*(?:\\([^)]*\\)\\s*)?(?:[-–—:]|is)\\s+`, 'i'),
      '',
    );
  // "This program allows you to read it": it is what it does.
  bare = bare.replace(
    /^(?:this|it)(?:\s+is\s+an?)?(?:\s+[\w-]+){0,2}?\s+(?:that\s+)?(?:allows?|lets?|enables?)\s+(?:(?:you|one|users?)\s+)?(?:to\s+)?(?=\w)/i,
    '',
  );
  // One sentence: what follows it belongs in a long description.
  bare = bare
    .replace(article, '')
    .replace(/(?<=\w{3})[.!]\s+[A-Z\w].*$/, '')
    .replace(/[.!:,;]+$/, '')
    .trim();
  if (bare === '' || bare.length > 300) return undefined;
  return bare[0]!.toUpperCase() + bare.slice(1);
}
