import {
  processes,
  type DocSource,
  type Host,
  type OptionDoc,
  type PackageDoc,
  type Passage,
} from '@nixai/api';
import { fillers } from '../../relevance/commonWords.js';
import { parsePackageFile } from '../format/packageFile.js';
import { optionPassage, packagePassage } from '../passages.js';
import { readNixosOption } from './nixosOption.js';

/** Milliseconds; the engine gives up earlier, and the next time Nix has evaluated it already. */
const patience = 60_000;
const nixos = /^[a-z][\w-]*(?:\.(?:[\w-]+|"[^"]*"|<[\w-]+>|\*))+$/i;

/**
 * What Nix's own programs know: `nix search` for packages, `nixos-option` for an option by its name.
 * They evaluate nixpkgs, and may fetch it, so they are asked last.
 */
export function createCommandSource(host: Host, flake = 'nixpkgs'): DocSource {
  const packages = new Map<string, PackageDoc>();
  const options = new Map<string, OptionDoc>();

  async function searchPackages(text: string, signal: AbortSignal): Promise<Passage[]> {
    const runner = await host.service(processes);
    const words = text.split(/\s+/).filter((word) => word !== '' && !fillers.has(word));
    if (words.length === 0 || (await runner.which('nix')) === undefined) return [];
    const argv = [
      ...['nix', '--extra-experimental-features', 'nix-command flakes'],
      ...['search', '--json', '--', flake, ...words.map(literal)],
    ] as [string, ...string[]];
    const { code, stdout } = await runner.run(argv, { timeout: patience, signal });
    const found = code === 0 ? (JSON.parse(stdout || '{}') as object) : {};
    if (Object.keys(found).length === 0) return [];
    const cited = parsePackageFile(found).map((one): PackageDoc => {
      const title = `Package ${one.attribute}`;
      return { ...one, citation: { source: 'command', title, section: `nix search ${flake}` } };
    });
    return cited.map((one) => {
      packages.set(one.attribute, one);
      return packagePassage(one, { id: 0, why: 'nix search', score: likeness(one, text) });
    });
  }

  async function lookUp(name: string, signal: AbortSignal): Promise<Passage[]> {
    const runner = await host.service(processes);
    if ((await runner.which('nixos-option')) === undefined) return [];
    const { code, stdout } = await runner.run(['nixos-option', name], {
      timeout: patience,
      signal,
    });
    const option = code === 0 ? readNixosOption(stdout, name) : undefined;
    if (option === undefined) return [];
    options.set(name, option);
    return [optionPassage(option, { id: 0, why: 'nixos-option', score: 1 })];
  }

  return {
    name: 'command',
    summary: 'nix search and nixos-option, where nothing else has the package or option',
    kinds: ['package', 'option'],
    remote: true,
    async search({ text, kinds, set, limit }, signal) {
      const wants = (kind: 'package' | 'option') => kinds?.includes(kind) ?? true;
      const ofNixos = set === undefined || set === 'nixos';
      const name = text.trim();
      const [ofOptions, ofPackages] = await Promise.all([
        wants('option') && ofNixos && nixos.test(name) ? lookUp(name, signal) : [],
        wants('package') && !nixos.test(name) ? searchPackages(name, signal) : [],
      ]);
      return [...ofOptions, ...ofPackages].sort((a, b) => b.score - a.score).slice(0, limit);
    },
    option: async (name, set) =>
      set === undefined || set === 'nixos' ? options.get(name) : undefined,
    package: async (attribute) => packages.get(attribute),
    async status() {
      const runner = await host.service(processes);
      const programs = ['nix', 'nixos-option'];
      const there = await Promise.all(programs.map((program) => runner.which(program)));
      const found = programs.filter((_, at) => there[at] !== undefined);
      const detail =
        found.length === 0 ? 'Nix is not on this machine' : `${found.join(' and ')}, asked last`;
      return { available: found.length > 0, detail, counts: {} };
    },
  };
}

/** `nix search` takes regular expressions; a person types words. */
function literal(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The name itself, then names that begin with it, then all else that Nix found. */
function likeness({ attribute, name }: PackageDoc, text: string): number {
  const wanted = text.toLowerCase();
  const names = [attribute, name].map((one) => one.toLowerCase());
  if (names.includes(wanted)) return attribute.includes('.') ? 0.9 : 1;
  const starts = names.some((one) => one.startsWith(wanted));
  return (starts ? 0.7 : 0.5) - Math.min(0.2, attribute.length * 0.004);
}
