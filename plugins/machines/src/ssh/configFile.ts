import { readdir } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { readRegular } from '@nixai/contributions';
import SSHConfig, { type Line } from 'ssh-config';
import { matchesPattern } from './knownHosts.js';

/** What ssh_config says of a host: the first value of each keyword, all of those that add up. */
export interface HostSettings {
  /** By keyword in lower case. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** Sections that were passed over, as only running a program tells whether they count. */
  readonly unread: readonly string[];
}

/** Whose configuration it is, for `Include` and `Match`. */
export interface ConfigPlace {
  readonly file: string;
  readonly home: string;
  /** The name of who runs this. */
  readonly localUser: string;
}

/** Keywords whose values add up. */
const addUp = new Set(['identityfile', 'certificatefile', 'sendenv', 'setenv']);
const deepestInclude = 16;

/**
 * Reads ssh_config files for a host as OpenSSH does: `Host` and `Match` with patterns and negation,
 * `Include`, the first value wins. `Match exec` would run a program and never counts.
 * @param host as it was typed.
 */
export async function readHostSettings(
  places: readonly ConfigPlace[],
  host: string,
  user?: string,
): Promise<HostSettings> {
  const values = new Map<string, string[]>(user === undefined ? [] : [['user', [user]]]);
  const unread = new Set<string>();
  for (const place of places) await new Walk(place, host, values, unread).file(place.file, 0);
  return { values, unread: [...unread] };
}

class Walk {
  constructor(
    private readonly place: ConfigPlace,
    private readonly host: string,
    private readonly values: Map<string, string[]>,
    private readonly unread: Set<string>,
  ) {}

  async file(path: string, depth: number): Promise<void> {
    const text = await readRegular(path, 'utf8').catch(() => undefined);
    if (text !== undefined && depth <= deepestInclude)
      await this.lines(SSHConfig.parse(text), depth);
  }

  private async lines(lines: readonly Line[], depth: number): Promise<void> {
    for (const line of lines) {
      if (line.type !== SSHConfig.DIRECTIVE) continue;
      const { param, value } = line as unknown as { param: string; value: RawValue };
      const keyword = param.toLowerCase();
      const words = wordsOf(value);
      if ('config' in line) {
        const counts = keyword === 'host' ? this.isHost(words) : this.matches(line, words);
        if (counts) await this.lines((line as unknown as { config: Line[] }).config, depth);
      } else if (keyword === 'include') await this.include(words, depth);
      else if (addUp.has(keyword))
        this.values.set(keyword, [...(this.values.get(keyword) ?? []), ...words]);
      else if (!this.values.has(keyword)) this.values.set(keyword, [...words]);
    }
  }

  private isHost(patterns: readonly string[]): boolean {
    return matchesList(patterns, this.host);
  }

  /** `Match` with all of its criteria. */
  private matches(line: object, words: readonly string[]): boolean {
    const { criteria } = line as { criteria: Readonly<Record<string, RawValue>> };
    return Object.entries(criteria).every(([given, raw]) => {
      const negated = given.startsWith('!');
      const key = given.replace(/^!/, '').toLowerCase();
      const patterns = wordsOf(raw).flatMap((word) => word.split(','));
      const found = this.matchesCriterion(key, patterns);
      if (found === undefined) {
        this.unread.add(`Match ${words.join(' ')}`);
        return false;
      }
      return found !== negated;
    });
  }

  private matchesCriterion(key: string, patterns: readonly string[]): boolean | undefined {
    const first = (keyword: string): string | undefined => this.values.get(keyword)?.[0];
    switch (key) {
      case 'all':
        return true;
      case 'host':
        return matchesList(patterns, first('hostname') ?? this.host);
      case 'originalhost':
        return matchesList(patterns, this.host);
      case 'user':
        return matchesList(patterns, first('user') ?? this.place.localUser);
      case 'localuser':
        return matchesList(patterns, this.place.localUser);
      case 'canonical':
      case 'final':
        // Only in a second pass, which is made where names are canonicalised; they are not here.
        return false;
      default:
        return undefined;
    }
  }

  private async include(words: readonly string[], depth: number): Promise<void> {
    for (const word of words) {
      const path = word.replace(/^~(?=\/)/, this.place.home);
      const whole = isAbsolute(path) ? path : join(dirname(this.place.file), path);
      for (const file of await filesOf(whole)) await this.file(file, depth + 1);
    }
  }
}

type RawValue = string | readonly { readonly val: string }[];
const wordsOf = (value: RawValue): readonly string[] =>
  typeof value === 'string' ? [value] : value.map(({ val }) => val);

/** A list of patterns, of which none may be `!pattern` of it. */
function matchesList(patterns: readonly string[], text: string): boolean {
  const lower = text.toLowerCase();
  const hit = (pattern: string): boolean => matchesPattern(pattern.toLowerCase(), lower);
  if (patterns.some((pattern) => pattern.startsWith('!') && hit(pattern.slice(1)))) return false;
  return patterns.some((pattern) => !pattern.startsWith('!') && hit(pattern));
}

/** A path, or what fits the pattern in its last part, in order. */
async function filesOf(path: string): Promise<readonly string[]> {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (!/[*?]/.test(name)) return [path];
  const entries = await readdir(dirname(path)).catch(() => []);
  return entries
    .filter((entry) => matchesPattern(name, entry) && !entry.startsWith('.'))
    .sort()
    .map((entry) => join(dirname(path), entry));
}
