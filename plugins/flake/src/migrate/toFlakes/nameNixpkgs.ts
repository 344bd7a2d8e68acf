import { stableRelease } from '@nixai/api';

/** How a person says which nixpkgs a machine has, by the release of today. */
export const nameNixpkgs = (): string =>
  `--channel nixos=https://channels.nixos.org/nixos-${stableRelease(new Date()).release}, with the release that the machine has (nixos-version says it)`;
