import { dirname, join, normalize } from 'node:path/posix';
import { attributeName, inputsOf, walk, type Call, type Node } from '@nixai/nix';
import { mend } from '../../fix/mend.js';
import { readFlake, type Flake } from '../../read/flake.js';
import { readFolder } from '../../read/folder.js';
import { thisSystem } from '../../read/system.js';
import { newInput } from '../../rules/shared/newInput.js';
import type { FolderChange } from '../backup/planFolder.js';
import { pathOf, readConfiguration, type SourceFile } from '../read/configuration.js';
import { accessAt } from '../rewrite/access.js';
import { applyMends, edit } from '../rewrite/apply.js';
import { fetches } from '../rewrite/fetches.js';
import { blockedAt, siteOf, type Mend, type NeededInput, type Site } from '../rewrite/site.js';
import { pinFiles, type PinFile } from './pins.js';

/** A flake that has as inputs what it pinned or fetched otherwise. */
export interface PinProposal {
  readonly folder: string;
  readonly changes: readonly FolderChange[];
  readonly sites: readonly Site[];
  readonly inputs: readonly { readonly name: string; readonly url: string }[];
  /** Files of pins that nothing uses then. */
  readonly unused: readonly string[];
}

/**
 * Turns the pins of niv and npins, and fetches without a hash, into inputs.
 * @throws NixaiError `flake-unreadable`.
 */
export function proposePins(path: string): PinProposal {
  const { text, lock, files, path: folder } = readFolder(path);
  const configuration = readConfiguration(folder, [{ path: 'flake.nix', role: 'other' }]);
  const known = new Map(
    inputsOf(configuration.files[0]!.tree.root).map(({ name, url }) => [name, url]),
  );
  const pins = pinFiles(folder);
  const sites: Site[] = [];
  const inputs = new Map<string, NeededInput>();
  const changes: FolderChange[] = [];
  const left = new Set<string>();
  for (const file of configuration.files) {
    if (file.path === 'flake.nix' || pins.some(({ imported }) => imported.includes(file.path)))
      continue;
    const mends = [...pinUses(file, pins, known), ...fetches(file)].map((one) => clash(one, known));
    const after = applyMends(file, mends);
    for (const one of mends) {
      const site = siteOf(one);
      const isMade = one.state === 'mended' && after !== undefined;
      sites.push(
        isMade || one.state !== 'mended'
          ? site
          : { ...site, state: 'blocked', what: 'the edit would not hold here: make it by hand' },
      );
      if (isMade) for (const input of one.inputs ?? []) inputs.set(input.name, input);
      else left.add(site.text);
    }
    if (after !== undefined && after !== file.text)
      changes.push({ path: file.path, before: file.text, after });
  }
  const read = (given: string) => readFlake(given, { lock, files, system: thisSystem() });
  const flake = [...inputs.values()]
    .filter(({ name }) => !known.has(name))
    .reduce((given, one) => withInput(given, read(given), one), text);
  const handed = inputs.size === 0 ? flake : handOver(flake, read, changes);
  if (handed !== text) changes.push({ path: 'flake.nix', before: text, after: handed });
  return {
    folder: configuration.folder,
    changes,
    sites,
    inputs: [...inputs.values()].map(({ name, url }) => ({ name, url })),
    unused: left.size > 0 ? [] : pins.map((one) => one.path),
  };
}

/** `sources = import ./nix/sources.nix;` is `inputs` then: both are sets of what is pinned, by name. */
function pinUses(
  file: SourceFile,
  pins: readonly PinFile[],
  known: ReadonlyMap<string, string | undefined>,
): readonly Mend[] {
  const found: Mend[] = [];
  walk(file.tree.root, (node, parents) => {
    const pin = node.kind === 'call' ? importedPins(file, node, pins) : undefined;
    if (pin !== undefined) found.push(useOf(file, pin, { node, parents, known }));
  });
  return found;
}

function importedPins(file: SourceFile, call: Call, pins: readonly PinFile[]): PinFile | undefined {
  const [argument] = call.arguments;
  if (call.function.kind !== 'identifier' || call.function.name !== 'import') return undefined;
  const written = argument?.kind === 'path' ? pathOf(argument) : undefined;
  if (written === undefined) return undefined;
  const path = normalize(join(dirname(file.path), written)).replace(/\/$/, '');
  return pins.find(({ imported }) => imported.includes(path));
}

function useOf(
  file: SourceFile,
  { pins, unknown, tool }: PinFile,
  {
    node,
    parents,
    known,
  }: {
    readonly node: Node;
    readonly parents: readonly Node[];
    readonly known: ReadonlyMap<string, string | undefined>;
  },
): Mend {
  const site = {
    kind: 'unlocked-fetch' as const,
    file: file.path,
    line: file.lines.positionOf(node.start).line,
    text: file.text.slice(node.start, node.end),
    at: node.start,
  };
  const access = accessAt(file, node.start);
  const other = pins.find(({ name }) => known.has(name));
  const why =
    unknown.length > 0
      ? `${unknown.join(', ')} of ${tool} can be no input`
      : other !== undefined
        ? `there is an input ${other.name} already, which may be another one`
        : access.kind === 'none'
          ? access.why
          : undefined;
  if (why !== undefined || access.kind === 'none')
    return { ...site, state: 'blocked', what: why ?? '' };
  const text = access.name('inputs');
  const outer = parents.at(-1);
  const whole = outer?.kind === 'parenthesized' ? outer : node;
  return {
    ...site,
    state: 'mended',
    what: `${text}, with ${pins.map(({ name }) => attributeName(name)).join(', ')}`,
    edits: [{ start: whole.start, end: whole.end, text }],
    inputs: pins.map((one) => ({ ...one, isFlake: false })),
    formals: access.takes('inputs') ? ['inputs'] : [],
  };
}

/** An input of that name which is there already may be another. */
function clash(one: Mend, known: ReadonlyMap<string, string | undefined>): Mend {
  const other = one.inputs?.find(({ name, url }) => known.has(name) && known.get(name) !== url);
  return other === undefined
    ? one
    : blockedAt(one, `there is an input ${other.name} already, which may be another one`);
}

function withInput(
  text: string,
  flake: Flake | undefined,
  { name, url, isFlake }: NeededInput,
): string {
  const edits = flake === undefined ? undefined : newInput(flake, name, url, isFlake);
  return edits === undefined ? text : edit(text, edits);
}

/** Has the modules be handed the inputs that they now take. */
function handOver(
  text: string,
  read: (text: string) => Flake | undefined,
  changes: readonly FolderChange[],
): string {
  const flake = read(text);
  if (flake === undefined) return text;
  const after = new Map(changes.map((one) => [one.path, one.after]));
  const withChanges = (given: string) => {
    const found = read(given);
    if (found === undefined) return undefined;
    const files = {
      ...found.files,
      text: (path: string) => after.get(path.replace(/^\.\//, '')) ?? found.files.text(path),
    };
    return { ...found, files };
  };
  return mend(text, withChanges, ['special-args', 'missing-argument']).text;
}
