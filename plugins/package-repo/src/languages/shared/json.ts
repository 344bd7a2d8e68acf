import { lineOf } from '../../repo/view.js';

/** A JSON file as an object; undefined where it is none. */
export function parseJson(
  source: string | undefined,
): Readonly<Record<string, unknown>> | undefined {
  if (source === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(source);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** `FILE:LINE` of the first place that has a key, or the file. */
export function jsonPlace(file: string, source: string, key: string): string {
  const index = source.indexOf(`"${key}"`);
  return index === -1 ? file : `${file}:${lineOf(source, index)}`;
}
