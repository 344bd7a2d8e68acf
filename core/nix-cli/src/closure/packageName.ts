/** A store path's name in its parts: `glibc-2.38-44-bin` is glibc, 2.38-44, bin. */
export interface PackageName {
  /** As Nix's `parseDrvName` has it: up to the first hyphen that no letter follows. */
  readonly name: string;
  /** Empty where it has none. */
  readonly version: string;
  /** What is behind the version: an output, or what was made of the package (`env`, `wrapped`). */
  readonly part?: string;
}

/** Words that belong to a version: `1.0-rc`. */
const ofVersion = /^(?:alpha|beta|rc|pre|unstable|git|dev\d+)$/;

/** Takes the name of a store path apart; the path itself will do. */
export function packageNameOf(path: string): PackageName {
  const full = nameOf(path).replace(/\.drv$/, '');
  const at = full.search(/-(?![A-Za-z])/);
  if (at < 0) return withoutVersion(full);
  const name = full.slice(0, at);
  const words = full.slice(at + 1).split('-');
  // Words of letters alone at the end say what of it this is.
  let end = words.length;
  while (
    end > 1 &&
    /^[A-Za-z]+$/.test(words[end - 1] ?? '') &&
    !ofVersion.test(words[end - 1] ?? '')
  )
    end--;
  const part = words.slice(end).join('-');
  return { name, version: words.slice(0, end).join('-'), ...(part !== '' && { part }) };
}

/** Outputs, as nixpkgs names them. */
const outputs = /-(bin|dev|devdoc|doc|info|lib|man|out|static|debug)$/;

function withoutVersion(full: string): PackageName {
  const part = outputs.exec(full)?.[1];
  return part === undefined
    ? { name: full, version: '' }
    : { name: full.slice(0, -part.length - 1), version: '', part };
}

/** The name of a store path without its hash: `hello-2.12`. */
export const nameOf = (path: string): string =>
  path.slice(path.lastIndexOf('/') + 1).replace(/^[0-9a-df-np-sv-z]{32}-/, '');

/** The first characters of a store path's hash, to tell two of one name apart. */
export const hashOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).slice(0, 7);
