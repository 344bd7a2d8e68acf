import type { OptionSet } from '@nixai/api';
import type { Definition } from '@nixai/nix';

/** A path as Nix code writes it: `security.acme.certs."example.org".email`. */
export const nameOf = (path: readonly string[]): string =>
  path.map((step) => (/^(?:[\w'<>*-]+)$/.test(step) ? step : JSON.stringify(step))).join('.');

export const pathOf = ({ path }: Definition): string[] => path.map(({ name }) => name ?? '<name>');

/** `a`, `b`. */
export const list = (names: readonly string[]): string =>
  names.map((name) => `\`${name}\``).join(', ');

export const setNames: Readonly<Record<OptionSet, string>> = {
  nixos: 'NixOS',
  'home-manager': 'Home Manager',
  'nix-darwin': 'nix-darwin',
};
