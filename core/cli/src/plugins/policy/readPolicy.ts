import { LineCounter, isMap, isScalar, isSeq, parseDocument, type Node, type YAMLMap } from 'yaml';
import { loadSigning } from '@nixai/safety';
import { readBounded } from '../../readBounded.js';
import type { Policy } from './policy.js';

const known = ['names', 'scopes', 'registries', 'keys', 'signedOnly'];

/** What is wrong with a policy, and where it stands. */
class PolicyFault extends Error {
  constructor(
    message: string,
    readonly at?: Node,
    /** Counted from 1. */
    readonly line?: number,
  ) {
    super(message);
  }
}

/** Reads and checks a policy; throws what is wrong with it, with the `line` where it can be told. */
export async function readPolicy(file: string): Promise<Policy> {
  const lines = new LineCounter();
  const document = parseDocument(readBounded(file), { lineCounter: lines, logLevel: 'error' });
  const [broken] = [...document.errors, ...document.warnings];
  if (broken !== undefined) {
    const [what = ''] = broken.message.split(/ at line |\n/);
    throw new PolicyFault(what, undefined, broken.linePos?.[0].line);
  }
  try {
    const allow = allowIn(document.contents);
    return {
      file,
      names: words(allow, 'names'),
      scopes: words(allow, 'scopes'),
      registries: addresses(allow, 'registries'),
      keys: await keysIn(allow),
      signedOnly: isSignedOnly(allow),
    };
  } catch (error) {
    const offset = (error as PolicyFault).at?.range?.[0];
    if (offset === undefined) throw error;
    const { message, at } = error as PolicyFault;
    throw new PolicyFault(message, at, lines.linePos(offset).line);
  }
}

/** The map under `allow`, with known keys only: one that is misspelt would allow more than was meant. */
function allowIn(contents: Node | null): YAMLMap {
  for (const { key } of isMap(contents) ? contents.items : [])
    if (!isScalar(key) || key.value !== 'allow')
      throw new PolicyFault(`unknown key "${String(key)}"`, key as Node);
  const allow = isMap(contents) ? contents.get('allow', true) : undefined;
  if (!isMap(allow))
    throw new PolicyFault('expected a map "allow"', allow ?? contents ?? undefined);
  for (const { key } of allow.items)
    if (!isScalar(key) || !known.includes(String(key.value)))
      throw new PolicyFault(`unknown key "allow.${String(key)}"`, key as Node);
  return allow;
}

function words(allow: YAMLMap, key: string): readonly string[] {
  const node = allow.get(key, true) as Node | undefined;
  if (node === undefined) return [];
  const values = isSeq(node) ? node.items : undefined;
  if (values?.every(isWord) === true) return values.map(({ value }) => value);
  throw new PolicyFault(`expected a list of words: allow.${key}`, node);
}

function addresses(allow: YAMLMap, key: string): readonly string[] {
  const all = words(allow, key);
  if (all.every((one) => /^https?:\/\/[^/@]+(?:\/|$)/.test(one) && URL.canParse(one))) return all;
  throw new PolicyFault(
    `expected addresses like https://npm.example.org/: allow.${key}`,
    allow.get(key, true),
  );
}

async function keysIn(allow: YAMLMap): Promise<Readonly<Record<string, string>>> {
  const node = allow.get('keys', true) as Node | undefined;
  if (node === undefined) return {};
  if (!isMap(node)) throw new PolicyFault('expected names and keys: allow.keys', node);
  const { plainKey } = await loadSigning();
  const entries = node.items.map(({ key, value }) => {
    const plain = isWord(value) ? plainKey(value.value) : undefined;
    if (plain !== undefined) return [String(key), plain] as const;
    throw new PolicyFault(
      `the key of "${String(key)}" is none like ssh-ed25519 AAAA…`,
      (value ?? key) as Node,
    );
  });
  return Object.fromEntries(entries);
}

function isSignedOnly(allow: YAMLMap): boolean {
  const node = allow.get('signedOnly', true);
  if (node === undefined) return false;
  if (isScalar(node) && typeof node.value === 'boolean') return node.value;
  throw new PolicyFault('expected true or false: allow.signedOnly', node);
}

const isWord = (node: unknown): node is { readonly value: string } =>
  isScalar(node) && typeof node.value === 'string';
