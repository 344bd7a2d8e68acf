import { parse } from 'smol-toml';
import { literally } from '../../repo/literally.js';
import { lineOf } from '../../repo/view.js';

export type Table = Readonly<Record<string, unknown>>;

/** A TOML file as a table; undefined where it is none. */
export function parseToml(source: string | undefined): Table | undefined {
  if (source === undefined) return undefined;
  try {
    return parse(source);
  } catch {
    return undefined;
  }
}

export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is at a path; undefined where nothing is. */
export function lookUp(table: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (isTable(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    table,
  );
}

export function stringAt(table: unknown, ...path: readonly string[]): string | undefined {
  const value = lookUp(table, ...path);
  return typeof value === 'string' ? value : undefined;
}

export function tableAt(table: unknown, ...path: readonly string[]): Table {
  const value = lookUp(table, ...path);
  return isTable(value) ? value : {};
}

export function stringsAt(table: unknown, ...path: readonly string[]): readonly string[] {
  const value = lookUp(table, ...path);
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

/** `FILE:LINE` of the first line that begins with a key, or the file. */
export function keyAt(file: string, source: string, key: string): string {
  const found = new RegExp(`^[ \\t]*["']?${literally(key)}["']?\\s*[=:.]`, 'm').exec(source);
  return found === null ? file : `${file}:${lineOf(source, found.index + found[0].search(/\S/))}`;
}
