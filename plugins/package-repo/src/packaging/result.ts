import { modelExplanationSchema, schema, type Infer } from '@nixai/api';
import { printValue } from '../nix/print.js';
import type { Packaged, Prepared } from './prepare.js';

const { object, string, list, optional, boolean, integer, oneOf, union, literal, described } =
  schema;

const fact = object({ value: string, from: described('FILE:LINE, or what else says so', string) });
const hash = union(
  object({ hash: union(string, literal(null)) }),
  object({
    missing: described('Why it is not computed', string),
    command: described('What gives it', string),
  }),
);
const input = object({
  attribute: string,
  kind: oneOf('native', 'build', 'check', 'buildSystem', 'dependency'),
  from: string,
  why: string,
  optional: optional(boolean),
});

export const packaged = object({
  folder: described('Below the repository; empty for its top', string),
  language: string,
  buildSystem: string,
  builder: string,
  manifest: string,
  name: string,
  version: fact,
  description: optional(fact),
  homepage: optional(fact),
  licence: optional(object({ attributes: list(string), spdx: list(string), from: string })),
  mainProgram: optional(fact),
  programs: list(string),
  source: described('Where it is fetched from, in words', string),
  sourceHash: optional(hash),
  dependencyHash: optional(hash),
  inputs: list(input),
  unknownInputs: list(
    object({
      name: string,
      kind: oneOf('native', 'build', 'check', 'buildSystem', 'dependency'),
      from: string,
      why: string,
    }),
  ),
  attributes: list(
    object({ name: string, nix: string, from: optional(string), why: optional(string) }),
  ),
  dependencies: list(
    object({
      name: string,
      version: optional(string),
      scope: oneOf('runtime', 'build', 'development'),
      from: string,
    }),
  ),
  companions: described(
    'Files that stand beside it: with their text, or with what makes them',
    list(object({ path: string, text: optional(string), command: optional(string) })),
  ),
  notes: list(string),
  nix: described('The derivation', string),
  check: object({
    faults: list(string),
    evaluated: oneOf('stub', 'no'),
    failure: optional(string),
  }),
  inNixpkgs: optional(
    described(
      'What the nixpkgs of this machine says',
      object({ nixpkgs: string, derivation: optional(string), failure: optional(string) }),
    ),
  ),
  build: optional(
    object({
      name: string,
      nixpkgs: string,
      built: boolean,
      output: optional(string),
      hasProgram: optional(boolean),
      hashes: list(object({ attribute: string, hash: string })),
      nix: string,
      errors: list(string),
      diagnosis: list(string),
    }),
  ),
});

export const packageResult = object({
  folder: string,
  name: string,
  files: described('How many were looked at', integer),
  truncated: described('There are more, which were not looked at', boolean),
  packages: list(packaged),
  others: list(object({ folder: string, manifest: string, part: optional(string) })),
  mode: oneOf('derivation', 'analysis', 'dependencies'),
  format: oneOf('text', 'json'),
  verbose: boolean,
  output: optional(list(object({ path: string, text: string }))),
  written: boolean,
  dryRun: boolean,
  undo: optional(string),
  template: optional(
    described('The template that was kept', object({ name: string, file: string })),
  ),
  ai: optional(modelExplanationSchema),
});
export type PackageResult = Infer<typeof packageResult>;
export type PackagedResult = Infer<typeof packaged>;

/** What a program gets of it. */
export function resultOf({
  analysis,
  packages,
}: Prepared): Pick<
  PackageResult,
  'folder' | 'name' | 'files' | 'truncated' | 'packages' | 'others'
> {
  return {
    folder: analysis.folder,
    name: analysis.name,
    files: analysis.files,
    truncated: analysis.truncated,
    packages: packages.map(packagedResult),
    others: analysis.others.map(({ folder, manifest, part }) => ({ folder, manifest, part })),
  };
}

function packagedResult({
  component,
  source,
  hashes,
  nix,
  check,
  inNixpkgs,
}: Packaged): PackagedResult {
  const { facts } = component;
  return {
    folder: component.folder,
    language: facts.language,
    buildSystem: facts.buildSystem,
    builder: facts.builder,
    manifest: facts.manifest,
    name: component.name,
    version: component.version,
    description: component.description,
    homepage: component.homepage,
    licence: component.licences,
    mainProgram: facts.mainProgram,
    programs: facts.programs,
    source: source.about,
    sourceHash: hashes.source,
    dependencyHash: hashes.dependencies,
    inputs: component.inputs,
    unknownInputs: facts.unknownInputs,
    attributes: facts.attributes.map(({ name, value, from, why }) => ({
      name,
      nix: printValue(value),
      from,
      why,
    })),
    dependencies: facts.dependencies,
    companions: facts.companions ?? [],
    notes: component.notes,
    nix,
    check,
    inNixpkgs,
  };
}
