import { parse } from 'yaml';
import { isTable, type Table } from './toml.js';

/** A YAML file as a table; undefined where it is none. */
export function parseYaml(source: string | undefined): Table | undefined {
  if (source === undefined) return undefined;
  try {
    // Keys that are there twice would be looked for in a time that is the square of their number.
    const value: unknown = parse(source, {
      maxAliasCount: 100,
      logLevel: 'silent',
      uniqueKeys: false,
    });
    return isTable(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
