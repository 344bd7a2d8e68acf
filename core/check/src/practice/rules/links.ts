/** The page of a NixOS option. */
export const optionPage = (option: string): string =>
  `https://search.nixos.org/options?show=${encodeURIComponent(option)}`;

/** The description of a Home Manager option. */
export const homeOptionPage = (option: string): string =>
  `https://nix-community.github.io/home-manager/options.xhtml#opt-${option}`;

export const inStore = 'The Nix store can be read by every user and program of the machine.';
