import {
  addFormals,
  freeVariables,
  globalNames,
  leavesOf,
  moduleArguments,
  parse,
  pathText,
  setAttribute,
  writtenOut,
  type Leaf,
} from '@nixai/nix';
import { ExitCode, NixaiError, type Host } from '@nixai/api';
import { readConfiguration, type Configuration } from '../merge/configuration.js';
import { findEntry } from '../merge/entry.js';

/** What a configuration says of one concern, over all its files. */
export interface Extracted {
  /** A module with it. */
  readonly nix: string;
  readonly taken: readonly string[];
  /** What belongs to it and cannot stand alone, and why. */
  readonly left: readonly { readonly path: string; readonly why: string }[];
}

/** Paths at which the definitions of a service are found: its own, its user's, and its unit's. */
const pathsOf = (service: string): readonly (readonly string[])[] => [
  ['services', service],
  ['programs', service],
  ['virtualisation', service],
  ['users', 'users', service],
  ['users', 'groups', service],
  ['systemd', 'services', service],
];

/** Takes what belongs to a service out of a configuration, as a module that stands alone. */
function extractService({ files }: Configuration, service: string): Extracted {
  const wanted = pathsOf(service);
  const taken: string[] = [];
  const left: { path: string; why: string }[] = [];
  let nix = '{ ... }:\n{\n}\n';
  const needed = new Set<string>();
  for (const { tree: own } of files) {
    // What a name of the file stands for is written out, so that it can stand alone.
    const plain = writtenOut(own.source);
    const tree = plain.ok ? parse(plain.source, { pipeOperators: true }).tree : own;
    for (const leaf of leavesOf(tree)) {
      if (!wanted.some((path) => path.every((name, at) => leaf.names[at] === name))) continue;
      const path = pathText(leaf.names);
      const why = whyNot(leaf);
      const value = tree.source.slice(leaf.written.start, leaf.written.end);
      const result = why === undefined ? setAttribute(nix, leaf.names, value) : undefined;
      if (result?.ok !== true || taken.includes(path)) {
        left.push({ path, why: why ?? 'it is set in several places' });
        continue;
      }
      nix = result.source;
      taken.push(path);
      for (const { name } of freeVariables(leaf.written))
        if (moduleArguments.has(name)) needed.add(name);
    }
  }
  const result = addFormals(nix, [...needed].sort());
  return { nix: result.ok ? result.source : nix, taken, left };
}

function whyNot({ guarded, written, by }: Leaf): string | undefined {
  if (guarded) return 'it stands under a condition';
  if (by.kind !== 'binding') return 'it is inherited';
  const free = freeVariables(written).find(
    ({ name, insideWith }) => !insideWith && !moduleArguments.has(name) && !globalNames.has(name),
  );
  return free === undefined ? undefined : `it uses \`${free.name}\` of its file`;
}

/**
 * What the configuration of this machine, or the module that was named, says of a service.
 * @throws NixaiError `snippet-unfit` where that is nothing that could stand alone.
 */
export async function extractFrom(host: Host, service: string, from: string | undefined) {
  const entry = await findEntry(host, 'nixos', from === undefined ? {} : { output: from });
  const extracted = extractService(await readConfiguration(entry), service);
  const { nix, taken, left } = extracted;
  if (taken.length === 0)
    throw new NixaiError({
      code: 'snippet-unfit',
      what: `${entry} and what it imports say nothing of ${service} that could stand alone`,
      ...(left.length > 0 && { why: left.map(({ path, why }) => `${path}: ${why}`).join('\n') }),
      hint: 'nixai snippets add NAME FILE keeps a file as it is',
      exitCode: ExitCode.failure,
    });
  const has = (word: string) => taken.some((path) => path.includes(word));
  const tags = [service, ...(has('SSL') || has('ACME') || has('tls') ? ['tls'] : [])];
  return { nix, left, tags };
}
