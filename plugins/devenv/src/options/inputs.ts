/** An input of devenv.yaml that an option stops without. */
export interface NeededInput {
  readonly name: string;
  readonly url: string;
  /** Inputs of its own that are to be the ones of the project. */
  readonly follows: readonly string[];
}

interface Need extends NeededInput {
  /** The option that asks for it, or a block of options. */
  readonly option: string;
  /** With this value it does not; every other one asks. */
  readonly unless: string;
}

const follows = ['nixpkgs'];

/** From `getInput` in devenv's modules (2.2.2). */
const needs: readonly Need[] = [
  {
    option: 'languages.rust.channel',
    unless: '"nixpkgs"',
    name: 'rust-overlay',
    url: 'github:oxalica/rust-overlay',
    follows,
  },
  {
    option: 'languages.rust.toolchainFile',
    unless: 'null',
    name: 'rust-overlay',
    url: 'github:oxalica/rust-overlay',
    follows,
  },
  {
    option: 'languages.go.version',
    unless: 'null',
    name: 'go-overlay',
    url: 'github:purpleclay/go-overlay',
    follows,
  },
  {
    option: 'languages.python.version',
    unless: 'null',
    name: 'nixpkgs-python',
    url: 'github:cachix/nixpkgs-python',
    follows,
  },
  {
    option: 'languages.php.version',
    unless: '""',
    name: 'phps',
    url: 'github:fossar/nix-phps',
    follows,
  },
  {
    option: 'languages.ruby.version',
    unless: 'null',
    name: 'nixpkgs-ruby',
    url: 'github:bobvanderlinden/nixpkgs-ruby',
    follows,
  },
  {
    option: 'languages.ruby.versionFile',
    unless: 'null',
    name: 'nixpkgs-ruby',
    url: 'github:bobvanderlinden/nixpkgs-ruby',
    follows,
  },
  {
    option: 'languages.terraform.version',
    unless: 'null',
    name: 'nixpkgs-terraform',
    url: 'github:stackbuilders/nixpkgs-terraform',
    follows,
  },
  {
    option: 'languages.zig.version',
    unless: 'null',
    name: 'zig-overlay',
    url: 'github:mitchellh/zig-overlay',
    follows,
  },
  {
    option: 'git-hooks.hooks',
    unless: '{ }',
    name: 'git-hooks',
    url: 'github:cachix/git-hooks.nix',
    follows,
  },
  {
    option: 'treefmt.enable',
    unless: 'false',
    name: 'treefmt-nix',
    url: 'github:numtide/treefmt-nix',
    follows,
  },
];

/**
 * The input that a setting needs; undefined where it needs none.
 * @param value as Nix, where it is written out.
 */
export function inputFor(option: string, value: string | undefined): NeededInput | undefined {
  const need = needs.find((one) => option === one.option || option.startsWith(`${one.option}.`));
  if (need === undefined || value === need.unless) return undefined;
  const { name, url } = need;
  return { name, url, follows: need.follows };
}
