/** A file that somebody will copy elsewhere, by its path. */
export const isForCopying = /\/(?:templates?|examples?)(?:-[^/]+)?\/|\bexamples?\b[^/]*\.nix$/;

/** What `nixos-generate-config` writes beside a file, on the machine that it is for. */
export const isOwnHardware = (written: string): boolean =>
  written === './hardware-configuration.nix';
