/**
 * Imports whose options are in the sets already, as people write them: modules of nixpkgs itself,
 * and the bridge of Home Manager (its manual, “NixOS module” and “Nix Flakes”).
 */
const known = [
  /\bmodulesPath\b/,
  /^<nixpkgs\//,
  /^<home-manager(?:\/nixos|\/nix-darwin)?>$/,
  /home-?manager\S*\.(?:nixos|darwin)Modules\.(?:home-manager|default)$/i,
  /nixpkgs\}?\/nixos\/modules\//,
];

/** Whether an import that cannot be followed brings no option that the sets do not have. */
export const bringsNothingNew = (text: string): boolean =>
  known.some((pattern) => pattern.test(text));

/** Whether an import that cannot be followed may be a file of the configuration itself. */
export const mayBeOwn = (text: string): boolean =>
  !/^(?:\(?inputs\.|<|\(?(?:builtins\.)?fetchTarball|(?!self\.)[\w-]+\.(?:nixos|home|homeManager|darwin)Modules?\.)/.test(
    text,
  );

/**
 * Projects that many people import and whose modules have a part of their own beside what nixpkgs has:
 * none adds an option to `users.users.<name>` or to a unit.
 */
const besideOthers =
  /\b(?:sops-?nix|sops|agenix|ragenix|disko|nixos-?hardware|hardware|lanzaboote|impermanence|nix-index-database|nixos-?wsl|stylix|nix-flatpak|nixos-generators|plasma-manager|nixvim|nvf|nur|determinate|comin|srvos)\b\S*\.(?:nixos|home|homeManager|darwin)Modules?\b/i;

/** Whether an import that cannot be followed is certain to add nothing inside of another module's submodule. */
export const addsToNoSubmodule = (text: string): boolean => besideOthers.test(text);
