import { staticName, stringValue, walk, type Expression } from '@nixai/nix';
import type { Flake } from '../read/flake.js';
import type { Fault, FlakeRule, TextEdit } from './rule.js';
import { inputInScope } from './shared/inScope.js';
import { newInput } from './shared/newInput.js';

/** `fetchTarball "https://…"`, `builtins.fetchGit { url = …; }` */
export const unlockedFetch: FlakeRule = {
  id: 'unlocked-fetch',
  severity: 'error',
  why: 'A flake fetches only what is pinned: by a hash, or as an input in the lock.',
  find(flake) {
    const faults: Fault[] = [];
    if (flake.lambda === undefined) return [];
    walk(flake.lambda.body, (node, parents) => {
      if (node.kind !== 'call') return true;
      const fetcher = fetcherOf(node.function);
      const [given] = node.arguments;
      if (fetcher === undefined || given === undefined) return true;
      const asked = askedFor(given);
      if (asked === undefined || asked.isPinned) return true;
      const what =
        fetcher === 'fetchGit'
          ? `in pure evaluation mode, 'fetchGit' requires a locked input`
          : `in pure evaluation mode, '${fetcher}' requires a 'sha256' argument`;
      const outer = parents.at(-1);
      const whole = outer?.kind === 'parenthesized' ? outer : node;
      const edits = node.arguments.length === 1 ? asInput(flake, fetcher, asked, whole) : undefined;
      faults.push({
        message: what,
        at: node.start,
        ...(edits === undefined
          ? { hint: 'make it an input with flake = false, or give the hash' }
          : { edits }),
      });
      return true;
    });
    return faults;
  },
};

type Fetcher = 'fetchTarball' | 'fetchGit' | 'fetchurl';

/** Nix's own: those of nixpkgs have a hash, or say that it is missing. */
function fetcherOf(called: Expression): Fetcher | undefined {
  if (called.kind === 'identifier')
    return called.name === 'fetchTarball' || called.name === 'fetchGit' ? called.name : undefined;
  if (called.kind !== 'select' || called.subject.kind !== 'identifier') return undefined;
  if (called.subject.name !== 'builtins' || called.path.attributes.length !== 1) return undefined;
  const name = staticName(called.path.attributes[0]!);
  return name === 'fetchTarball' || name === 'fetchGit' || name === 'fetchurl' ? name : undefined;
}

interface Asked {
  readonly url: string;
  readonly ref?: string;
  readonly isPinned: boolean;
}

function askedFor(given: Expression): Asked | undefined {
  if (given.kind === 'parenthesized') return askedFor(given.inner);
  if (given.kind === 'uri') return { url: given.text, isPinned: false };
  if (given.kind === 'string') {
    const url = stringValue(given);
    return url === undefined ? undefined : { url, isPinned: false };
  }
  if (given.kind !== 'set') return undefined;
  const values = new Map(
    given.bindings.flatMap((one): [string, string | undefined][] => {
      const [attribute] = one.kind === 'binding' ? one.path.attributes : one.attributes;
      const name = attribute === undefined ? undefined : staticName(attribute);
      if (name === undefined) return [];
      if (one.kind === 'inherit') return [[name, undefined]];
      const { value } = one;
      return [
        [
          name,
          value.kind === 'string'
            ? stringValue(value)
            : value.kind === 'uri'
              ? value.text
              : undefined,
        ],
      ];
    }),
  );
  const url = values.get('url');
  const ref = values.get('ref');
  const isPinned = ['sha256', 'rev', 'hash', 'narHash'].some((name) => values.has(name));
  return url === undefined ? undefined : { url, isPinned, ...(ref !== undefined && { ref }) };
}

function asInput(
  flake: Flake,
  fetcher: Fetcher,
  { url, ref }: Asked,
  whole: { start: number; end: number },
): readonly TextEdit[] | undefined {
  const base =
    /([\w.-]+?)(?:\.git)?\/(?:archive|tarball|releases|-)\b|([\w.-]+?)(?:\.git|\.tar\.\w+|\.zip|\.tgz)?\/?$/.exec(
      url,
    );
  const name = (base?.[1] ?? base?.[2] ?? '').replaceAll('.', '-').replace(/^[^A-Za-z_]+/, '');
  if (name === '' || flake.inputs.some((one) => one.name === name)) return undefined;
  const address =
    fetcher === 'fetchGit'
      ? `${url.startsWith('git+') ? '' : 'git+'}${url}${ref === undefined ? '' : `?ref=${ref}`}`
      : fetcher === 'fetchurl'
        ? `file+${url}`
        : url;
  const added = newInput(flake, name, address, false);
  const scoped = inputInScope(flake, name);
  if (added === undefined || scoped === undefined) return undefined;
  return [{ start: whole.start, end: whole.end, text: scoped.text }, ...scoped.edits, ...added];
}
