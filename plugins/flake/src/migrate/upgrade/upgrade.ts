import { renameAttribute } from '@nixai/nix';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  ExitCode,
  nixosRelease,
  NixaiError,
  releaseAfter,
  stableRelease,
  type DocsEngine,
} from '@nixai/api';
import type { Channel } from '../channels/channels.js';
import { readConfiguration, type Configuration, type SourceFile } from '../read/configuration.js';
import { entriesOf } from '../read/entry.js';
import { edit } from '../rewrite/apply.js';
import { changesBetween } from './changes.js';
import { madeFrom } from './facts.js';
import { olderNames } from './olderNames.js';
import { parses, touchedIn, type Touched } from './touched.js';

/** What moving to another release touches. */
export interface Upgrade {
  readonly configuration: Configuration;
  readonly isFlake: boolean;
  readonly from: string;
  readonly to: string;
  readonly touched: readonly (Touched & { readonly isMended: boolean })[];
  /** Files with what they would be. */
  readonly changes: readonly {
    readonly path: string;
    readonly before: string;
    readonly after: string;
  }[];
  /** Inputs of flake.nix that take the new release. */
  readonly inputs: readonly { readonly from: string; readonly to: string }[];
  readonly notes: readonly string[];
}

/**
 * Lists what the releases after one, up to another, touch in a configuration.
 * @throws NixaiError `migrate-release`, `migrate-from-unknown`, `migrate-no-entry`.
 */
export async function upgrade(
  folder: string,
  {
    to,
    from,
    channels,
    entry,
    docs,
  }: {
    readonly to: string;
    readonly from?: string;
    readonly channels: readonly Channel[];
    readonly entry?: readonly string[];
    /** Knows the names that options had before the built-in facts begin. */
    readonly docs: Pick<DocsEngine, 'option'>;
  },
): Promise<Upgrade> {
  const isFlake = existsSync(join(folder, 'flake.nix'));
  const configuration = readConfiguration(
    folder,
    isFlake ? [{ path: 'flake.nix', role: 'other' }] : entriesOf(folder, entry),
  );
  const now = from ?? releaseNow(configuration, channels);
  if (now === undefined) throw unknownRelease();
  const target = releaseNamed(to, now);
  const changes = [...(await olderNames(configuration, docs)), ...changesBetween(now, target)];
  const found = configuration.files.map((file) => mended(file, touchedIn(file, changes)));
  const flake = found.find(({ path }) => path === 'flake.nix');
  const inputs = flake === undefined ? [] : inputsOfRelease(flake.after, now, target);
  const files = found.map((one) =>
    one === flake ? { ...one, after: withInputs(one.after, inputs) } : one,
  );
  return {
    configuration,
    isFlake,
    from: now,
    to: target,
    touched: found.flatMap(({ touched }) => touched),
    changes: files
      .filter(({ before, after }) => before !== after)
      .map(({ path, before, after }) => ({ path, before, after })),
    inputs,
    notes: notesFor(now, target),
  };
}

/** `nixos-25.11` in flake.nix, or in the address of the channel. */
function releaseNow({ files }: Configuration, channels: readonly Channel[]): string | undefined {
  const flake = files.find(({ path }) => path === 'flake.nix')?.text;
  if (flake !== undefined)
    return /\bnixpkgs\/(?:nixos|nixpkgs|release)-(\d\d\.(?:05|11))/i.exec(flake)?.[1];
  const main = channels.find(({ name }) => name === 'nixos');
  return /(\d\d\.(?:05|11))/.exec(main?.url ?? main?.branch ?? '')?.[1];
}

function releaseNamed(word: string, from: string): string {
  const name = word.replace(/^nixos-/, '');
  const known =
    nixosRelease(name) !== undefined || name === releaseAfter(stableRelease(new Date())).release;
  if (known && name > from) return name;
  throw new NixaiError({
    code: 'migrate-release',
    what: known ? `${name} does not come after ${from}` : `there is no release "${word}"`,
    hint: `nixai migrate channel-upgrade ${stableRelease(new Date()).release}`,
    exitCode: ExitCode.usage,
  });
}

const unknownRelease = (): NixaiError =>
  new NixaiError({
    code: 'migrate-from-unknown',
    what: 'which release it is now is not in sight: no input and no channel says so',
    hint: '--from 25.11',
    exitCode: ExitCode.refused,
  });

function mended(file: SourceFile, touched: readonly Touched[]) {
  const edits = touched.flatMap((one) => (one.edit === undefined ? [] : [one.edit]));
  const edited = edit(file.text, edits);
  let after = parses(edited) ? edited : file.text;
  const renamed = new Set<string>();
  for (const { rename } of touched) {
    if (rename === undefined || renamed.has(rename.from)) continue;
    const result = renameAttribute(after, rename.from, rename.to);
    if (!result.ok) continue;
    after = result.source;
    renamed.add(rename.from);
  }
  return {
    path: file.path,
    before: file.text,
    after,
    touched: touched.map((one) => ({
      ...one,
      isMended:
        (one.edit !== undefined && parses(edited)) ||
        (one.rename !== undefined && renamed.has(one.rename.from)),
    })),
  };
}

/** Repositories that have a branch for each release, called as the input is. */
function inputsOfRelease(text: string, from: string, to: string): Upgrade['inputs'] {
  const found = [
    ...text.matchAll(
      /"([a-z+]+:[^"\s]*[-/](?:nixos|nixpkgs|release|nix-darwin)-)(\d\d\.(?:05|11))([^"\s]*)"/g,
    ),
  ];
  return found
    .filter(([, , release]) => release === from)
    .map(([, head, release, tail]) => ({
      from: `${head}${release}${tail}`,
      to: `${head}${to}${tail}`,
    }));
}

const withInputs = (text: string, inputs: Upgrade['inputs']): string =>
  inputs.reduce((after, one) => after.replaceAll(`"${one.from}"`, `"${one.to}"`), text);

function notesFor(from: string, to: string): readonly string[] {
  const between: string[] = [];
  for (let next = releaseAfter({ release: from }); next.release < to; next = releaseAfter(next))
    between.push(next.release);
  const beforeFacts = from < '24.11';
  const planned = nixosRelease(to)?.planned === true && stableRelease(new Date()).release < to;
  return [
    ...(between.length > 0
      ? [
          `between them ${between.length === 1 ? 'lies' : 'lie'} ${new Intl.ListFormat('en-GB', { style: 'long' }).format(between)}: one release after the other is what is tried most`,
        ]
      : []),
    ...(beforeFacts
      ? [`of what changed before ${madeFrom.first} only the names of options are known here`]
      : []),
    ...(planned || to >= madeFrom.last
      ? [`${to} was not out when its changes were read (${madeFrom.date}): more may come`]
      : []),
    'stateVersion stays as it is',
  ];
}
