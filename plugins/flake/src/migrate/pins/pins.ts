import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { textOf } from '../../read/regular.js';

/** A source that niv or npins has pinned. */
export interface Pin {
  readonly name: string;
  /** As an input's address, at the commit that is pinned. */
  readonly url: string;
}

/** A file of pins, and what imports them. */
export interface PinFile {
  readonly tool: 'niv' | 'npins';
  /** `nix/sources.json` */
  readonly path: string;
  /** What code imports: `nix/sources.nix`, `npins`. */
  readonly imported: readonly string[];
  readonly pins: readonly Pin[];
  /** Names of what can be no input. */
  readonly unknown: readonly string[];
}

const places = [
  { tool: 'niv', path: 'nix/sources.json', imported: ['nix/sources.nix', 'nix/sources'] },
  { tool: 'npins', path: 'npins/sources.json', imported: ['npins', 'npins/default.nix'] },
] as const;

/** The pins below a folder. */
export function pinFiles(folder: string): readonly PinFile[] {
  return places.flatMap((place): PinFile[] => {
    const entries = existsSync(join(folder, place.path))
      ? read(join(folder, place.path), place.tool)
      : undefined;
    if (entries === undefined) return [];
    const pins = Object.entries(entries).map(([name, pin]) => ({
      name,
      url: place.tool === 'niv' ? nivUrl(pin) : npinsUrl(pin),
    }));
    return [
      {
        ...place,
        pins: pins.flatMap(({ name, url }) => (url === undefined ? [] : [{ name, url }])),
        unknown: pins.flatMap(({ name, url }) => (url === undefined ? [name] : [])),
      },
    ];
  });
}

type Fields = Readonly<Record<string, unknown>>;

function read(file: string, tool: 'niv' | 'npins'): Readonly<Record<string, Fields>> | undefined {
  try {
    const value = JSON.parse(textOf(file) ?? '') as Record<string, unknown>;
    const entries = tool === 'niv' ? value : value['pins'];
    return isFields(entries)
      ? Object.fromEntries(
          Object.entries(entries).flatMap(([name, pin]) => (isFields(pin) ? [[name, pin]] : [])),
        )
      : undefined;
  } catch {
    return undefined;
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

function nivUrl(pin: Fields): string | undefined {
  const [owner, repo, rev] = [text(pin['owner']), text(pin['repo']), text(pin['rev'])];
  if (owner !== undefined && repo !== undefined && rev !== undefined && pin['type'] !== 'git')
    return `github:${owner}/${repo}/${rev}`;
  const url = text(repo);
  if (url?.includes('://') === true && rev !== undefined) return `git+${url}?rev=${rev}`;
  return text(pin['url']);
}

function npinsUrl(pin: Fields): string | undefined {
  const source = isFields(pin['repository']) ? pin['repository'] : {};
  const rev = text(pin['revision']);
  const [owner, repo] = [text(source['owner']), text(source['repo'])];
  if (source['type'] === 'GitHub' && owner !== undefined && repo !== undefined && rev !== undefined)
    return `github:${owner}/${repo}/${rev}`;
  if (source['type'] === 'GitLab' && rev !== undefined && text(source['repo_path']) !== undefined)
    return `gitlab:${text(source['repo_path'])}/${rev}`;
  const url = text(source['url']);
  if (source['type'] === 'Git' && url !== undefined && rev !== undefined)
    return `git+${url}?rev=${rev}`;
  return text(pin['url']);
}
