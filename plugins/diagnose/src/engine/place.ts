import type { FileKind, FilePlace } from '@nixai/api';

/**
 * Projects whose sources lie in the store as `…-source`, by files that only they have. The file is
 * given as it is called in the project.
 */
const projects: readonly (readonly [name: string, layout: RegExp])[] = [
  [
    'nixpkgs',
    /^(?:lib\/(?:modules|attrsets|lists|trivial|types|options|strings|customisation|fixed-points|meta|debug|asserts|derivations|strings-with-deps|generators|filesystem|sources|licenses|maintainers|deprecated|versions|cli|gvariant|path|fileset|systems\/[\w-]+)\.nix|nixos\/(?:lib|modules)\/|pkgs\/(?:stdenv|build-support|top-level|by-name|applications|development|tools|servers|os-specific|misc|data|desktops|games|shells|kde|common-updater)\/)/,
  ],
  [
    'nix-darwin',
    /^modules\/(?:system\/(?:activation-scripts|applications|base|checks|defaults|etc|launchd|patches|shells|version|primary-user)|launchd|homebrew|alias|documentation\/default|security\/(?:pam|pki|sandbox|sudo)|users\/default|networking\/(?:default|dns))/,
  ],
  [
    'home-manager',
    /^(?:modules\/(?:lib\/|misc\/(?:news|nixpkgs|version|xdg|fontconfig|gtk|qt|dconf|pam|tmpfiles|vte|lib|submodule-support)|home-environment\.nix|files\.nix|lib-bash|modules\.nix|targets\/(?:darwin|generic-linux)|xresources\.nix|xsession\.nix|manual\.nix)|nixos\/common\.nix|integration-common\.nix|home-manager\/(?:home-manager\.nix|default\.nix))/,
  ],
  [
    'stylix',
    /^(?:(?:stylix\/)?modules\/[\w-]{1,60}\/(?:hm|nixos|darwin|home-manager|testbeds)\.nix|stylix\/(?:target|palette|pixel|hm|nixos)\b)/,
  ],
  ['flake-parts', /^(?:lib\.nix|modules\/(?:perSystem|flake|nixpkgs|transposition)\.nix)$/],
];

const named =
  /nixos-wsl|NixOS-WSL|stylix|catppuccin|nixvim|home-manager|impermanence|lanzaboote|disko|sops-nix|agenix|nix-darwin|nixos-hardware|plasma-manager|flake-parts|nixpkgs/;

const inStore =
  /\/nix\/store\/(?<hash>[0-9a-z]{32})-(?<name>[\w.+-]{1,120})\/(?<file>[^\s'"`:,)]+)/;
const inReference = /«(?<reference>[^»\s]{1,400})»\/(?<file>[^\s'"`:,)]+)/;
const inChannel =
  /\/(?:channels\/|nix-defexpr\/(?:channels(?:_root)?\/)?|\.nixpkgs-channels\/)(?<channel>[\w.-]{1,60})\/(?<file>[^\s'"`:,)]+)/;

interface Found extends FilePlace {
  readonly file: string;
}

/** Tells of each file that the lines name what it is, and whose. */
export function placesIn(lines: readonly string[]): (file: string | undefined) => FilePlace {
  const texts = lines.filter((text) => text.includes('.nix') || text.includes('»'));
  const hosts = configurationMarks(lines);
  const sources = projectsByHash(texts);
  return (file) => {
    if (file === undefined || file === '') return { kind: 'unknown', owner: 'unknown' };
    const bare = file.replace(/[),]+$/, '');
    const direct = foundIn(bare, sources);
    if (direct !== undefined) return { ...direct, kind: kindOf(direct.file, hosts) };
    // The frame's file has lost its store path; some line still has it.
    const full = texts.map((text) => foundIn(text, sources, bare)).find((one) => one !== undefined);
    if (full !== undefined) return { ...full, kind: kindOf(bare, hosts) };
    const project = projectOf(bare);
    if (project !== undefined)
      return { owner: 'foreign', input: project, kind: kindOf(bare, hosts) };
    const cached = /\/\.cache\/nix\/(?<name>[\w.-]{1,80})\//.exec(bare)?.groups?.['name'];
    if (cached !== undefined)
      return {
        owner: 'foreign',
        input: named.exec(cached)?.[0] ?? cached,
        kind: kindOf(bare, hosts),
      };
    // A checkout of nixpkgs, wherever it lies.
    if (/\/nixpkgs\/(?:pkgs|nixos\/(?:modules|lib)|lib)\//.test(bare))
      return { owner: 'foreign', input: 'nixpkgs', kind: kindOf(bare, hosts) };
    const own = /^(?:\/(?:etc|home|root|Users|mnt|private|srv|tmp|workspace)\/|\.{0,2}\/|~)/.test(
      bare,
    );
    return { kind: kindOf(bare, hosts), owner: own ? 'own' : 'unknown' };
  };
}

type Sources = ReadonlyMap<string, string>;

/** One file by which a source is known tells of all files of that source. */
function projectsByHash(texts: readonly string[]): Sources {
  return new Map(
    texts.flatMap((text): (readonly [string, string])[] => {
      const { hash, file } = inStore.exec(text)?.groups ?? {};
      const project = file === undefined ? undefined : projectOf(file);
      return hash === undefined || project === undefined ? [] : [[hash, project]];
    }),
  );
}

/** Where a text names a file with the place that it comes from. */
function foundIn(text: string, sources: Sources, wanted?: string): Found | undefined {
  for (const pattern of [inReference, inChannel, inStore]) {
    const groups = pattern.exec(text)?.groups;
    const file = groups?.['file'];
    if (groups === undefined || file === undefined) continue;
    if (wanted !== undefined && !wanted.endsWith(file) && file !== wanted) continue;
    if (pattern === inReference) return { file, ...ofReference(groups['reference'] ?? '', file) };
    if (pattern === inChannel)
      return { file, owner: 'foreign', input: groups['channel'], kind: 'unknown' };
    return { file, ...ofStore(groups['name'] ?? '', file, sources.get(groups['hash'] ?? '')) };
  }
  return undefined;
}

function ofReference(reference: string, file: string): Omit<Found, 'file'> {
  if (/^(?:git\+file|path|file)[:+]/.test(reference)) return { owner: 'own', kind: 'unknown' };
  const forge = /^[\w+]{3,12}:(?<owner>[\w.-]{1,80})\/(?<repository>[\w.-]{1,100})/.exec(reference)
    ?.groups?.['repository'];
  return { owner: 'foreign', input: forge ?? projectOf(file), kind: 'unknown' };
}

/** A `-source` may be the person's own flake as well as an input; its layout tells. */
function ofStore(name: string, file: string, source?: string): Omit<Found, 'file'> {
  const project = projectOf(file) ?? source;
  if (project !== undefined) return { owner: 'foreign', input: project, kind: 'unknown' };
  if (/^nixos(?:-\d|$)|^nixpkgs(?:-|$)/.test(name))
    return { owner: 'foreign', input: 'nixpkgs', kind: 'unknown' };
  const other = named.exec(`${name}/${file}`)?.[0];
  if (other !== undefined && name !== 'source')
    return { owner: 'foreign', input: other, kind: 'unknown' };
  const own = name === 'source' && ofConfiguration.test(file);
  return { owner: own ? 'own' : 'unknown', kind: 'unknown', ...(own ? {} : { inStore: true }) };
}

/** Files that a configuration has, and hardly ever the flake of a library or a module. */
const ofConfiguration =
  /^(?:flake|shell|configuration|home|hardware-configuration)\.nix$|^(?:\.?config\/|nixos\/|nix\/)?(?:hosts?|machines?|systems?|homes?|users?|profiles?|roles|suites|dotfiles)\/|(?:^|\/)(?:(?:hardware-)?configuration|home)\.nix$/;

const projectOf = (file: string): string | undefined =>
  projects.find(([, layout]) => layout.test(file))?.[0];

interface Marks {
  readonly darwin: boolean;
  readonly droid: boolean;
}

function configurationMarks(lines: readonly string[]): Marks {
  return {
    darwin: lines.some((text) => /darwinConfigurations|darwin-rebuild|\/Users\//.test(text)),
    droid: lines.some((text) => /nix-on-droid/.test(text)),
  };
}

/** What a file is, by its name and folder. */
function kindOf(file: string, { darwin }: Marks): FileKind {
  const name = file.split('/').at(-1) ?? '';
  if (name === 'flake.nix') return 'flake';
  if (/^(?:shell|devshell)\.nix$/.test(name)) return 'shell';
  if (/overlay/.test(file)) return 'overlay';
  if (
    /(?:^|\/)(?:home|hm|home-manager|users?)(?:\/|\.nix$)|\/home\.nix$/.test(
      file.replace(/^\/home\/[^/]+/, ''),
    )
  )
    return 'home-module';
  if (/\/pkgs\/|^pkgs\/|(?:^|\/)packages?\/|(?:^|\/)(?:package|derivation)\.nix$/.test(file))
    return 'package';
  if (darwin && /darwin|configuration\.nix$/.test(file)) return 'darwin-module';
  if (
    /(?:^|\/)(?:hosts?|modules?|nixos|machines?|system|systems|profiles)\/|(?:hardware-)?configuration\.nix$|^\/etc\/nixos\/(?!flake)/.test(
      file,
    )
  )
    return 'nixos-module';
  return 'unknown';
}
