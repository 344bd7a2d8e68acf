import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expectOf, ExitCode, NixaiError, files, type CommandContext, type Host } from '@nixai/api';
import type { Attribute, Input, InputKind, PackageFacts } from '../analyzer.js';
import type { Component } from '../analysis/component.js';
import { parseJson } from '../languages/shared/json.js';
import { lookUp, stringAt, stringsAt } from '../languages/shared/toml.js';
import { printValue } from '../nix/print.js';
import { expression } from '../nix/value.js';

/** What of one project's derivation is good for others that are built alike. */
export interface PackageTemplate {
  readonly name: string;
  readonly language: string;
  readonly buildSystem: string;
  readonly inputs: readonly { readonly attribute: string; readonly kind: InputKind }[];
  readonly attributes: readonly {
    readonly name: string;
    /** As Nix. */
    readonly nix: string;
    readonly uses?: readonly string[];
  }[];
}

const named = /^[a-z0-9][a-z0-9._-]{0,63}$/;
/** What each project has of its own, and no template. */
const ofItsOwn = new Set(
  'vendorHash subPackages cargoBuildFlags npmWorkspace projectFile executables exes gemdir dartEntryPoints pythonImportsCheck installPhase cmakeDir'.split(
    ' ',
  ),
);
const kinds: readonly InputKind[] = ['native', 'build', 'check', 'buildSystem', 'dependency'];

const folderOf = ({ paths }: Pick<Host, 'paths'>): string =>
  join(paths.config, 'package-templates');

/** @throws NixaiError `usage` for a name that is no file name to everybody. */
function fileOf(host: Pick<Host, 'paths'>, name: string): string {
  if (!named.test(name))
    throw new NixaiError({
      code: 'usage',
      what: `"${name}" cannot be the name of a template`,
      hint: 'small letters, digits, - . and _: --name go-microservice',
      exitCode: ExitCode.usage,
    });
  return join(folderOf(host), `${name}.json`);
}

/** The template that a project makes. */
export function templateOf({ facts, inputs }: Component, name: string): PackageTemplate {
  return {
    name,
    language: facts.language,
    buildSystem: facts.buildSystem,
    inputs: inputs
      .filter(({ kind, optional }) => kind !== 'dependency' && optional !== true)
      .map(({ attribute, kind }) => ({ attribute, kind })),
    attributes: facts.attributes
      .filter((one) => !ofItsOwn.has(one.name) && !printValue(one.value).includes('finalAttrs'))
      .map((one) => ({ name: one.name, nix: printValue(one.value, 2), uses: one.uses })),
  };
}

/** Keeps a template: shown, asked for, and taken back by undo. */
export async function keepTemplate(
  { host, carryOut }: Pick<CommandContext, 'host' | 'carryOut'>,
  template: PackageTemplate,
  approval: { readonly dryRun?: boolean; readonly yes?: boolean; readonly force?: boolean },
): Promise<{ readonly file: string; readonly written: boolean; readonly undo?: string }> {
  const path = fileOf(host, template.name);
  const before = await readFile(path, 'utf8').catch(() => undefined);
  const content = `${JSON.stringify(template, undefined, 2)}\n`;
  if (before !== undefined && before !== content && approval.force !== true)
    throw new NixaiError({
      code: 'file-exists',
      what: `there is a template ${template.name} already`,
      hint: 'another --name, or --force to replace it (nixai undo brings it back)',
      exitCode: ExitCode.refused,
    });
  const expect = expectOf(before);
  const plan = await (
    await host.service(files)
  ).plan([{ path, content, expect }], 'package-repo --template-mode');
  const done = await carryOut(plan, { ...approval, question: `Keep this as ${template.name}?` });
  return { file: path, written: done !== undefined, undo: done?.change };
}

/**
 * A template that was kept.
 * @throws NixaiError `package-template` (exit 2) where there is none of that name, or it is not one.
 */
export async function findTemplate(
  host: Pick<Host, 'paths'>,
  name: string,
): Promise<PackageTemplate> {
  const text = await readFile(fileOf(host, name), 'utf8').catch(() => undefined);
  const value = text === undefined ? undefined : readTemplate(text);
  if (value !== undefined) return value;
  const kept = (await readdir(folderOf(host)).catch(() => []))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -5));
  throw new NixaiError({
    code: 'package-template',
    what:
      text === undefined
        ? `there is no template ${name}`
        : `the template ${name} is not understood`,
    why: kept.length === 0 ? 'none is kept yet' : `kept: ${kept.join(', ')}`,
    hint: `nixai package-repo PROJECT --template-mode --name ${name} keeps one`,
    exitCode: ExitCode.usage,
  });
}

/** It may have been edited by hand: what is no input or attribute makes it none. */
function readTemplate(text: string): PackageTemplate | undefined {
  const value = parseJson(text);
  const name = stringAt(value, 'name');
  const language = stringAt(value, 'language');
  const inputs = lookUp(value, 'inputs');
  const attributes = lookUp(value, 'attributes');
  if (name === undefined || language === undefined) return undefined;
  if (!Array.isArray(inputs) || !Array.isArray(attributes)) return undefined;
  const read = {
    name,
    language,
    buildSystem: stringAt(value, 'buildSystem') ?? '',
    inputs: inputs.map((one: unknown) => ({
      attribute: stringAt(one, 'attribute') ?? '',
      kind: kinds.find((kind) => kind === stringAt(one, 'kind')),
    })),
    attributes: attributes.map((one: unknown) => ({
      name: stringAt(one, 'name') ?? '',
      nix: stringAt(one, 'nix') ?? '',
      uses: stringsAt(one, 'uses'),
    })),
  };
  const isOne =
    read.inputs.every(
      ({ attribute, kind }) => /^[A-Za-z][\w.'-]*$/.test(attribute) && kind !== undefined,
    ) && read.attributes.every((one) => one.name !== '' && one.nix !== '');
  return isOne ? (read as PackageTemplate) : undefined;
}

/** A project's facts with what the template adds: what the project says of itself stays. */
export function withTemplate(facts: PackageFacts, template: PackageTemplate): PackageFacts {
  const from = `template ${template.name}`;
  const has = new Set(facts.attributes.map(({ name }) => name));
  const known = new Set(facts.inputs.map(({ attribute, kind }) => `${kind} ${attribute}`));
  return {
    ...facts,
    attributes: [
      ...facts.attributes,
      ...template.attributes
        .filter(({ name }) => !has.has(name))
        .map(({ name, nix, uses }): Attribute => ({
          name,
          value: expression(nix),
          uses,
          from,
          why: 'kept for projects like this',
        })),
    ],
    inputs: [
      ...facts.inputs,
      ...template.inputs
        .filter(({ kind, attribute }) => !known.has(`${kind} ${attribute}`))
        .map(({ attribute, kind }): Input => ({
          attribute,
          kind,
          from,
          why: 'kept for projects like this',
        })),
    ],
  };
}
