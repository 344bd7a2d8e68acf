import type { DocsEngine, Guide, Passage } from '@nixai/api';
import { parentOf } from '../explain/neighbours.js';
import type { SearchResult, Snippet } from './results.js';

/**
 * Configuration for what was found, ready to copy: as a topic shows it, else what switches the best
 * hit on. Only what sources say: a file for which nobody knows anything is left out.
 */
export async function snippetsFor(
  docs: DocsEngine,
  results: readonly SearchResult[],
  homeManager: readonly SearchResult[],
  topics: readonly Passage[],
): Promise<Snippet[]> {
  const [best] = results;
  if (best === undefined) return [];
  const guide = topics.find((topic) => isAbout(topic, best));
  // A topic names an option beside others: only the snippets that use it are for it.
  const uses = (snippet: Snippet) => snippet.code.includes(moduleName(best));
  const shown = guide?.guide && snippetsOf(guide.guide, guide.title).filter(uses);
  const system = shown?.find(({ where }) => where === 'configuration.nix') ?? systemSnippet(best);
  const home =
    shown?.find(({ where }) => where === 'home.nix') ??
    (await homeSnippet(docs, results, best, homeManager));
  const flake = shown?.find(({ where }) => where === 'flake.nix') ?? flakeSnippet(system);
  return [system, home, flake].filter((snippet) => snippet !== undefined);
}

function isAbout({ options = [], packages = [] }: Passage, best: SearchResult): boolean {
  if (best.kind === 'package') return packages.includes(best.name);
  const family = parentOf(best.name);
  return options.some((one) => one === best.name || one.startsWith(`${family}.`));
}

const files = { nixos: 'configuration.nix', home: 'home.nix', flake: 'flake.nix' } as const;

function snippetsOf({ snippets }: Guide, title: string): Snippet[] {
  return snippets.flatMap(({ where, code }) =>
    where in files
      ? [{ where: files[where as keyof typeof files], code: asModule(code, where), source: title }]
      : [],
  );
}

/** Topics write the bindings of a module; a whole file is what can be pasted and parsed. */
function asModule(code: string, where: string): string {
  const trimmed = code.trim();
  const whole = where === 'flake' || /^[{[(#]|^let\b|^with\b|^\w+:/.test(trimmed);
  return whole ? trimmed : `{ config, pkgs, lib, ... }:\n{\n${indent(trimmed)}\n}`;
}

function systemSnippet(best: SearchResult): Snippet | undefined {
  if (best.kind === 'package')
    return {
      where: 'configuration.nix',
      code: `{ pkgs, ... }:\n{\n  environment.systemPackages = [ pkgs.${best.name} ];\n}`,
      source: 'installs the package',
    };
  if (best.set !== 'nixos' || !best.name.endsWith('.enable')) return undefined;
  return {
    where: 'configuration.nix',
    code: `{\n  ${best.name} = true;\n}`,
    source: 'switches it on',
  };
}

async function homeSnippet(
  docs: DocsEngine,
  results: readonly SearchResult[],
  best: SearchResult,
  homeManager: readonly SearchResult[],
): Promise<Snippet | undefined> {
  const same = homeManager.find(
    ({ name }) => name.endsWith('.enable') && subject(name) === subject(best.name),
  );
  if (same !== undefined)
    return { where: 'home.nix', code: `{\n  ${same.name} = true;\n}`, source: 'switches it on' };
  const attribute = best.kind === 'package' ? best.name : await packageOf(docs, results, best);
  if (attribute === undefined) return undefined;
  const isService = best.kind === 'option' && !best.name.startsWith('programs.');
  return {
    where: 'home.nix',
    code: `{ pkgs, ... }:\n{\n  home.packages = [ pkgs.${attribute} ];\n}`,
    source: isService
      ? 'the program for one user; NixOS runs the service'
      : 'installs the package for one user',
  };
}

/** The package that a module brings: what its `package` option has, else one of the same name. */
async function packageOf(
  docs: DocsEngine,
  results: readonly SearchResult[],
  best: SearchResult,
): Promise<string | undefined> {
  const lookup = await docs.option(`${parentOf(best.name)}.package`, best.set);
  const named = lookup.outcome === 'found' ? lookup.option.default : undefined;
  const attribute = /^pkgs\.([\w.-]+)$/.exec(named ?? '')?.[1];
  const own = moduleName(best);
  // Of `nginxStable` and `postgresql_17`, the plain name is what a person installs.
  const isFound = results.some(({ kind, name }) => kind === 'package' && name === own);
  if (attribute !== undefined) return isFound && attribute.startsWith(own) ? own : attribute;
  return isFound || (await docs.package(own)) !== undefined ? own : undefined;
}

/** What a hit is about, as configuration names it. */
function moduleName({ kind, name }: SearchResult): string {
  return kind === 'package' ? name : subject(name);
}

/** What a module is about: `nginx` for `services.nginx.enable`. */
function subject(name: string): string {
  return parentOf(name).split('.').at(-1) ?? name;
}

function flakeSnippet(system: Snippet | undefined): Snippet | undefined {
  if (system === undefined) return undefined;
  const code = `{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { nixpkgs, ... }:
    {
      nixosConfigurations.HOSTNAME = nixpkgs.lib.nixosSystem {
        modules = [
          ./configuration.nix
          (
${indent(system.code, 12)}
          )
        ];
      };
    };
}`;
  return { where: 'flake.nix', code, source: 'the same as a module of a flake' };
}

function indent(code: string, by = 2): string {
  return code.replace(/^(?=.)/gm, ' '.repeat(by));
}
