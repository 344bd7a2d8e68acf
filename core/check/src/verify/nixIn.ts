import { parse } from '@nixai/nix';
import type { CodeBlock } from './markdown.js';
import { optionPathIn } from './optionLikeText.js';
import { readBlock } from './namesInBlock.js';

/** Whether a path may begin an option: `services`, and no `server`. */
export type HasRoot = (segment: string) => boolean;

const nix = new Set(['nix', 'nixos', 'home-manager', 'nix-repl']);
const shell = new Set([
  'sh',
  'bash',
  'zsh',
  'fish',
  'shell',
  'console',
  'shellsession',
  'terminal',
]);
/** What a block is called that its writer did not think about; an empty tag is among them. */
const vague = new Set(['', 'text', 'txt', 'plaintext', 'plain', 'code', 'config', 'conf', 'none']);

/** The pieces of Nix in a fenced block, whatever it is tagged with. */
export function nixIn({ code, language }: CodeBlock, hasRoot: HasRoot): string[] {
  if (nix.has(language)) return [code];
  if (language === 'diff' || language === 'patch') {
    const after = afterDiff(code);
    return looksLikeNix(after, hasRoot) || isBrokenNix(after, hasRoot) ? [after] : [];
  }
  if (shell.has(language)) return nixInShell(code, hasRoot);
  if (looksLikeNix(code, hasRoot)) return [code];
  if (!vague.has(language)) return [];
  const inShell = nixInShell(code, hasRoot);
  if (inShell.length > 0) return inShell;
  return isBrokenNix(code, hasRoot) ? [code] : [];
}

/** Options that a block names without being Nix: what a command is asked about, a line of a log. */
export function namedIn({ code, language }: CodeBlock): string[] {
  const asked = [...code.matchAll(/\bnixos-option\s+(?:-\S+\s+)*([a-z][\w.-]+)/g)];
  const read = [...code.matchAll(/\bconfig((?:\.[\w-]+|\."[^"\n]+")+)/g)];
  const told = vague.has(language)
    ? [...code.matchAll(/(?<![\w./@:#-])([a-z]\w*(?:\.[\w<>*-]+){2,})(?![\w/(@])/g)]
    : [];
  return [...asked, ...read, ...told].flatMap(
    ([, name = '']) => optionPathIn(name.replace(/^\./, '').replace(/\.$/, '')) ?? [],
  );
}

/** It is Nix, and gives a value to something that begins like an option. */
export function looksLikeNix(code: string, hasRoot: HasRoot): boolean {
  if (!/[=;]/.test(code)) return false;
  const { names, isBroken } = readBlock(code);
  return (
    !isBroken &&
    names.some(({ segments: [root], segments }) => {
      return root !== undefined && segments.length > 1 && hasRoot(root);
    })
  );
}

/** It is meant as Nix, and does not parse: a line gives a value to what begins like an option. */
function isBrokenNix(code: string, hasRoot: HasRoot): boolean {
  if (parse(code).errors.length === 0) return false;
  const lines = code.matchAll(/^[ \t]*([a-z]\w*)(?:\.[\w"<>-]+)+\s*=(?!=)\s*\S.*?([;{[(]?)\s*$/gm);
  const found = [...lines].filter(([, root = '']) => hasRoot(root));
  // Without a single `;` or bracket it may be the file of any other program.
  return found.some(([, , end]) => end !== '');
}

/** What a shell hands to a program as text: here-documents and quoted arguments. */
function nixInShell(code: string, hasRoot: HasRoot): string[] {
  const documents: string[] = [];
  const rest = code.replace(
    /<<-?\s*(['"]?)(\w+)\1[^\n]*\n([^]*?)\n[ \t]*\2[ \t]*(?=\n|$)/g,
    (_, _quote, _mark, body: string) => {
      documents.push(body);
      return '';
    },
  );
  const quoted = [...rest.matchAll(/'([^']+)'|"((?:[^"\\]|\\.)+)"/g)].map(
    ([, single, double]) => single ?? double?.replace(/\\(["$`\\])/g, '$1') ?? '',
  );
  return [
    ...documents.filter((text) => looksLikeNix(text, hasRoot) || isBrokenNix(text, hasRoot)),
    ...quoted.filter((text) => looksLikeNix(text, hasRoot)),
  ];
}

/** What a diff leads to. */
const afterDiff = (code: string): string =>
  code
    .split('\n')
    .filter((line) => !/^(?:-|\+\+\+ |@@|diff |index )/.test(line))
    .map((line) => line.replace(/^[+ ]/, ''))
    .join('\n');
