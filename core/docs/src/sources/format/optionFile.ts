import { NixaiError, type OptionSet } from '@nixai/api';
import { isRecord, nixText } from './nixText.js';
import { cleanText } from './cleanText.js';

/** An option as a file has it, made uniform; links and citation come when it is read back. */
export interface ParsedOption {
  /** Dotted, with placeholders as the file has them. */
  readonly name: string;
  readonly type: string;
  readonly default?: string;
  readonly example?: string;
  readonly description: string;
  readonly readOnly: boolean;
  /** As in the file: paths, store paths, or `{ name, url }`. */
  readonly declarations: readonly unknown[];
  readonly relatedPackages?: string;
}

/**
 * Reads an `options.json` of any release, or a list of options that carry their own names.
 * Internal and invisible options are left out, as in the manual.
 * @throws NixaiError `doc-data-invalid` when the value is no option set.
 */
export function parseOptionFile(data: unknown): ParsedOption[] {
  const parsed: ParsedOption[] = [];
  for (const [name, raw] of entriesOf(data)) {
    if (raw.internal === true || raw.visible === false) continue;
    parsed.push(parseOption(name, raw));
  }
  if (parsed.length === 0)
    throw new NixaiError({
      code: 'doc-data-invalid',
      what: 'the data holds no options',
      why: 'expected an object of options, each with a type and a description',
    });
  return parsed;
}

function* entriesOf(data: unknown): Generator<readonly [string, Record<string, unknown>]> {
  if (Array.isArray(data)) {
    for (const raw of data) {
      if (!isRecord(raw)) continue;
      const name = raw.name ?? raw.Name ?? raw.option_name;
      if (typeof name === 'string') yield [name, raw];
    }
  } else if (isRecord(data)) {
    for (const name of Object.keys(data)) {
      const raw = data[name];
      if (isRecord(raw) && ('type' in raw || 'description' in raw || 'loc' in raw))
        yield [name, raw];
    }
  }
}

function parseOption(name: string, raw: Record<string, unknown>): ParsedOption {
  return {
    name,
    type: typeof raw.type === 'string' ? raw.type : 'unspecified value',
    default: nixText(raw.default, cleanText),
    example: nixText(raw.example, cleanText),
    description: cleanText(proseOf(raw.description)),
    readOnly: raw.readOnly === true,
    declarations: Array.isArray(raw.declarations) ? raw.declarations : [],
    relatedPackages:
      raw.relatedPackages === undefined ? undefined : cleanText(proseOf(raw.relatedPackages)),
  };
}

function proseOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (isRecord(value) && typeof value.text === 'string') return value.text;
  return '';
}

/** Which option set a file holds, told from options that only one of them has. */
export function optionSetOf(options: readonly ParsedOption[]): OptionSet {
  const names = new Set(options.map(({ name }) => name));
  if (names.has('home.username') || names.has('home.homeDirectory')) return 'home-manager';
  if (names.has('boot.loader.grub.enable') || names.has('fileSystems')) return 'nixos';
  const modules = options.flatMap(({ declarations }) =>
    declarations.map((one) => JSON.stringify(one)),
  );
  const share = (pattern: RegExp) => modules.filter((module) => pattern.test(module)).length;
  const shares: Record<OptionSet, number> = {
    nixos: share(/nixos\/modules/),
    'home-manager': share(/home-manager/),
    'nix-darwin': share(/nix-darwin|<darwin/),
  };
  if (names.has('homebrew.enable') || names.has('system.defaults.dock.autohide'))
    return 'nix-darwin';
  if (shares['home-manager'] > shares.nixos && shares['home-manager'] >= shares['nix-darwin'])
    return 'home-manager';
  return shares['nix-darwin'] > shares.nixos ? 'nix-darwin' : 'nixos';
}
