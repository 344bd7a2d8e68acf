import {
  attributeName,
  staticName,
  stringValue,
  walk,
  type Call,
  type Expression,
  type Node,
} from '@nixai/nix';
import type { SourceFile } from '../read/configuration.js';
import { archiveOf } from '../channels/inputOf.js';
import { accessAt } from './access.js';
import { isGenerated, isPinningTool } from './searchPaths.js';
import type { Mend } from './site.js';

type Fetcher = 'fetchTarball' | 'fetchGit' | 'fetchurl' | 'fetchTree';

/** What a file fetches without a hash: pure evaluation takes none of it, so it becomes an input. */
export function fetches(file: SourceFile): readonly Mend[] {
  const found: Mend[] = [];
  if (isPinningTool(file.path)) return found;
  walk(file.tree.root, (node, parents) => {
    if (node.kind !== 'call') return;
    const fetcher = fetcherOf(node.function);
    const asked = fetcher === undefined ? undefined : askedFor(node.arguments[0]!, parents);
    if (fetcher === undefined || asked?.isPinned === true) return;
    found.push(mendOf(file, node, { fetcher, asked, parents }));
  });
  return found;
}

function mendOf(
  file: SourceFile,
  node: Call,
  {
    fetcher,
    asked,
    parents,
  }: {
    readonly fetcher: Fetcher;
    readonly asked: Asked | undefined;
    readonly parents: readonly Node[];
  },
): Mend {
  const site = {
    kind: 'unlocked-fetch' as const,
    file: file.path,
    line: file.lines.positionOf(node.start).line,
    text: file.text.slice(node.start, node.end).split('\n')[0]!,
    at: node.start,
  };
  const blocked = (what: string): Mend => ({ ...site, state: 'blocked', what });
  if (parents.some((one) => one.kind === 'formal'))
    return { ...site, state: 'kept', what: 'only where nobody hands the argument over' };
  if (isGenerated(file.path)) return blocked('this file is left as it is: fetch it in another one');
  if (asked === undefined)
    return {
      ...blocked('its address is computed: give it a hash, or write the address'),
      isComputed: true,
    };
  const address = addressOf(fetcher, asked);
  const name = nameOf(asked.url);
  if (address === undefined || name === undefined)
    return blocked(`give it a hash: what ${fetcher} fetches here can be no input`);
  const access = accessAt(file, node.start);
  if (access.kind === 'none') return blocked(access.why);
  const text = `${access.name('inputs')}.${attributeName(name)}`;
  const outer = parents.at(-1);
  const whole = outer?.kind === 'parenthesized' ? outer : node;
  // A module that is named by its folder is a path, and a set would be read as a module itself.
  const isModule = parents.at(outer?.kind === 'parenthesized' ? -2 : -1)?.kind === 'list';
  return {
    ...site,
    state: 'mended',
    what: `${text}, an input without a flake`,
    edits: [{ start: whole.start, end: whole.end, text: isModule ? `"\${${text}}"` : text }],
    inputs: [{ name, url: address, isFlake: false }],
    formals: access.takes('inputs') ? ['inputs'] : [],
  };
}

/** Nix's own: those of nixpkgs have a hash. */
function fetcherOf(called: Expression): Fetcher | undefined {
  const name =
    called.kind === 'identifier'
      ? called.name
      : called.kind === 'select' &&
          called.subject.kind === 'identifier' &&
          called.subject.name === 'builtins'
        ? staticName(called.path.attributes[0]!)
        : undefined;
  if (called.kind === 'identifier' && name !== 'fetchTarball' && name !== 'fetchGit')
    return undefined;
  return name === 'fetchTarball' ||
    name === 'fetchGit' ||
    name === 'fetchurl' ||
    name === 'fetchTree'
    ? name
    : undefined;
}

interface Asked {
  readonly url: string;
  readonly ref?: string;
  readonly isPinned: boolean;
}

function askedFor(given: Expression, parents: readonly Node[]): Asked | undefined {
  if (given.kind === 'parenthesized') return askedFor(given.inner, parents);
  if (given.kind !== 'set') {
    const url = textOf(given, parents);
    return url === undefined ? undefined : { url, isPinned: false };
  }
  const values = new Map(
    given.bindings.flatMap((one): [string, string | undefined][] =>
      one.kind === 'binding'
        ? [[staticName(one.path.attributes[0]!) ?? '', textOf(one.value, parents)]]
        : one.attributes.map((name) => [staticName(name) ?? '', undefined]),
    ),
  );
  const isPinned = ['sha256', 'rev', 'hash', 'narHash'].some((name) => values.has(name));
  if (isPinned) return { url: values.get('url') ?? '', isPinned };
  const url = values.get('url');
  const ref = values.get('ref');
  return url === undefined ? undefined : { url, isPinned, ...(ref !== undefined && { ref }) };
}

/** A string, with the names in it that a `let` around binds to strings. */
function textOf(value: Expression, parents: readonly Node[], depth = 0): string | undefined {
  if (depth > 5) return undefined;
  if (value.kind === 'parenthesized') return textOf(value.inner, parents, depth);
  if (value.kind === 'uri') return value.text;
  if (value.kind === 'identifier') {
    const bound = boundTo(value.name, parents);
    return bound === undefined ? undefined : textOf(bound, parents, depth + 1);
  }
  if (value.kind !== 'string') return undefined;
  const plain = stringValue(value);
  if (plain !== undefined) return plain;
  if (value.indented) return undefined;
  const parts = value.parts.map((part) =>
    part.kind === 'text' ? part.text : textOf(part.expression, parents, depth + 1),
  );
  return parts.includes(undefined) ? undefined : parts.join('');
}

function boundTo(name: string, parents: readonly Node[]): Expression | undefined {
  for (const one of parents.toReversed()) {
    if (one.kind === 'lambda') {
      const { parameter } = one;
      const names =
        parameter.kind === 'identifier'
          ? [parameter.name]
          : parameter.formals.map((formal) => formal.name.name);
      if (names.includes(name)) return undefined;
    }
    if (one.kind !== 'let' && !(one.kind === 'set' && one.form === 'recursive')) continue;
    for (const binding of one.bindings)
      if (
        binding.kind === 'binding' &&
        binding.path.attributes.length === 1 &&
        staticName(binding.path.attributes[0]!) === name
      )
        return binding.value;
  }
  return undefined;
}

function addressOf(fetcher: Fetcher, { url, ref }: Asked): string | undefined {
  if (!/^(?:https?|ssh|git|file):\/\/|^git@/.test(url)) return undefined;
  if (fetcher === 'fetchTree') return undefined;
  if (fetcher === 'fetchurl') return `file+${url}`;
  if (fetcher === 'fetchTarball') return archiveOf(url) ?? url;
  const address = url.replace(/^git@([^:]+):/, 'ssh://git@$1/');
  return `git+${address}${ref === undefined ? '' : `?ref=${ref.replace(/^refs\/heads\//, '')}`}`;
}

/** The name of the repository, as far as an input may have it. */
function nameOf(url: string): string | undefined {
  const parts =
    /([\w.-]+?)(?:\.git)?\/-?\/?(?:archive|tarball|releases)\b|([\w.-]+?)(?:\.git|\.tar\.\w+|\.zip|\.tgz|\.\w+)?\/?(?:\?.*)?$/.exec(
      url,
    );
  const name = (parts?.[1] ?? parts?.[2] ?? '')
    .replaceAll(/[^\w-]/g, '-')
    .replace(/^[^A-Za-z_]+/, '');
  return name === '' ? undefined : name;
}
