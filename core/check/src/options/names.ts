import type { Definition } from '@nixai/nix';

export const pathOf = ({ path }: Definition): string[] => path.map(({ name }) => name ?? '<name>');

/** `a`, `b`. */
export const list = (names: readonly string[]): string =>
  names.map((name) => `\`${name}\``).join(', ');
