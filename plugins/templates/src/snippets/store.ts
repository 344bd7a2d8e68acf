import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ExitCode, NixaiError, type Host } from '@nixai/api';
import { readRegular } from '@nixai/contributions';

/** A fragment of a configuration that a person keeps: a module of its own, with words to find it by. */
export interface Snippet {
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
  /** The module. */
  readonly nix: string;
}

/** Bytes. */
const largest = 2 ** 20;
const named = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** Where the snippets lie: one file each, which may be edited by hand. */
const snippetFolder = ({ paths }: Pick<Host, 'paths'>): string => join(paths.config, 'snippets');

/** @throws NixaiError `usage` for a name that is no file name to everybody. */
export function snippetFile(host: Pick<Host, 'paths'>, name: string): string {
  if (!named.test(name))
    throw new NixaiError({
      code: 'usage',
      what: `"${name}" cannot be the name of a snippet`,
      hint: 'small letters, digits, - . and _: nginx-tls',
      exitCode: ExitCode.usage,
    });
  return join(snippetFolder(host), `${name}.nix`);
}

/** All snippets by name; what is no snippet is left out. */
export async function allSnippets(host: Pick<Host, 'paths'>): Promise<Snippet[]> {
  const folder = snippetFolder(host);
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.nix'));
  const read = await Promise.all(
    files.sort().map(async (file) => {
      const text = await textOf(join(folder, file));
      return text === undefined ? [] : [readSnippet(file.slice(0, -4), text)];
    }),
  );
  return read.flat();
}

/** Undefined for what is no file, or larger than anybody writes. */
async function textOf(path: string): Promise<string | undefined> {
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isFile() !== true || stats.size > largest) return undefined;
  return readRegular(path, 'utf8').catch(() => undefined);
}

/** @throws NixaiError `snippet-unknown`. */
export async function findSnippet(host: Pick<Host, 'paths'>, name: string): Promise<Snippet> {
  const found = (await allSnippets(host)).find((snippet) => snippet.name === name);
  if (found !== undefined) return found;
  throw new NixaiError({
    code: 'snippet-unknown',
    what: `there is no snippet "${name}"`,
    hint: 'nixai snippets list',
    exitCode: ExitCode.failure,
  });
}

/** The words about a snippet are comments at its head. */
export function readSnippet(name: string, text: string): Snippet {
  const description = /^# description: (.*)$/m.exec(text)?.[1]?.trim() ?? '';
  const tags = /^# tags: (.*)$/m.exec(text)?.[1] ?? '';
  const nix = text.replace(/^(?:# (?:description|tags): .*\r?\n)+\n?/, '');
  return {
    name,
    description,
    tags: tags
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
    nix,
  };
}

export function writeSnippet({ description, tags, nix }: Omit<Snippet, 'name'>): string {
  const line = (text: string) => text.replace(/\s+/g, ' ').trim();
  const head = [
    ...(description === '' ? [] : [`# description: ${line(description)}`]),
    ...(tags.length === 0 ? [] : [`# tags: ${tags.map(line).join(', ')}`]),
  ];
  return `${head.map((one) => `${one}\n`).join('')}${head.length > 0 ? '\n' : ''}${nix}`;
}

/** Those in which every word stands; in the name before the tags, those before the rest. */
export function searchSnippets(all: readonly Snippet[], words: readonly string[]): Snippet[] {
  const wanted = words.flatMap((word) => word.toLowerCase().split(/\s+/)).filter(Boolean);
  const score = ({ name, tags, description, nix }: Snippet, word: string) => {
    if (name.includes(word)) return 4;
    if (tags.some((tag) => tag.toLowerCase().includes(word))) return 3;
    if (description.toLowerCase().includes(word)) return 2;
    return nix.toLowerCase().includes(word) ? 1 : 0;
  };
  return all
    .map((snippet) => ({ snippet, scores: wanted.map((word) => score(snippet, word)) }))
    .filter(({ scores }) => scores.length > 0 && !scores.includes(0))
    .sort((a, b) => sum(b.scores) - sum(a.scores))
    .map(({ snippet }) => snippet);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
