/** What `Gemfile.lock` says. */
export interface GemfileLock {
  readonly gems: readonly {
    readonly name: string;
    readonly version: string;
    readonly needs: readonly string[];
  }[];
  /** What the Gemfile itself asks for. */
  readonly direct: readonly string[];
  /** SHA-256 (hex) by `NAME (VERSION)`; bundler writes them from 2.6 on. */
  readonly checksums: ReadonlyMap<string, string>;
  /** Nothing is from git or from a folder. */
  readonly onlyRegistry: boolean;
}

/** Reads a lock of bundler; gems of other platforms than Ruby's own are left out. */
export function parseGemfileLock(source: string): GemfileLock {
  let part = '';
  const gems: { name: string; version: string; needs: string[] }[] = [];
  const direct: string[] = [];
  const checksums = new Map<string, string>();
  let onlyRegistry = true;
  for (const line of source.split('\n')) {
    const head = /^([A-Z][A-Z ]+)\s*$/.exec(line)?.[1];
    if (head !== undefined) {
      part = head.trim();
      if (part === 'GIT' || part === 'PATH') onlyRegistry = false;
      continue;
    }
    if (part === 'GEM') {
      const gem = /^ {4}([\w.-]+) \(([^)]+)\)$/.exec(line);
      const need = /^ {6}([\w.-]+)/.exec(line);
      if (gem !== null && !/-(?:x86|arm|aarch|java|mingw|darwin|linux|universal|x64)/.test(gem[2]!))
        gems.push({ name: gem[1]!, version: gem[2]!, needs: [] });
      else if (need !== null && gem === null) gems.at(-1)?.needs.push(need[1]!);
    } else if (part === 'DEPENDENCIES') {
      const found = /^ {2}([\w.-]+)!?/.exec(line)?.[1];
      if (found !== undefined) direct.push(found);
    } else if (part === 'CHECKSUMS') {
      const sum = /^ {2}([\w.-]+) \(([^)]+)\) sha256=([0-9a-f]{64})$/.exec(line);
      if (sum !== null) checksums.set(`${sum[1]} (${sum[2]})`, sum[3]!);
    }
  }
  return { gems, direct, checksums, onlyRegistry };
}

/**
 * `gemset.nix`, as bundix writes it.
 * @returns undefined where not every gem has its checksum in the lock.
 */
export function gemset({ gems, checksums, onlyRegistry }: GemfileLock): string | undefined {
  if (!onlyRegistry || gems.length === 0) return undefined;
  const entries: string[] = [];
  const present = new Set(gems.map(({ name }) => name));
  for (const { name, version, needs } of [...gems].sort((one, other) =>
    one.name < other.name ? -1 : 1,
  )) {
    const sum = checksums.get(`${name} (${version})`);
    if (sum === undefined) return undefined;
    const inner = [...new Set(needs)].filter((one) => present.has(one)).sort();
    entries.push(`  ${quoted(name)} = {
${inner.length === 0 ? '' : `    dependencies = [\n${inner.map((one) => `      "${one}"\n`).join('')}    ];\n`}    groups = [ "default" ];
    platforms = [ ];
    source = {
      remotes = [ "https://rubygems.org" ];
      sha256 = "${sum}";
      type = "gem";
    };
    version = "${version}";
  };`);
  }
  return `{\n${entries.join('\n')}\n}\n`;
}

function quoted(name: string): string {
  return /^[A-Za-z_][\w'-]*$/.test(name) ? name : `"${name}"`;
}
