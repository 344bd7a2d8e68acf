import { drift, type Drift, type Judged } from '../finding.js';
import type { Facts } from '../probe/read.js';

/** Packages and channels that were installed by hand, and a configuration that git has not. */
export function judgePackages({ profiles, channels, git }: Facts): Judged {
  const installed = new Map<string, Drift>();
  for (const { user, path, manifest } of profiles) {
    // What Home Manager installs is declared, though it lies in a user's profile.
    const names = namesIn(manifest).filter(
      (name) => !/^home-manager-(?:path|generation)/.test(name),
    );
    for (const name of names)
      installed.set(
        `${path} ${name}`,
        drift('profile-imperative', `${user} ${name}`, `it is in ${path}`),
      );
  }
  return {
    found: [
      ...installed.values(),
      // The channel that a machine without a flake is built from is root's, and called nixos.
      ...channels
        .filter(({ user, name }) => !(user === 'root' && name === 'nixos'))
        .map(({ user, url, name }) =>
          drift('channel-imperative', `${user} ${name === '' ? url : name}`, url),
        ),
      ...(git.length === 0
        ? []
        : [
            drift(
              'configuration-uncommitted',
              'configuration',
              `${git.length} ${git.length === 1 ? 'file' : 'files'} that git has not, or not so`,
              git.slice(0, 20),
            ),
          ]),
    ],
    notTold: [],
  };
}

/** Names in a profile's manifest, of nix-env (Nix) or of `nix profile` (JSON). */
function namesIn(manifest: string): readonly string[] {
  if (!manifest.trimStart().startsWith('{'))
    return [...manifest.matchAll(/\bname = "([^"]+)";/g)].map(([, name = '']) => name);
  try {
    const { elements } = JSON.parse(manifest) as {
      readonly elements?: readonly Element[] | Readonly<Record<string, Element>>;
    };
    if (elements === undefined) return [];
    return Object.entries(elements).flatMap(([key, element]) => nameOf(key, element));
  } catch {
    return [];
  }
}

interface Element {
  readonly storePaths?: readonly string[];
}

/** By its key since version 3 of the manifest, by its store path before. */
function nameOf(key: string, { storePaths = [] }: Element): readonly string[] {
  if (!/^\d+$/.test(key)) return [key];
  const name = storePaths[0]?.replace(/^\/nix\/store\/[0-9a-z]{32}-/, '');
  return name === undefined ? [] : [name];
}
