/** A value in devenv.nix. */
export type NixValue =
  boolean | number | string | NixCode | readonly NixValue[] | { readonly [name: string]: NixValue };

/** Nix as it is to be written: `pkgs.nodejs_22`, and text over several lines. */
export interface NixCode {
  readonly code: string;
}

export const code = (text: string): NixCode => ({ code: text });

export const isCode = (value: NixValue): value is NixCode =>
  typeof value === 'object' && !Array.isArray(value) && 'code' in value;

/** What a development environment is made of, before it is text. */
export interface Environment {
  /** By option path, in the order of the file: `languages.go.enable`. */
  readonly settings: Readonly<Record<string, NixValue>>;
  /** Attributes of nixpkgs. */
  readonly packages: readonly string[];
  /** Environment variables. */
  readonly env: Readonly<Record<string, string>>;
  /** Commands of the environment. */
  readonly scripts: Readonly<Record<string, Script>>;
  /** Packages that are not free, by name: they have to be permitted. */
  readonly unfree: readonly string[];
  /** Ports that something listens on, by who does. */
  readonly ports: Readonly<Record<string, number>>;
  /** What to do once it stands, after `devenv shell`. */
  readonly next: readonly string[];
  /** What is worth knowing about it, a sentence each. */
  readonly notes: readonly string[];
  /** A shell command that shows that the tools are there. */
  readonly proof: string;
}

export interface Script {
  readonly exec: string;
  readonly description: string;
}

/** A part of an environment. */
export type Part = Partial<Environment>;

/**
 * Parts as one: later settings win, of environment variables the first (of two databases the one that
 * was named first is `DATABASE_URL`), lists are joined.
 */
export function joined(parts: readonly Part[]): Environment {
  const all = <T>(of: (part: Part) => readonly T[] | undefined) => [
    ...new Set(parts.flatMap((part) => of(part) ?? [])),
  ];
  const record = <T>(of: (part: Part) => Readonly<Record<string, T>> | undefined) =>
    Object.assign({}, ...parts.map((part) => of(part) ?? {})) as Record<string, T>;
  return {
    settings: record((part) => part.settings),
    packages: all((part) => part.packages),
    env: Object.assign({}, ...parts.map(({ env }) => env ?? {}).reverse()) as Record<
      string,
      string
    >,
    scripts: record((part) => part.scripts),
    unfree: all((part) => part.unfree),
    ports: record((part) => part.ports),
    next: all((part) => part.next),
    notes: all((part) => part.notes),
    proof: parts
      .map(({ proof }) => proof)
      .filter((proof) => proof !== undefined)
      .join('\n'),
  };
}
