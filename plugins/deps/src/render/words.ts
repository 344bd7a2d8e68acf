import { hashOf, nameOf } from '@nixai/nix-cli/closure';

/** Bytes for people: `1.5 GiB`. */
export function bytes(count: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let at = 0;
  let value = count;
  while (Math.abs(value) >= 1024 && at < units.length - 1) {
    value /= 1024;
    at += 1;
  }
  const shown = at === 0 || Math.abs(value) >= 100 ? Math.round(value) : value.toFixed(1);
  return `${shown} ${units[at] ?? ''}`;
}

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** Store paths by their names; two of one name have a piece of their hash with them. */
export function labels(paths: readonly string[]): (path: string) => string {
  const seen = new Map<string, string>();
  const twice = new Set<string>();
  for (const path of paths) {
    const name = nameOf(path);
    const other = seen.get(name);
    if (other !== undefined && other !== path) twice.add(name);
    seen.set(name, path);
  }
  return (path) => {
    const name = nameOf(path);
    return twice.has(name) ? `${name} (${hashOf(path)})` : name;
  };
}
